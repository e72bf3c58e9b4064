"""Two at the same moment, each with a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier

import pytest
from django.db import connection

from lingdang.evidence.errors import PhotoNotYours
from lingdang.evidence.models import Photo
from lingdang.evidence.queries import photos_of
from lingdang.evidence.services import attach_photos, store_photo
from lingdang.evidence.testing import a_photo, jpeg_bytes
from lingdang.journal.public import Fact
from lingdang.kernel.actor import Actor

pytestmark = pytest.mark.django_db(transaction=True)
RITA = Actor("anyone:rita")
HOW_MANY = 3


def at_once(act):
    start = Barrier(HOW_MANY)

    def one(number):
        start.wait()
        try:
            return act(number)
        except PhotoNotYours as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(HOW_MANY) as pool:
        return list(pool.map(one, range(HOW_MANY)))


def test_an_upload_sent_several_times_at_once_is_one_photograph_with_one_set_of_files(folder):
    content = jpeg_bytes(side=600)
    found = at_once(lambda _number: store_photo(BytesIO(content), by=RITA, upload_key="k"))
    assert set(found) == {Photo.objects.get()}
    assert sum(path.is_file() for path in folder.rglob("*")) == 3
    assert Fact.objects.count() == 1


def test_a_photograph_shows_one_thing_also_when_several_say_what(folder):
    photos = [a_photo(by=RITA).pk for _ in range(5)]
    found = at_once(
        lambda number: attach_photos(photos, subject=f"case:{number}", moment="before", by=RITA)
    )
    assert found.count("photo_not_yours") == HOW_MANY - 1
    assert sorted(len(photos_of(f"case:{number}")) for number in range(HOW_MANY)) == [0, 0, 5]
