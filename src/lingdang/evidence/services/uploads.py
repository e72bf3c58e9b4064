"""Photographs that come piece by piece, over networks that fail: nothing is sent twice."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BufferedRandom
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lingdang.evidence import queries
from lingdang.evidence.enums import UPLOADS_AT_ONCE
from lingdang.evidence.errors import (
    AlreadyReceiving,
    NoRoom,
    OffsetWrong,
    PieceDamaged,
    PieceTooLong,
    TooManyUploads,
    UploadDiffers,
)
from lingdang.evidence.models import Upload
from lingdang.evidence.reading import too_large
from lingdang.evidence.services.photos import store_photo
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, NotAllowed, NotFound

UNFINISHED_DAYS = timedelta(days=7)
_PIECE = 64 * 1024
_KEEP_FREE = 512 * 1024 * 1024  # bytes of the disk that uploads leave alone


@dataclass(frozen=True, slots=True)
class UploadPart:
    """A piece: where it begins, how it is read, and what it must hash to when that is said."""

    offset: int
    read: Callable[[int], bytes]
    checksum: tuple[str, bytes] | None = None


def begin_upload(*, key: str, length: int, by: Actor) -> Upload:
    """Begin one; begun again under its key it is the same, wherever it has come to."""
    if by.person_id is None:
        raise NotAllowed
    if not 0 < length <= settings.PHOTO_MAX_BYTES:
        raise too_large(length)
    mine = Upload.objects.filter(upload_scope=queries.scope_of(by))
    if known := mine.filter(key=key).first():
        return _same(known, length)
    if mine.filter(photo=None, refusal="").count() >= UPLOADS_AT_ONCE:
        raise TooManyUploads(limit=UPLOADS_AT_ONCE)
    _folder().mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(_folder()).free < _KEEP_FREE + length:
        raise NoRoom
    draft = Upload(upload_scope=queries.scope_of(by), key=key, length=length)
    Upload.objects.bulk_create([draft], ignore_conflicts=True)
    return _same(mine.get(key=key), length)


def _same(upload: Upload, length: int) -> Upload:
    if upload.length != length:
        raise UploadDiffers
    return upload


def offset_of(upload: Upload) -> int:
    """How far it has come; all of it, once it was judged."""
    if upload.photo_id or upload.refusal:
        return upload.length
    file = _file(upload)
    return file.stat().st_size if file.exists() else 0


def receive(*, upload_id: UUID, part: UploadPart, by: Actor) -> Upload:
    """Append a piece and keep what has come of it even if the network fails in its middle."""
    upload = queries.upload_for(by, upload_id)
    if upload.photo_id or upload.refusal:
        return _finished_already(upload, part)
    with _opened(upload) as file:
        begins = file.seek(0, os.SEEK_END)
        if part.offset != begins:
            raise OffsetWrong(offset=begins)
        try:
            _append(file, upload, part)
        finally:
            file.flush()
            os.fsync(file.fileno())
        return _finished(upload, file, by)


def finish_upload(*, upload_id: UUID, by: Actor) -> Upload:
    """Store what is all here and was not stored, because the process ended in between."""
    upload = queries.upload_for(by, upload_id)
    if upload.photo_id or upload.refusal or offset_of(upload) < upload.length:
        return upload
    with _opened(upload) as file:
        return _finished(upload, file, by)


def _finished_already(upload: Upload, part: UploadPart) -> Upload:
    if part.offset != upload.length:
        raise OffsetWrong(offset=upload.length)
    return upload


def _append(file: BufferedRandom, upload: Upload, part: UploadPart) -> None:
    """A damaged piece is taken back whole; of one that is too long nothing more is read."""
    name, wanted = part.checksum or ("sha256", b"")
    digest, room = hashlib.new(name), upload.length - part.offset
    while piece := part.read(min(_PIECE, room + 1)):
        if len(piece) > room:
            file.truncate(part.offset)
            raise PieceTooLong
        file.write(piece)
        digest.update(piece)
        room -= len(piece)
    if part.checksum and digest.digest() != wanted:
        file.truncate(part.offset)
        raise PieceDamaged


def _finished(upload: Upload, file: BufferedRandom, by: Actor) -> Upload:
    """All here: judge and store it as any photograph, then forget the pieces."""
    if file.seek(0, os.SEEK_END) < upload.length:
        return upload
    file.seek(0)
    try:
        upload.photo = store_photo(file, by=by, upload_key=upload.key)
    except DomainError as refusal:
        upload.refusal = str(refusal)
        upload.save(update_fields=["refusal"])
        _file(upload).unlink()
        raise
    upload.save(update_fields=["photo"])
    _file(upload).unlink()
    return upload


def drop_upload(*, upload_id: UUID, by: Actor) -> None:
    """End one that is not finished; a photograph that has arrived stays."""
    upload = queries.upload_for(by, upload_id)
    if upload.photo_id:
        raise NotFound
    _forget(upload)


def forget_uploads() -> int:
    """Remove what did not arrive within days, and pieces that belong to nothing."""
    before = timezone.now() - UNFINISHED_DAYS
    old = list(Upload.objects.filter(photo=None, begun_at__lt=before)[:_A_TIME])
    for upload in old:
        _forget(upload)
    return len(old)


_A_TIME = 500


def _forget(upload: Upload) -> None:
    with transaction.atomic():
        upload.delete()
    _file(upload).unlink(missing_ok=True)


def expires_at(upload: Upload) -> datetime:
    return upload.begun_at + UNFINISHED_DAYS


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "arriving" / settings.DISTRICT


def _file(upload: Upload) -> Path:
    return _folder() / upload.pk.hex


@contextmanager
def _opened(upload: Upload) -> Iterator[BufferedRandom]:
    """One at a time: a piece of a broken connection may still be on its way."""
    _folder().mkdir(parents=True, exist_ok=True)
    with _file(upload).open("a+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyReceiving from None
        yield file
