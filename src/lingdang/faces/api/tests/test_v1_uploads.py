"""tus 1.0 as its clients speak it: nothing of a photograph is sent twice."""

import fcntl
import hashlib
from base64 import b64encode
from pathlib import Path

import pytest

from lingdang.evidence.public import Photo
from lingdang.evidence.testing import jpeg_bytes
from lingdang.faces.api.tests.conftest import Caller, a_key
from lingdang.people.testing import a_person
from lingdang.settings import env

PIECES = "application/offset+octet-stream"
PHOTO = jpeg_bytes(side=600)
LENGTH = len(PHOTO)
HALF = len(PHOTO) // 2


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"evidence": env.file_store(tmp_path / "evidence")}
    return tmp_path


class Tus:
    """A client that sends what it is told to, as it is told."""

    def __init__(self, key):
        self.client = Caller(key).client

    def begin(self, length=LENGTH, key="k1", **headers):
        meta = f"filename {b64encode('照片.jpg'.encode()).decode()},key {encoded(key)}"
        told = {"Tus-Resumable": "1.0.0", "Upload-Length": str(length), "Upload-Metadata": meta}
        return self.client.post("/api/v1/uploads/", headers=told | headers)

    def ask(self, there):
        return self.client.head(there, headers={"Tus-Resumable": "1.0.0"})

    def send(self, there, offset, content, **headers):
        told = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset)} | headers
        told["Content-Type"] = PIECES  # of no bytes too
        return self.client.patch(there, content, content_type=PIECES, headers=told)

    def end(self, there):
        return self.client.delete(there, headers={"Tus-Resumable": "1.0.0"})


def encoded(key):
    return b64encode(key.encode()).decode()


@pytest.fixture
def phone(district):
    return Tus(a_key("grid_worker", place=district.grid))


@pytest.fixture
def there(phone):
    return phone.begin()["Location"]


def offset(answer):
    return answer.status_code, answer.headers["Upload-Offset"]


def test_what_the_server_speaks_is_told_without_a_key(district):
    told = Caller().client.options("/api/v1/uploads/")
    assert (told.status_code, told["Tus-Version"]) == (204, "1.0.0")
    assert told["Tus-Extension"] == "creation,expiration,termination,checksum"


def test_a_photograph_in_two_pieces(phone, there):
    assert offset(phone.ask(there)) == (200, "0")
    assert offset(phone.send(there, 0, PHOTO[:HALF])) == (204, str(HALF))
    assert offset(phone.ask(there)) == (200, str(HALF))
    last = phone.send(there, HALF, PHOTO[HALF:])
    photo = Photo.objects.get()
    assert (offset(last), last["Lingdang-Photo"]) == ((204, str(len(PHOTO))), str(photo.pk))
    assert photo.sha256 == hashlib.sha256(PHOTO).hexdigest()


def test_the_last_answer_may_be_lost(phone, there, folder):
    """Asked again, sent again, begun again: it is the photograph that it became."""
    first = phone.send(there, 0, PHOTO)["Lingdang-Photo"]
    assert phone.ask(there)["Lingdang-Photo"] == first
    assert offset(phone.ask(there)) == (200, str(len(PHOTO)))
    assert phone.send(there, len(PHOTO), b"")["Lingdang-Photo"] == first
    again = phone.begin()
    assert (again["Location"], again["Lingdang-Photo"]) == (there, first)
    assert Photo.objects.count() == 1
    assert not list((folder / "arriving").rglob("*.*"))


def test_a_process_that_ended_before_it_stored_stores_when_asked(phone, there, folder):
    phone.send(there, 0, PHOTO[:-1])
    [file] = [path for path in (folder / "arriving").rglob("*") if path.is_file()]
    file.write_bytes(PHOTO)  # as after the last piece, with nothing done about it
    assert phone.ask(there)["Lingdang-Photo"] == str(Photo.objects.get().pk)
    assert not file.exists()


