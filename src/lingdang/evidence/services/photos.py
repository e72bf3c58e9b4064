"""Keep photographs, and say what they show."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import IO, Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.evidence import queries
from lingdang.evidence.enums import LOOSE_OF_A_STRANGER, PHOTOS_AT_ONCE, Moment
from lingdang.evidence.errors import PhotoNotYours, TooManyLoose, TooManyPhotos
from lingdang.evidence.facts import FilesSwept, PhotosMoved, PhotoStored
from lingdang.evidence.models import Photo
from lingdang.evidence.reading import Reading, read_photo, too_large
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor

INTAKE = Actor.process("photographs")  # no fact names who may want to stay unnamed
_PREFIX = re.compile("[0-9a-f]{2}")


def store_photo(file: IO[bytes], *, by: Actor, upload_key: str | None = None) -> Photo:
    """Keep a photograph: files first, then the row, so that no row points to nothing.

    The same content under the same ``upload_key`` of the same uploader is the same photograph,
    however often it is sent.
    """
    content = _content(file)
    sha256 = hashlib.sha256(content).hexdigest()
    key = hashlib.sha256(f"{upload_key}:{sha256}".encode()).hexdigest() if upload_key else None
    if known := _known(by, key):
        return known
    _require_room(by)
    reading = read_photo(content)
    folder = f"{settings.DISTRICT}/{sha256[:2]}/{uuid4().hex}"
    files = {
        "original_key": _keep(f"{folder}/original.{reading.kind}", content),
        "display_key": _keep(f"{folder}/display.jpg", reading.display),
        "thumb_key": _keep(f"{folder}/thumb.jpg", reading.thumb),
    }
    try:
        return _write_row(reading, by=by, sha256=sha256, size=len(content), upload_key=key, **files)
    except IntegrityError:
        for file_key in files.values():
            storages["evidence"].delete(file_key)
        if known := _known(by, key):
            return known
        raise


def _require_room(by: Actor) -> None:
    """Nobody knows a stranger: what they leave lying is bounded."""
    if by.is_stranger and queries.loose_today(queries.scope_of(by)) >= LOOSE_OF_A_STRANGER:
        raise TooManyLoose(limit=LOOSE_OF_A_STRANGER)


def attach_photos(
    photo_ids: Sequence[int],
    *,
    subject: str,
    moment: Moment | str,
    by: Actor,
    nameless: bool = False,
) -> list[int]:
    """Say what loose photographs show: their uploader may, and only once. Returns their ids.

    Part of the caller's transaction, whose fact tells of it. ``nameless`` forgets the uploader.
    """
    wanted = sorted(set(photo_ids))
    if len(wanted) > PHOTOS_AT_ONCE:
        raise TooManyPhotos(limit=PHOTOS_AT_ONCE)
    if not wanted:
        return wanted
    loose = Photo.objects.filter(pk__in=wanted, subject="", upload_scope=queries.scope_of(by))
    forgotten = {"uploaded_by": None, "upload_scope": "", "upload_key": None} if nameless else {}
    if loose.update(subject=subject, moment=moment, **forgotten) != len(wanted):
        raise PhotoNotYours
    return wanted


def move_photos(*, subject: str, to: str, by: Actor) -> list[int]:
    """What was seen of one matter goes on in another: its photographs are that one's now.

    Part of the caller's transaction. Whoever may read the one must be meant to read the other.
    """
    moved = list(Photo.objects.select_for_update().filter(subject=subject).order_by("pk"))
    Photo.objects.filter(pk__in=[photo.pk for photo in moved]).update(subject=to)
    ids = [photo.pk for photo in moved]
    if ids:
        record(PhotosMoved(photo_ids=ids, before=subject, after=to), by=by)
    return ids


def sweep_files(*, by: Actor, older_than: timedelta, dry_run: bool = False) -> list[str]:
    """Remove folders that no photograph points to, once they are old enough to be nobody's.

    They are what a process leaves that ends between the files and the row. Only this district's
    are looked at: others may lie beside them.
    """
    before = timezone.now() - older_than
    swept = [folder for folder in _loose_folders() if _is_older(folder, before)]
    if swept and not dry_run:
        for folder in swept:
            _remove(folder)
        with transaction.atomic():
            record(FilesSwept(folders=swept), by=by)
    return swept


def _loose_folders() -> Iterator[str]:
    store, here = storages["evidence"], settings.DISTRICT
    try:
        prefixes, _ = store.listdir(here)
    except FileNotFoundError:  # nothing was ever kept
        return
    for prefix in sorted(filter(_PREFIX.fullmatch, prefixes)):
        found = {f"{here}/{prefix}/{name}" for name in store.listdir(f"{here}/{prefix}")[0]}
        yield from sorted(found - queries.folders_in_use(prefix))


def _files_in(folder: str) -> list[str]:
    return [f"{folder}/{name}" for name in storages["evidence"].listdir(folder)[1]]


def _is_older(folder: str, moment: datetime) -> bool:
    store = storages["evidence"]
    return all(store.get_modified_time(key) < moment for key in _files_in(folder) or [folder])


def _remove(folder: str) -> None:
    for file in _files_in(folder):
        storages["evidence"].delete(file)
    storages["evidence"].delete(folder)  # the empty folder; a bucket has none and says nothing


@transaction.atomic
def _write_row(reading: Reading, *, by: Actor, **details: Any) -> Photo:
    lng, lat = reading.position or (None, None)
    photo = Photo.objects.create(
        kind=reading.kind,
        width=reading.width,
        height=reading.height,
        phash=reading.phash,
        taken_at=reading.taken_at,
        lng=lng,
        lat=lat,
        uploaded_by_id=by.person_id,
        upload_scope=queries.scope_of(by),
        subject="",
        **details,
    )
    record(PhotoStored(photo_id=photo.pk, sha256=photo.sha256, kind=photo.kind), by=INTAKE)
    return photo


def _content(file: IO[bytes]) -> bytes:
    """At most one byte more than allowed is ever held."""
    content = file.read(settings.PHOTO_MAX_BYTES + 1)
    if len(content) > settings.PHOTO_MAX_BYTES:
        raise too_large(getattr(file, "size", None) or len(content))
    return content


def _keep(key: str, content: bytes) -> str:
    return storages["evidence"].save(key, ContentFile(content))


def _known(by: Actor, key: str | None) -> Photo | None:
    if key is None:
        return None
    return Photo.objects.filter(upload_scope=queries.scope_of(by), upload_key=key).first()
