import random
import struct
import zlib
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

from lingdang.evidence.errors import PhotoKindUnknown, PhotoTooManyPixels, PhotoUnreadable
from lingdang.evidence.reading import read_photo
from lingdang.evidence.testing import jpeg_bytes
from lingdang.kernel.calendar import SHANGHAI
from lingdang.kernel.errors import DomainError

KINDS = [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp"), ("HEIF", "heic")]


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


def claimed(width, height):
    """A PNG of a few bytes that says it is this large."""

    def chunk(name, content):
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(bytes(99))), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("side", [7_100, 10_000, 20_000, 2_000_000])
def test_a_small_file_that_claims_to_be_huge_is_called_too_large(side):
    with pytest.raises(PhotoTooManyPixels):
        read_photo(claimed(side, side))


@pytest.mark.filterwarnings("ignore")  # Pillow warns of broken EXIF
@pytest.mark.parametrize("kind", [kind for kind, _word in KINDS])
def test_whatever_is_broken_is_read_or_refused_and_never_a_crash(kind):
    dice = random.Random(kind)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (33.0, 1.0, 2.0)})
    out = BytesIO()
    Image.effect_noise((40, 30), 80).convert("RGB").save(out, kind, exif=exif)
    for _ in range(150):
        content = bytearray(out.getvalue())
        for _ in range(dice.choice([1, 2, 5, 20])):
            content[dice.randrange(min(len(content), dice.choice([100, 9999])))] = dice.randrange(
                256
            )
        if dice.random() < 0.2:
            del content[dice.randrange(len(content)) :]
        try:
            read_photo(bytes(content))
        except DomainError:
            continue


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_sort_of_picture_is_shown_in_colour(mode):
    out = BytesIO()
    Image.new(mode, (2000, 10)).save(out, "PNG")
    display = Image.open(BytesIO(read_photo(out.getvalue()).display))
    assert (display.mode, display.size) == ("RGB", (1600, 8))


def test_a_large_photograph_is_shown_smaller_and_known_by_its_own_size():
    reading = read_photo(encoded("JPEG", (4000, 3000)))
    assert (reading.width, reading.height) == (4000, 3000)
    assert Image.open(BytesIO(reading.display)).size == (1600, 1200)
    assert Image.open(BytesIO(reading.thumb)).size == (320, 240)


@pytest.mark.parametrize("turn", range(1, 9))
def test_each_way_of_holding_the_camera_ends_upright(turn):
    upright = Image.new("RGB", (80, 40), "black")
    upright.paste("white", (0, 0, 40, 20))  # light in the upper left
    held = Image.Transpose
    undo = {
        2: held.FLIP_LEFT_RIGHT,
        3: held.ROTATE_180,
        4: held.FLIP_TOP_BOTTOM,
        5: held.TRANSPOSE,
        6: held.ROTATE_90,
        7: held.TRANSVERSE,
        8: held.ROTATE_270,
    }
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turn
    out = BytesIO()
    (upright.transpose(undo[turn]) if turn in undo else upright).save(out, "PNG", exif=exif)
    reading = read_photo(out.getvalue())
    shown = Image.open(BytesIO(reading.display)).convert("L")
    assert (reading.width, reading.height) == shown.size == (80, 40)
    lit = [shown.getpixel(point) > 128 for point in ((20, 10), (60, 10), (20, 30), (60, 30))]
    assert lit == [True, False, False, False]


def test_what_is_written_into_the_file_does_not_go_along_into_the_copies():
    out = BytesIO()
    Image.new("RGB", (80, 60)).save(out, "JPEG", comment=b"WRITTEN", xmp=b"<x>WRITTEN</x>")
    reading = read_photo(out.getvalue())
    assert b"WRITTEN" in out.getvalue()
    assert b"WRITTEN" not in reading.display + reading.thumb


@pytest.mark.parametrize(
    ("taken", "offset", "moment"),
    [
        ("2026:03:20 09:12:00", "", datetime(2026, 3, 20, 9, 12, tzinfo=SHANGHAI)),
        ("2026:03:20 09:12:00", "+00:00", datetime(2026, 3, 20, 9, 12, tzinfo=UTC)),
        ("2026:03:20 09:12:00", "nonsense", datetime(2026, 3, 20, 9, 12, tzinfo=SHANGHAI)),
        ("2026:03:20 09:12:00", ".5", datetime(2026, 3, 20, 9, 12, tzinfo=SHANGHAI)),
        ("2026:13:40 09:12:00", "", None),
        ("0000:00:00 00:00:00", "", None),
        ("0001:01:01 00:00:00", "", None),  # before what a database gives back
        ("9999:12:31 23:59:59", "-12:00", None),  # after it
        ("yesterday", "", None),
    ],
)
def test_when_it_was_taken(taken, offset, moment):
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif).update(
        {ExifTags.Base.DateTimeOriginal: taken, ExifTags.Base.OffsetTimeOriginal: offset}
    )
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    assert read_photo(out.getvalue()).taken_at == moment


@pytest.mark.parametrize(
    ("lat", "lng", "signs", "position"),
    [
        ((33.0, 45.0, 36.0), (113.0, 18.0, 0.0), "NE", (113.3, 33.76)),
        ((33.0, 45.0, 36.0), (113.0, 18.0, 0.0), "SW", (-113.3, -33.76)),
        ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), "NE", None),  # a receiver without a fix
        ((95.0, 0.0, 0.0), (113.0, 0.0, 0.0), "NE", None),
        ((IFDRational(0, 0), 0.0, 0.0), (113.0, 0.0, 0.0), "NE", None),
        ((33.0,), (113.0,), "NE", None),
    ],
)
def test_where_it_was_taken(lat, lng, signs, position):
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: signs[0], 2: lat, 3: signs[1], 4: lng})
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    found = read_photo(out.getvalue()).position
    assert found == (position and pytest.approx(position, abs=1e-6))


def test_a_photograph_with_broken_exif_is_kept_without_it():
    content = jpeg_bytes(taken="2026:03:20 09:12:00")
    broken = content.replace(b"II*\0", b"II*\xff").replace(b"MM\0*", b"MM\xff*")
    assert broken != content
    reading = read_photo(broken)
    assert (reading.taken_at, reading.position) == (None, None)