@pytest.mark.parametrize("wrong", [0, HALF - 1, HALF + 1])
def test_a_piece_begins_where_the_last_one_ended(phone, there, wrong):
    phone.send(there, 0, PHOTO[:HALF])
    refused = phone.send(there, wrong, PHOTO[HALF:])
    assert (refused.status_code, refused.json()["offset"]) == (409, HALF)
    assert refused["Tus-Resumable"] == "1.0.0"
    assert offset(phone.ask(there)) == (200, str(HALF))


def test_more_than_was_said_is_refused_and_what_came_before_stays(phone, there):
    phone.send(there, 0, PHOTO[:HALF])
    assert phone.send(there, HALF, PHOTO[HALF:] + b"x").status_code == 413
    assert offset(phone.ask(there)) == (200, str(HALF))
    assert offset(phone.send(there, HALF, PHOTO[HALF:])) == (204, str(len(PHOTO)))


def test_too_large_a_photograph_is_not_begun(phone, settings):
    assert phone.begin(length=settings.PHOTO_MAX_BYTES + 1).status_code == 413
    assert phone.begin(length=0).status_code == 413


def test_somebody_elses_upload_is_not_there(there, district):
    other = Tus(a_key("grid_worker", place=district.grid, person=a_person("李四")))
    assert other.ask(there).status_code == 404
    assert other.send(there, 0, PHOTO).status_code == 404
    assert other.end(there).status_code == 404
    mine = other.begin()
    assert mine["Location"] != there  # the same key of another person
    assert Tus("no key").begin().status_code == 401


def test_a_damaged_piece_is_taken_back(phone, there):
    right = b64encode(hashlib.sha1(PHOTO[:HALF], usedforsecurity=False).digest()).decode()
    damaged = phone.send(there, 0, PHOTO[1 : HALF + 1], **{"Upload-Checksum": f"sha1 {right}"})
    assert (damaged.status_code, offset(phone.ask(there))) == (460, (200, "0"))
    sent = phone.send(there, 0, PHOTO[:HALF], **{"Upload-Checksum": f"sha1 {right}"})
    assert offset(sent) == (204, str(HALF))
    strange = phone.send(there, HALF, b"x", **{"Upload-Checksum": "md5 eA=="})
    assert strange.status_code == 422


def test_what_is_no_photograph_is_said_once_it_is_all_here(phone):
    there = phone.begin(length=9)["Location"]
    assert phone.send(there, 0, b"not a jpg").status_code == 415
    assert offset(phone.ask(there)) == (200, "9")
    assert "Lingdang-Photo" not in phone.ask(there)


def test_an_upload_may_be_given_up_until_it_has_arrived(phone, there):
    phone.send(there, 0, PHOTO[:HALF])
    assert phone.end(there).status_code == 204
    assert phone.ask(there).status_code == 404
    there = phone.begin()["Location"]
    phone.send(there, 0, PHOTO)
    assert phone.end(there).status_code == 404
    assert phone.ask(there)["Lingdang-Photo"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Upload-Length": "long"}, 422),
        ({"Upload-Length": "-5"}, 422),
        ({"Upload-Metadata": "key"}, 422),
        ({"Upload-Metadata": "key !!"}, 422),
        ({"Upload-Metadata": f"key {encoded('a' * 81)}"}, 422),
        ({"Upload-Length": "77"}, 409),
    ],
)
def test_what_is_no_beginning(phone, there, headers, status):
    assert phone.begin(**headers).status_code == status


def test_a_broken_connection_that_still_sends_is_waited_for(phone, there, folder):
    phone.send(there, 0, PHOTO[:HALF])
    [file] = [path for path in Path(folder / "arriving").rglob("*") if path.is_file()]
    with file.open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert phone.send(there, HALF, PHOTO[HALF:]).status_code == 423
    assert phone.send(there, HALF, PHOTO[HALF:]).status_code == 204
