"""Builders for the tests of other rooms."""

from io import BytesIO

from PIL import ExifTags, Image, ImageDraw

from lingdang.evidence.models import Photo
from lingdang.evidence.services import store_photo
from lingdang.kernel.actor import ANYONE, Actor


def jpeg_bytes(
    *,
    side: int = 64,
    colour: str = "teal",
    taken: str = "",
    position: tuple[float, float] | None = None,
) -> bytes:
    """A small JPEG; ``taken`` as ``2026:03:20 09:12:00``, ``position`` as (lng, lat)."""
    image = Image.new("RGB", (side, side), colour)
    ImageDraw.Draw(image).ellipse((side // 4, side // 4, side // 2, side // 2), fill="white")
    exif = Image.Exif()
    if taken:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if position:
        lng, lat = position
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(
            {
                ExifTags.GPS.GPSLatitudeRef: "N",
                ExifTags.GPS.GPSLatitude: (lat, 0.0, 0.0),
                ExifTags.GPS.GPSLongitudeRef: "E",
                ExifTags.GPS.GPSLongitude: (lng, 0.0, 0.0),
            }
        )
    out = BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def a_photo(*, by: Actor = ANYONE, colour: str = "teal") -> Photo:
    return store_photo(BytesIO(jpeg_bytes(colour=colour)), by=by)
