"""Every way to read evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO
from uuid import UUID

from django.core.files.storage import storages
from django.utils import timezone

from lingdang.evidence.enums import Size
from lingdang.evidence.models import Photo, Upload
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class PhotoCard:
    """What a page needs to show a photograph."""

    id: int
    public_id: UUID
    moment: str
    width: int
    height: int
    taken_at: datetime | None
    created_at: datetime
    released: bool
    subject: str


def photos_of(subject: str) -> list[PhotoCard]:
    return photos_of_many([subject]).get(subject, [])


def photos_of_many(subjects: Iterable[str]) -> dict[str, list[PhotoCard]]:
    """Photographs of several subjects in one statement, oldest first."""
    found: dict[str, list[PhotoCard]] = {}
    wanted = [subject for subject in subjects if subject]
    for photo in Photo.objects.filter(subject__in=wanted).order_by("id"):
        found.setdefault(photo.subject, []).append(_card(photo))
    return found


def _card(photo: Photo) -> PhotoCard:
    return PhotoCard(
        id=photo.pk,
        public_id=photo.public_id,
        moment=photo.moment,
        width=photo.width,
        height=photo.height,
        taken_at=photo.taken_at,
        created_at=photo.created_at,
        released=photo.released_at is not None,
        subject=photo.subject,
    )


def photo_by_public_id(public_id: UUID) -> Photo:
    """One photograph; whether the asker may see its subject is for the caller to decide."""
    try:
        return Photo.objects.get(public_id=public_id)
    except Photo.DoesNotExist:
        raise NotFound from None


def photo_subject(public_id: UUID) -> str:
    """What a photograph shows, as ``kind:id``; empty while it is loose."""
    return photo_by_public_id(public_id).subject


def open_display(public_id: UUID, size: Size | str = Size.DISPLAY) -> tuple[IO[bytes], str]:
    """The copy to show, open, and its content type."""
    photo = photo_by_public_id(public_id)
    key = photo.thumb_key if size == Size.THUMB else photo.display_key
    return storages["evidence"].open(key), "image/jpeg"


def loose_today(scope: str) -> int:
    """How many photographs of one uploader show nothing yet, of those of the last day."""
    since = timezone.now() - timedelta(days=1)
    kept = Photo.objects.filter(upload_scope=scope, upload_key__isnull=False)  # as the index has it
    return kept.filter(subject="", created_at__gt=since).count()


def folders_in_use(prefix: str) -> set[str]:
    """Folders below one two-digit prefix that a photograph points to."""
    after = f"{int(prefix, 16) + 1:02x}" if prefix != "ff" else "g"
    keys = Photo.objects.filter(sha256__gte=prefix, sha256__lt=after)
    return {key.rsplit("/", 1)[0] for key in keys.values_list("original_key", flat=True)}


def scope_of(by: Actor) -> str:
    """Whose uploads these are; a stranger's actor is named after their session."""
    return f"person:{by.person_id}" if by.person_id else by.name


def upload_for(by: Actor, upload_id: UUID) -> Upload:
    found = Upload.objects.filter(pk=upload_id, upload_scope=scope_of(by)).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class Arrived:
    """An upload that is all here: a photograph, or why it is none."""

    photo_id: int | None
    refusal: str


def arrived(keys: Iterable[str], *, by: Actor) -> dict[str, Arrived]:
    """Of somebody's uploads those that are all here, by the keys that they were begun under."""
    mine = Upload.objects.filter(upload_scope=scope_of(by), key__in=list(keys))
    found = mine.values_list("key", "photo", "refusal")
    return {key: Arrived(photo, why) for key, photo, why in found if photo or why}
