"""Photographs that come piece by piece, over networks that fail: nothing is sent twice."""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BufferedRandom
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from lingdang.evidence import queries
from lingdang.evidence.enums import UPLOADS_AT_ONCE
from lingdang.evidence.errors import NoRoom, OffsetWrong, TooManyUploads, UploadDiffers
from lingdang.evidence.models import Upload
from lingdang.evidence.pieces import Piece, append, folder, opened, path_of
from lingdang.evidence.reading import too_large
from lingdang.evidence.services.photos import store_photo
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, NotAllowed, NotFound

UNFINISHED = timedelta(days=7)
_KEEP_FREE = 512 * 1024 * 1024  # bytes of the disk that uploads leave alone
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an upload has come; ``photo_id`` once it has arrived."""

    id: UUID
    offset: int
    length: int
    photo_id: int | None
    expires_at: datetime


def begin_upload(*, key: str, length: int, by: Actor) -> Progress:
    """Begin one; begun again under its key it is the same, wherever it has come to."""
    if by.person_id is None:
        raise NotAllowed
    if not 0 < length <= settings.PHOTO_MAX_BYTES:
        raise too_large(length)
    mine = Upload.objects.filter(upload_scope=queries.scope_of(by))
    if not mine.filter(key=key).exists():
        _require_room(mine.filter(photo=None, refusal="").count(), length)
        draft = Upload(upload_scope=queries.scope_of(by), key=key, length=length)
        Upload.objects.bulk_create([draft], ignore_conflicts=True)
    upload = mine.get(key=key)
    if upload.length != length:
        raise UploadDiffers
    return _progress(upload)


def _require_room(unfinished: int, length: int) -> None:
    if unfinished >= UPLOADS_AT_ONCE:
        raise TooManyUploads(limit=UPLOADS_AT_ONCE)
    if shutil.disk_usage(folder()).free < _KEEP_FREE + length:
        raise NoRoom


def upload_progress(*, upload_id: UUID, by: Actor) -> Progress:
    """Say how far it has come; what is all here is stored, if the process ended before that."""
    upload = queries.upload_for(by, upload_id)
    if not upload.is_judged and _come(upload) == upload.length:
        with opened(upload) as file:
            _judge(upload, file, by)
    return _progress(upload)


def continue_upload(*, upload_id: UUID, piece: Piece, by: Actor) -> Progress:
    """Append a piece and keep what has come of it even if the network fails in its middle."""
    upload = queries.upload_for(by, upload_id)
    if upload.is_judged:
        _require_offset(piece, upload.length)
        return _progress(upload)
    with opened(upload) as file:
        _require_offset(piece, _come(upload))
        try:
            append(file, piece, room=upload.length - piece.offset)
        finally:
            file.flush()
            os.fsync(file.fileno())
        if file.seek(0, os.SEEK_END) == upload.length:
            _judge(upload, file, by)
    return _progress(upload)


def drop_upload(*, upload_id: UUID, by: Actor) -> None:
    """End one that is not finished; a photograph that has arrived stays."""
    upload = queries.upload_for(by, upload_id)
    if upload.is_judged:
        raise NotFound
    file = path_of(upload)
    upload.delete()
    file.unlink(missing_ok=True)


def forget_uploads() -> int:
    """Remove what did not arrive within days, and pieces that belong to nothing any more."""
    before = timezone.now() - UNFINISHED
    old = Upload.objects.filter(photo=None, refusal="", begun_at__lt=before)
    gone, _each = Upload.objects.filter(pk__in=old.values("pk")[:_AT_ONCE]).delete()
    for file in folder().iterdir():  # an upload is no older than its file
        if file.stat().st_mtime < before.timestamp():
            file.unlink(missing_ok=True)
    return gone


def _judge(upload: Upload, file: BufferedRandom, by: Actor) -> None:
    """Store it as any photograph, or note why not; then the pieces are not needed."""
    upload.refresh_from_db()
    if upload.is_judged:  # while this one waited to be let in
        return
    file.seek(0)
    try:
        upload.photo = store_photo(file, by=by, upload_key=upload.key)
    except DomainError as refusal:
        upload.refusal = str(refusal)
        raise
    finally:
        if upload.is_judged:
            upload.save(update_fields=["photo", "refusal"])
            path_of(upload).unlink()


def _require_offset(piece: Piece, offset: int) -> None:
    if piece.offset != offset:
        raise OffsetWrong(offset=offset)


def _come(upload: Upload) -> int:
    file = path_of(upload)
    return file.stat().st_size if file.exists() else 0


def _progress(upload: Upload) -> Progress:
    return Progress(
        id=upload.pk,
        offset=upload.length if upload.is_judged else _come(upload),
        length=upload.length,
        photo_id=upload.photo_id,
        expires_at=upload.begun_at + UNFINISHED,
    )
