from datetime import datetime
from io import BytesIO

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from PIL import Image

from lingdang.evidence.errors import (
    PhotoKindUnknown,
    PhotoNotYours,
    PhotoTooLarge,
    PhotoTooManyPixels,
    PhotoUnreadable,
    TooManyPhotos,
)
from lingdang.evidence.models import Photo
from lingdang.evidence.queries import open_display, photos_of, photos_of_many
from lingdang.evidence.reading import read_photo
from lingdang.evidence.services import attach_photos, store_photo
from lingdang.evidence.testing import a_photo, jpeg_bytes
from lingdang.journal.public import Fact
from lingdang.kernel.actor import Actor
from lingdang.kernel.calendar import SHANGHAI

RITA, SAUL = Actor("anyone:rita"), Actor("anyone:saul")


def encoded(kind, size=(80, 60)):
    out = BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "word"), [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp"), ("HEIF", "heic")]
)
def test_four_kinds_are_known_by_their_content(kind, word):
    reading = read_photo(encoded(kind))
    assert (reading.kind, reading.width, reading.height) == (word, 80, 60)
    assert Image.open(BytesIO(reading.display)).format == "JPEG"


def test_what_the_camera_says_is_read_and_not_shown():
    content = jpeg_bytes(taken="2026:03:20 09:12:00", position=(113.3, 33.76))
    reading = read_photo(content)
    assert reading.taken_at == datetime(2026, 3, 20, 9, 12, tzinfo=SHANGHAI)
    assert reading.position == pytest.approx((113.3, 33.76), abs=1e-6)
    assert len(reading.phash) == 16
    assert not Image.open(BytesIO(reading.display)).getexif()


def test_a_photograph_lying_on_its_side_is_shown_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    out = BytesIO()
    Image.new("RGB", (80, 60)).save(out, "JPEG", exif=exif)
    reading = read_photo(out.getvalue())
    assert (reading.width, reading.height) == (60, 80)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", PhotoKindUnknown),
        (b"<svg onload=alert(1)>", PhotoKindUnknown),
        (b"GIF89a" + bytes(100), PhotoKindUnknown),
        (jpeg_bytes(side=400)[:900], PhotoUnreadable),
        (encoded("PNG", (300, 300))[:200], PhotoUnreadable),
    ],
)
def test_what_is_no_photograph_is_refused(content, refusal):
    with pytest.raises(refusal):
        read_photo(content)


def test_a_bomb_is_refused_before_it_is_unpacked(settings):
    settings.PHOTO_MAX_PIXELS = 1000
    with pytest.raises(PhotoTooManyPixels):
        read_photo(encoded("PNG", (8000, 8000)))


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
    store_photo(BytesIO(jpeg_bytes()), by=RITA, upload_key="k")
    other = a_photo(by=RITA)
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.filter(pk=other.pk).update(upload_key="k")
