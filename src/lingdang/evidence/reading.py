"""What a file is and says, read with suspicion: by content, within limits, never trusted."""

import math
import struct
import zlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import imagehash
import pillow_heif
from django.conf import settings
from PIL import ExifTags, Image, UnidentifiedImageError
from PIL.ImageFile import ImageFile

from lingdang.evidence.enums import Kind
from lingdang.evidence.errors import (
    PhotoKindUnknown,
    PhotoTooLarge,
    PhotoTooManyPixels,
    PhotoUnreadable,
)
from lingdang.kernel.calendar import SHANGHAI

pillow_heif.register_heif_opener()
MEGABYTE = 1024 * 1024
DISPLAY_SIDE, THUMB_SIDE = 1600, 320
FORMATS = {
    "JPEG": Kind.JPEG,
    "MPO": Kind.JPEG,
    "PNG": Kind.PNG,
    "WEBP": Kind.WEBP,
    "HEIF": Kind.HEIC,
}
OPENED = ["JPEG", "PNG", "WEBP", "HEIF"]  # MPO, a phone's double JPEG, is opened as JPEG
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    RuntimeError,
    ArithmeticError,
    AttributeError,
    struct.error,
    zlib.error,
)
_NOT_SCALED = {"1", "P", "PA"}  # modes without colours in between
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_ITS_SIDE = {5, 6, 7, 8}
_YEARS = range(1990, 2100)  # of digital cameras; a clock that says otherwise was never set


@dataclass(frozen=True, slots=True)
class Reading:
    """All we keep of a photograph; ``display`` and ``thumb`` are JPEG that say nothing more."""

    kind: Kind
    width: int
    height: int
    phash: str
    taken_at: datetime | None
    position: tuple[float, float] | None
    display: bytes
    thumb: bytes


def read_photo(content: bytes) -> Reading:
    """Decode a photograph, or refuse it with what to do."""
    image = opened(content)
    kind, (width, height) = FORMATS[str(image.format)], image.size
    try:
        small = _unpacked(image)
        exif = exif_of(small)
        turn = exif.get(ExifTags.Base.Orientation)
        upright = small.transpose(_TURNS[turn]) if turn in _TURNS else small
        upright.info.clear()  # a JPEG's comment would go along into the copies
        return Reading(
            kind=kind,
            width=height if turn in _ON_ITS_SIDE else width,
            height=width if turn in _ON_ITS_SIDE else height,
            phash=str(imagehash.phash(upright)),
            taken_at=_taken_at(exif),
            position=_position(exif),
            display=_copy(upright, DISPLAY_SIDE),
            thumb=_copy(upright, THUMB_SIDE),
        )
    except _BROKEN:
        raise PhotoUnreadable from None


def opened(content: bytes) -> ImageFile:
    """The photograph with its header read and nothing unpacked."""
    if len(content) > settings.PHOTO_MAX_BYTES:
        raise too_large(len(content))
    too_many = PhotoTooManyPixels(limit=settings.PHOTO_MAX_PIXELS // 1_000_000)
    try:
        image = Image.open(BytesIO(content), formats=OPENED)
    except UnidentifiedImageError:
        raise PhotoKindUnknown from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_many from None
    except _BROKEN:
        raise PhotoUnreadable from None
    if image.width * image.height > settings.PHOTO_MAX_PIXELS:
        raise too_many
    return image


def too_large(size: int) -> PhotoTooLarge:
    return PhotoTooLarge(
        size=math.ceil(size / MEGABYTE), limit=settings.PHOTO_MAX_BYTES // MEGABYTE
    )


def _unpacked(image: Image.Image) -> Image.Image:
    """The pixels, no more than are shown: of a large JPEG only a fraction is ever unpacked."""
    if image.mode in _NOT_SCALED:
        image = image.convert("RGB")
    image.thumbnail((DISPLAY_SIDE, DISPLAY_SIDE))
    return image.convert("RGB")


def exif_of(image: Image.Image) -> Image.Exif:
    """What the camera says; a photograph whose EXIF is broken says nothing and is kept."""
    try:
        exif = image.getexif()
        for part in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo):
            exif.get_ifd(part)
    except _BROKEN:
        return Image.Exif()
    return exif


def _copy(image: Image.Image, side: int) -> bytes:
    smaller = image.copy()
    smaller.thumbnail((side, side))
    out = BytesIO()
    smaller.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def _taken_at(exif: Image.Exif) -> datetime | None:
    """Capture time; a camera that names no offset is taken to be in Shanghai."""
    details = exif.get_ifd(ExifTags.IFD.Exif)
    text = details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    offset = str(details.get(ExifTags.Base.OffsetTimeOriginal, "")).strip("\0 ")
    try:
        naive = datetime.strptime(str(text).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 -- below
    except ValueError:
        return None
    return _placed(naive, offset) if naive.year in _YEARS else None


def _placed(naive: datetime, offset: str) -> datetime:
    try:
        told = datetime.fromisoformat(f"{naive.isoformat()}{offset}")
    except ValueError:
        return _here(naive)
    return told if told.tzinfo else _here(naive)


def _here(naive: datetime) -> datetime:
    return naive.replace(tzinfo=SHANGHAI)


def _position(exif: Image.Exif) -> tuple[float, float] | None:
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    try:
        lat = _degrees(gps[ExifTags.GPS.GPSLatitude], gps.get(ExifTags.GPS.GPSLatitudeRef) == "S")
        lng = _degrees(gps[ExifTags.GPS.GPSLongitude], gps.get(ExifTags.GPS.GPSLongitudeRef) == "W")
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    if not (-180 <= lng <= 180 and -90 <= lat <= 90) or (lng == 0 and lat == 0):  # noqa: PLR2004
        return None
    return lng, lat


def _degrees(parts: Any, negative: bool) -> float:  # noqa: ANN401, FBT001 -- EXIF rationals
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return -value if negative else value
