"""The file into which the pieces of an upload are put, on this machine's disk."""

import fcntl
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedRandom
from pathlib import Path

from django.conf import settings

from lingdang.evidence.errors import AlreadyReceiving, PieceDamaged, PieceTooLong
from lingdang.evidence.models import Upload

_AT_A_TIME = 64 * 1024


@dataclass(frozen=True, slots=True)
class Piece:
    """Where it begins, how it is read; what it hashes to by which algorithm, if that was said."""

    offset: int
    read: Callable[[int], bytes]
    algorithm: str = "sha1"
    digest: bytes | None = None


def append(file: BufferedRandom, piece: Piece, *, room: int) -> None:
    """Write what comes; a damaged piece is taken back whole, and so is one that is too long."""
    seen = hashlib.new(piece.algorithm, usedforsecurity=False)
    while some := piece.read(min(_AT_A_TIME, room + 1)):
        if len(some) > room:
            file.truncate(piece.offset)
            raise PieceTooLong
        file.write(some)
        seen.update(some)
        room -= len(some)
    if piece.digest is not None and seen.digest() != piece.digest:
        file.truncate(piece.offset)
        raise PieceDamaged


def folder() -> Path:
    here = Path(settings.MEDIA_ROOT) / "arriving" / settings.DISTRICT
    here.mkdir(parents=True, exist_ok=True)
    return here


def path_of(upload: Upload) -> Path:
    return folder() / upload.pk.hex


@contextmanager
def opened(upload: Upload) -> Iterator[BufferedRandom]:
    """Let one in at a time: a piece of a broken connection may still be on its way."""
    with path_of(upload).open("a+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyReceiving from None
        yield file
