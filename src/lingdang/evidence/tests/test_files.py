"""Where the files of photographs lie: a folder or a bucket, and what nobody owns there."""

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command

from lingdang.evidence.models import Photo
from lingdang.evidence.queries import open_display
from lingdang.evidence.services import store_photo, sweep_files
from lingdang.evidence.testing import a_photo, jpeg_bytes
from lingdang.journal.public import Fact
from lingdang.kernel.actor import Actor

RITA = Actor("anyone:rita")
SWEEPER = Actor.process("evidence sweep")
ORPHAN = "district/ab/0123/original.jpeg"
AT_ONCE = timedelta(seconds=-5)  # even what was written this moment


@pytest.fixture(params=["folder", "bucket"])
def store(request, settings):
    settings.DISTRICT = "district"
    request.getfixturevalue(request.param)
    return storages["evidence"]


@pytest.mark.django_db
def test_a_photograph_comes_back_from_where_it_is_kept(store):
    content = jpeg_bytes()
    photo = store_photo(BytesIO(content), by=RITA)
    with store.open(photo.original_key) as original:
        assert original.read() == content
    file, _content_type = open_display(photo.public_id, "thumb")
    with file:
        assert file.read(2) == b"\xff\xd8"


@pytest.mark.django_db
def test_files_that_no_photograph_points_to_are_swept_and_no_others(store):
    photo = a_photo(by=RITA)
    store.save(ORPHAN, ContentFile(b"x"))
    store.save("elsewhere/ab/0123/original.jpeg", ContentFile(b"another district's"))
    assert sweep_files(by=SWEEPER, older_than=AT_ONCE, dry_run=True) == ["district/ab/0123"]
    assert store.exists(ORPHAN)
    assert sweep_files(by=SWEEPER, older_than=AT_ONCE) == ["district/ab/0123"]
    assert sweep_files(by=SWEEPER, older_than=AT_ONCE) == []
    assert not store.exists(ORPHAN)
    assert store.exists("elsewhere/ab/0123/original.jpeg")
    assert all(map(store.exists, (photo.original_key, photo.display_key, photo.thumb_key)))
    assert Fact.objects.get(subject="files:evidence").data == {"folders": ["district/ab/0123"]}


@pytest.mark.django_db
def test_what_may_still_be_on_its_way_is_left_alone(store):
    store.save(ORPHAN, ContentFile(b"x"))
    assert sweep_files(by=SWEEPER, older_than=timedelta(hours=1)) == []
    assert store.exists(ORPHAN)


@pytest.mark.django_db
def test_where_nothing_was_kept_nothing_is_swept(store):
    assert sweep_files(by=SWEEPER, older_than=AT_ONCE) == []


@pytest.mark.django_db
def test_the_command_names_what_it_finds(folder, settings, capsys):
    settings.DISTRICT = "district"
    path = folder / ORPHAN
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    for each in (path, path.parent):
        os.utime(each, (0, 0))
    call_command("evidence", "sweep", "--dry-run")
    call_command("evidence", "sweep")
    assert capsys.readouterr().out == (
        "district/ab/0123\n1 folders found\ndistrict/ab/0123\n1 folders removed\n"
    )
    assert not path.parent.exists()


@pytest.mark.django_db
def test_a_disk_that_fails_leaves_no_row(folder, monkeypatch):
    def fails(*_args, **_options):
        raise OSError("the disk is full")

    monkeypatch.setattr(storages["evidence"], "save", fails)
    with pytest.raises(OSError, match="full"):
        store_photo(BytesIO(jpeg_bytes()), by=RITA)
    assert not Photo.objects.exists()


@pytest.mark.django_db
def test_files_are_on_the_disk_before_the_row_is_written(folder, monkeypatch):
    synced = []
    really = os.fsync

    def fsync(handle):
        synced.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        really(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    photo = a_photo(by=RITA)
    for key in (photo.original_key, photo.display_key, photo.thumb_key):
        path = folder / key
        assert {str(path), str(path.parent), str(folder)} <= set(synced)
