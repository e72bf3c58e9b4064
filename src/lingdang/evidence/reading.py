"""What a file is and says, read with suspicion: by content, within limits, never trusted."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import imagehash
import pillow_heif
from django.conf import settings
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

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
    OverflowError,
    Image.DecompressionBombError,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """All we keep of a photograph; ``display`` and ``thumb`` are JPEG without EXIF."""

    kind: Kind
    sha256: str
    width: int
    height: int
    phash: str
    taken_at: datetime | None
    position: tuple[float, float] | None
    display: bytes
    thumb: bytes


def read_photo(content: bytes) -> Reading:
    """Decode a photograph, or refuse it with what to do."""
    if len(content) > settings.PHOTO_MAX_BYTES:
        raise PhotoTooLarge(
            size=round(len(content) / MEGABYTE), limit=settings.PHOTO_MAX_BYTES // MEGABYTE
        )
    try:
        image = Image.open(BytesIO(content), formats=OPENED)
    except UnidentifiedImageError:
        raise PhotoKindUnknown from None
    except _BROKEN:
        raise PhotoUnreadable from None
    if image.width * image.height > settings.PHOTO_MAX_PIXELS:
        raise PhotoTooManyPixels(width=image.width, height=image.height)
    kind = FORMATS[str(image.format)]
    try:
        exif = image.getexif()
        upright = ImageOps.exif_transpose(image).convert("RGB")
        return Reading(
            kind=kind,
            sha256=hashlib.sha256(content).hexdigest(),
            width=upright.width,
            height=upright.height,
            phash=str(imagehash.phash(upright)),
            taken_at=_taken_at(exif),
            position=_position(exif),
            display=_copy(upright, DISPLAY_SIDE),
            thumb=_copy(upright, THUMB_SIDE),
        )
    except _BROKEN:
        raise PhotoUnreadable from None


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
    try:
        return datetime.fromisoformat(f"{naive.isoformat()}{offset}") if offset else _here(naive)
    except ValueError:
        return _here(naive)


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
