"""Uploads in pieces: how many, how long, and what is left of those that never arrive."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from lingdang.evidence.errors import (
    AlreadyReceiving,
    NoRoom,
    OffsetWrong,
    PhotoUnreadable,
    TooManyUploads,
)
from lingdang.evidence.models import Photo, Upload
from lingdang.evidence.pieces import Piece
from lingdang.evidence.queries import arrived
from lingdang.evidence.services import (
    begin_upload,
    continue_upload,
    forget_uploads,
    upload_progress,
    uploads,
)
from lingdang.evidence.testing import jpeg_bytes
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.kernel.errors import DomainError, NotAllowed
from lingdang.people.testing import a_person

PHOTO = jpeg_bytes(side=600)
HALF = len(PHOTO) // 2


@pytest.fixture(autouse=True)
def _media(settings, folder):
    settings.MEDIA_ROOT = folder


@pytest.fixture
def rita(db):
    return Actor("rita", person_id=a_person().pk)


@pytest.fixture
def live_rita(transactional_db):
    return Actor("rita", person_id=a_person().pk)


def begun(by, key="k1", length=len(PHOTO)):  # noqa: B008 -- a constant
    return begin_upload(key=key, length=length, by=by).id


def send(upload_id, by, content=PHOTO, offset=0):
    piece = Piece(offset, BytesIO(content).read)
    return continue_upload(upload_id=upload_id, piece=piece, by=by)


def files(folder):
    return [path for path in (folder / "arriving").rglob("*") if path.is_file()]


def test_a_stranger_uploads_whole_photographs_only(db):
    with pytest.raises(NotAllowed):
        begun(ANYONE)


def test_so_many_at_once_and_no_more(rita, monkeypatch):
    monkeypatch.setattr(uploads, "UPLOADS_AT_ONCE", 1)
    first = begun(rita)
    with pytest.raises(TooManyUploads):
        begun(rita, "k2")
    assert begun(rita) == first  # on its way already
    send(first, rita)
    begun(rita, "k2")


def test_a_disk_that_is_nearly_full_takes_none(rita, monkeypatch):
    monkeypatch.setattr(uploads, "_KEEP_FREE", 2**60)
    with pytest.raises(NoRoom):
        begun(rita)


def test_the_same_piece_from_several_connections_is_taken_once(live_rita, folder):
    upload_id = begun(live_rita)

    def one(_number):
        try:
            send(upload_id, live_rita)
        except (OffsetWrong, AlreadyReceiving) as refusal:
            return refusal.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(6) as pool:
        said = list(pool.map(one, range(6)))
    assert "" in said
    assert Photo.objects.count() == 1
    assert upload_progress(upload_id=upload_id, by=live_rita).photo_id == Photo.objects.get().pk


def test_what_was_sent_before_the_network_failed_is_kept(rita):
    upload_id = begun(rita)
    pieces = [PHOTO[:HALF]]

    def failing(_size):
        if not pieces:
            raise OSError
        return pieces.pop()

    with pytest.raises(OSError):
        continue_upload(upload_id=upload_id, piece=Piece(0, failing), by=rita)
    assert upload_progress(upload_id=upload_id, by=rita).offset == HALF
    assert send(upload_id, rita, PHOTO[HALF:], HALF).photo_id


def test_what_is_no_photograph_is_known_to_be_none(rita, folder):
    upload_id = begun(rita, length=9)
    with pytest.raises(DomainError):
        send(upload_id, rita, b"not a jpg")
    assert arrived(["k1"], by=rita)["k1"].refusal
    assert files(folder) == []


def test_what_never_arrives_ends_and_what_arrived_stays(rita, folder):
    late, here = begun(rita), begun(rita, "k2")
    send(late, rita, PHOTO[:HALF])
    send(here, rita)
    assert forget_uploads() == 0
    Upload.objects.update(begun_at=timezone.now() - timedelta(days=8))
    [file] = files(folder)
    long_ago = time.time() - timedelta(days=8).total_seconds()
    os.utime(file, (long_ago, long_ago))
    assert forget_uploads() == 1
    assert files(folder) == []
    assert list(arrived(["k1", "k2"], by=rita)) == ["k2"]


@pytest.mark.parametrize("broken", [{"length": 0}, {"key": ""}, {"refusal": "damaged"}])
def test_what_always_holds_of_an_upload(rita, broken):
    send(begun(rita), rita)
    with pytest.raises(IntegrityError), transaction.atomic():
        Upload.objects.update(**broken)


def test_a_photograph_that_is_damaged(rita):
    upload_id = begun(rita, length=HALF)
    with pytest.raises(PhotoUnreadable):
        send(upload_id, rita, PHOTO[:HALF])
