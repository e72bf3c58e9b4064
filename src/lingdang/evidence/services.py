"""Keep photographs, and say what they show."""

from collections.abc import Sequence
from typing import IO, Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, transaction

from lingdang.evidence.enums import PHOTOS_PER_MOMENT, Moment
from lingdang.evidence.errors import PhotoNotYours, PhotoTooLarge, TooManyPhotos
from lingdang.evidence.facts import PhotosAttached, PhotoStored
from lingdang.evidence.models import Photo
from lingdang.evidence.reading import MEGABYTE, Reading, read_photo
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor


def store_photo(file: IO[bytes], *, by: Actor, upload_key: str | None = None) -> Photo:
    """Keep a photograph: files first, then the row, so that no row points to nothing.

    The same ``upload_key`` of the same uploader is the same photograph, however often it is sent.
    """
    scope = _scope(by)
    if upload_key and (known := _known(scope, upload_key)):
        return known
    content = _content(file)
    reading = read_photo(content)
    folder = f"{reading.sha256[:2]}/{uuid4().hex}"
    keys = {
        "original_key": _keep(f"{folder}/original.{reading.kind}", content),
        "display_key": _keep(f"{folder}/display.jpg", reading.display),
        "thumb_key": _keep(f"{folder}/thumb.jpg", reading.thumb),
    }
    try:
        return _write_row(reading, by=by, size=len(content), upload_key=upload_key, **keys)
    except IntegrityError:
        for key in keys.values():
            storages["evidence"].delete(key)
        if upload_key and (known := _known(scope, upload_key)):
            return known
        raise


@transaction.atomic
def attach_photos(
    photo_ids: Sequence[int], *, subject: str, moment: Moment | str, by: Actor
) -> list[int]:
    """Say what loose photographs show: their uploader may, and only once. Returns their ids."""
    if not photo_ids:
        return []
    wanted = list(dict.fromkeys(photo_ids))
    photos = list(
        Photo.objects.select_for_update(no_key=True)
        .filter(pk__in=wanted, subject="", upload_scope=_scope(by))
        .order_by("id")
    )
    if len(photos) != len(wanted):
        raise PhotoNotYours
    there = Photo.objects.filter(subject=subject, moment=moment).count()
    if there + len(photos) > PHOTOS_PER_MOMENT:
        raise TooManyPhotos(limit=PHOTOS_PER_MOMENT)
    ids = [photo.pk for photo in photos]
    Photo.objects.filter(pk__in=ids).update(subject=subject, moment=moment)
    record(PhotosAttached(to=subject, moment=str(moment), photo_ids=ids), by=by)
    return ids


@transaction.atomic
def _write_row(reading: Reading, *, by: Actor, **details: Any) -> Photo:
    lng, lat = reading.position or (None, None)
    photo = Photo.objects.create(
        kind=reading.kind,
        sha256=reading.sha256,
        width=reading.width,
        height=reading.height,
        phash=reading.phash,
        taken_at=reading.taken_at,
        lng=lng,
        lat=lat,
        uploaded_by_id=by.person_id,
        upload_scope=_scope(by),
        subject="",
        **details,
    )
    record(PhotoStored(photo_id=photo.pk, sha256=photo.sha256, kind=photo.kind), by=by)
    return photo


def _scope(by: Actor) -> str:
    """Whose uploads these are; a stranger's actor is named after their session."""
    return f"person:{by.person_id}" if by.person_id else by.name


def _content(file: IO[bytes]) -> bytes:
    """At most one byte more than allowed is ever held."""
    content = file.read(settings.PHOTO_MAX_BYTES + 1)
    if len(content) > settings.PHOTO_MAX_BYTES:
        size = getattr(file, "size", None) or len(content)
        raise PhotoTooLarge(size=round(size / MEGABYTE), limit=settings.PHOTO_MAX_BYTES // MEGABYTE)
    return content


def _keep(key: str, content: bytes) -> str:
    return storages["evidence"].save(key, ContentFile(content))


def _known(scope: str, upload_key: str) -> Photo | None:
    return Photo.objects.filter(upload_scope=scope, upload_key=upload_key).first()
