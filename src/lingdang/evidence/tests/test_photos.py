from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from lingdang.evidence.errors import (
    PhotoNotYours,
    PhotoTooLarge,
    TooManyLoose,
    TooManyPhotos,
)
from lingdang.evidence.models import Photo
from lingdang.evidence.queries import open_display, photos_of, photos_of_many
from lingdang.evidence.services import attach_photos, store_photo
from lingdang.evidence.services import photos as services
from lingdang.evidence.testing import a_photo, jpeg_bytes
from lingdang.journal.public import Fact
from lingdang.kernel.actor import Actor
from lingdang.people.testing import a_person

RITA, SAUL = Actor.stranger("rita"), Actor.stranger("saul")
LAST_WEEK = timezone.now() - timedelta(days=7)


def test_a_huge_file_is_refused_without_being_read_whole(settings):
    settings.PHOTO_MAX_BYTES = 1000

    class Endless(BytesIO):
        def read(self, size=-1):
            assert 0 < size <= 1001
            return bytes(size)

    with pytest.raises(PhotoTooLarge):
        store_photo(Endless(), by=RITA)


@pytest.mark.django_db
def test_the_original_is_kept_to_the_byte():
    content = jpeg_bytes()
    photo = store_photo(BytesIO(content), by=RITA)
    with storages["evidence"].open(photo.original_key) as original:
        assert original.read() == content
    file, content_type = open_display(photo.public_id, "thumb")
    with file:
        assert content_type == "image/jpeg"
        assert max(Image.open(file).size) <= 320
    assert Fact.objects.get(subject=f"photo:{photo.pk}").data["sha256"] == photo.sha256


@pytest.mark.django_db
def test_the_same_upload_twice_is_one_photograph():
    first = store_photo(BytesIO(jpeg_bytes()), by=RITA, upload_key="k")
    again = store_photo(BytesIO(jpeg_bytes()), by=RITA, upload_key="k")
    other = store_photo(BytesIO(jpeg_bytes()), by=SAUL, upload_key="k")
    assert first == again != other


@pytest.mark.django_db
def test_only_its_uploader_attaches_a_photograph_and_only_once():
    photo = a_photo(by=RITA)
    with pytest.raises(PhotoNotYours):
        attach_photos([photo.pk], subject="case:1", moment="before", by=SAUL)
    assert attach_photos([photo.pk], subject="case:1", moment="before", by=RITA) == [photo.pk]
    with pytest.raises(PhotoNotYours):
        attach_photos([photo.pk], subject="case:2", moment="before", by=RITA)
    assert [card.id for card in photos_of("case:1")] == [photo.pk]


@pytest.mark.django_db
def test_a_stranger_leaves_only_so_many_lying(monkeypatch):
    monkeypatch.setattr(services, "LOOSE_OF_A_STRANGER", 2)
    colours = ["red", "blue", "gold"]
    red, blue = (kept(colour, by=RITA) for colour in colours[:2])
    with pytest.raises(TooManyLoose, match="2"):
        kept("gold", by=RITA)
    assert kept("red", by=RITA) == red  # a retry is no new one
    assert kept("gold", by=SAUL)
    attach_photos([red.pk, blue.pk], subject="case:1", moment="before", by=RITA)
    assert kept("gold", by=RITA)
    Photo.objects.filter(upload_scope="anyone:saul").update(created_at=LAST_WEEK)
    assert all(kept(colour, by=SAUL) for colour in colours[:2])


@pytest.mark.django_db
def test_who_is_known_leaves_as_many_as_they_like(monkeypatch):
    monkeypatch.setattr(services, "LOOSE_OF_A_STRANGER", 0)
    person = a_person()
    assert kept("red", by=Actor(f"person:{person.pk}", person_id=person.pk))


def kept(colour, *, by):
    return store_photo(BytesIO(jpeg_bytes(colour=colour)), by=by, upload_key=colour)


@pytest.mark.django_db
def test_nine_photographs_fit_and_ten_do_not():
    photos = [a_photo(by=RITA).pk for _ in range(10)]
    with pytest.raises(TooManyPhotos):
        attach_photos(photos, subject="case:1", moment="before", by=RITA)
    assert photos_of("case:1") == []
    attach_photos(photos[:9], subject="case:1", moment="before", by=RITA)
    assert len(photos_of("case:1")) == 9


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_photographs_of_many_cost_one_statement(count, django_assert_num_queries):
    for number in range(count):
        attach_photos([a_photo(by=RITA).pk], subject=f"case:{number}", moment="after", by=RITA)
    with django_assert_num_queries(1):
        assert len(photos_of_many([f"case:{number}" for number in range(count)])) == count


@pytest.mark.django_db
@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "gif"},
        {"moment": "odd"},
        {"width": 0},
        {"lng": 1.0},
        {"lng": 500.0, "lat": 1.0},
        {"sha256": "x"},
    ],
)
def test_the_database_refuses_what_no_service_would_write(broken):
    photo = a_photo()
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.filter(pk=photo.pk).update(**broken)


@pytest.mark.django_db
def test_the_database_refuses_a_second_row_for_one_upload():
    first = store_photo(BytesIO(jpeg_bytes()), by=RITA, upload_key="k")
    other = a_photo(by=RITA)
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.filter(pk=other.pk).update(upload_key=first.upload_key)


@pytest.mark.django_db
def test_another_photograph_under_the_same_key_is_not_taken_for_the_first():
    first = store_photo(BytesIO(jpeg_bytes()), by=RITA, upload_key="k")
    other = store_photo(BytesIO(jpeg_bytes(colour="red")), by=RITA, upload_key="k")
    assert first != other
    assert first.sha256 != other.sha256


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["k" * 1000, "k\0", "钥"])
def test_any_text_is_an_upload_key(key):
    first = store_photo(BytesIO(jpeg_bytes()), by=RITA, upload_key=key)
    assert first == store_photo(BytesIO(jpeg_bytes()), by=RITA, upload_key=key)


@pytest.mark.django_db
def test_whose_photograph_it_was_is_forgotten_on_request():
    person = a_person()
    uploader = Actor("person", person_id=person.pk)
    photo = a_photo(by=uploader)
    assert photo.uploaded_by_id == person.pk
    attach_photos([photo.pk], subject="case:1", moment="before", by=uploader, nameless=True)
    photo.refresh_from_db()
    assert (photo.uploaded_by_id, photo.upload_scope, photo.upload_key) == (None, "", None)
    assert Fact.objects.get(subject=f"photo:{photo.pk}").person_id is None


@pytest.mark.django_db
def test_attaching_costs_one_statement(django_assert_num_queries):
    photos = [a_photo(by=RITA).pk for _ in range(3)]
    with django_assert_num_queries(1):
        attach_photos(photos, subject="case:1", moment="before", by=RITA)
    with django_assert_num_queries(0):
        assert attach_photos([], subject="case:1", moment="before", by=RITA) == []
