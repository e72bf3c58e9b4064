import random
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from lingdang.evidence.enums import SQUEEZED_FROM
from lingdang.evidence.imprints import ASKED, features, grey, keys
from lingdang.evidence.likeness import likeness, matches_in_scene
from lingdang.evidence.models import Imprint
from lingdang.evidence.public import attach_photos, scene_matches, take_imprint, twins_of
from lingdang.evidence.testing import a_photo, a_picture, jpeg_bytes
from lingdang.evidence.traces import traces_of
from lingdang.journal.public import deliver_due
from lingdang.kernel.actor import ANYONE

pytestmark = pytest.mark.usefixtures("folder")


def shown(picture, *, subject="case:1", moment="before", **more):
    photo = a_photo(image=picture, **more)
    attach_photos([photo.pk], subject=subject, moment=moment, by=ANYONE)
    photo.refresh_from_db()
    take_imprint(photo_id=photo.pk)
    return photo


def marked(picture):
    out = picture.copy()
    ImageDraw.Draw(out).rectangle((0, 290, 240, 360), fill="black")
    return out


def on_a_phone(picture):
    out = Image.new("RGB", (480, 760), "black")
    out.paste(picture, (0, 200))
    return out


CHANGES = {
    "squeezed": lambda it: Image.open(BytesIO(jpeg_bytes(image=it))),
    "cut": lambda it: it.crop((60, 20, 444, 308)),
    "smaller": lambda it: it.resize((160, 120)),
    "brighter": lambda it: ImageEnhance.Brightness(it).enhance(1.3),
    "marked": marked,
    "mirrored": ImageOps.mirror,
    "framed": lambda it: ImageOps.expand(it, 40, "white"),
    "screenshot": on_a_phone,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_copy_is_found_with_how_alike_it_is(db, change):
    first = shown(a_picture(1))
    shown(a_picture(2), subject="case:2")
    copy = shown(CHANGES[change](a_picture(1)), subject="case:3", moment="after")
    [twin] = twins_of(copy)
    assert twin.photo_id == first.pk
    assert twin.similarity > 0.6
    assert twin.mirrored == (change == "mirrored")


def test_the_same_file_is_found_however_little_it_shows(db):
    first = shown(None)
    assert [twin.photo_id for twin in twins_of(shown(None, subject="case:2"))] == [first.pk]
    assert twins_of(shown(None, subject="case:3", colour="navy")) == []


def test_what_is_loose_later_the_same_moment_or_left_apart_is_no_twin(db):
    first = shown(a_picture(1))
    again = shown(a_picture(1), subject="case:1")  # chosen twice for one report
    other = shown(a_picture(1), subject="case:2")
    take_imprint(photo_id=a_photo(image=a_picture(1)).pk)
    assert twins_of(first) == []
    assert twins_of(again) == []
    assert {twin.photo_id for twin in twins_of(other)} == {first.pk, again.pk}
    assert twins_of(other, apart_from=["case:1"]) == []


def test_different_pictures_share_no_likeness():
    pictures = [grey(a_picture(seed)) for seed in range(8)]
    found = [likeness(one, other).is_copy for one, other in pairwise(pictures)]
    assert not any(found)


def test_a_scene_seen_from_beside_is_told_from_another(db):
    turned = a_picture(1).rotate(4).crop((30, 30, 450, 330))
    same = scene_matches(shown(a_picture(1)), shown(turned, subject="case:2"))
    other = scene_matches(
        shown(a_picture(3), subject="case:3"), shown(a_picture(4), subject="case:4")
    )
    assert same > 40 > other
    assert matches_in_scene(grey(Image.new("L", (90, 90))), grey(a_picture(1))) == 0


def test_nothing_to_see_has_no_keys():
    assert keys(features(grey(Image.new("L", (320, 240), 90))), ASKED) == []


def test_an_imprint_is_taken_once_by_the_worker_or_by_whoever_asks(db):
    photo = a_photo(image=a_picture(1), software="Adobe Photoshop 27")
    deliver_due()
    made = Imprint.objects.get(photo=photo)
    assert (made.editor, made.has_exif, made.is_squeezed_twice) == (
        "Adobe Photoshop 27",
        True,
        False,
    )
    assert take_imprint(photo_id=photo.pk) == made
    assert len(made.keys) > 60


def test_two_at_once_take_one_imprint(transactional_db):
    photo = a_photo(image=a_picture(1))

    def take(_number):
        try:
            return take_imprint(photo_id=photo.pk).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(take, range(2))) == [photo.pk, photo.pk]
    assert Imprint.objects.count() == 1


def test_a_share_of_gaps_lies_between_none_and_all(db):
    photo = a_photo()
    with pytest.raises(IntegrityError, match="imprint_holes_are_a_share"), transaction.atomic():
        Imprint.objects.create(photo=photo, keys=[], has_exif=False, holes=1.5)


def squeezed(picture, quality):
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


@pytest.mark.parametrize("seed", range(3))
def test_a_second_finer_compression_leaves_gaps(seed):
    picture = a_picture(seed)
    first = squeezed(picture, 60)
    assert traces_of(squeezed(Image.open(BytesIO(first)), 88)).holes > SQUEEZED_FROM
    assert traces_of(first).holes < SQUEEZED_FROM / 2


@pytest.mark.parametrize("seed", range(20))
def test_any_file_that_opens_has_traces(seed):
    dice = random.Random(seed)
    content = bytearray(jpeg_bytes(software="x" * 300, image=a_picture(1).resize((24, 9))))
    for _ in range(dice.randint(0, 3)):
        content[dice.randrange(300, len(content))] = dice.randrange(256)
    try:
        Image.open(BytesIO(content)).load()
    except (OSError, SyntaxError):
        return
    traces = traces_of(bytes(content))
    assert len(traces.software) <= 80
