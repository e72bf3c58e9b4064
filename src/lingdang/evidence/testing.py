"""Builders for the tests of other rooms."""

import random
from io import BytesIO
from typing import Any

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
    software: str = "",
    image: Image.Image | None = None,
) -> bytes:
    """A small JPEG; ``taken`` as ``2026:03:20 09:12:00``, ``position`` as (lng, lat)."""
    if image is None:
        image = Image.new("RGB", (side, side), colour)
        ImageDraw.Draw(image).ellipse((side // 4, side // 4, side // 2, side // 2), fill="white")
    exif = Image.Exif()
    if software:
        exif[ExifTags.Base.Software] = software
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


def a_picture(seed: int = 1) -> Image.Image:
    """A picture with much to see on it; another seed is another one."""
    dice = random.Random(seed)
    image = (
        Image.frombytes("L", (60, 45), dice.randbytes(60 * 45)).resize((480, 360)).convert("RGB")
    )
    draw = ImageDraw.Draw(image)
    for _ in range(70):
        x, y, size = dice.randint(-20, 480), dice.randint(-20, 360), dice.randint(8, 90)
        shape = dice.choice((draw.rectangle, draw.ellipse))
        colour = tuple(dice.randint(0, 255) for _ in range(3))
        shape((x, y, x + size, y + dice.randint(8, 90)), fill=colour)
    return image


def a_photo(*, by: Actor = ANYONE, colour: str = "teal", **more: Any) -> Photo:
    return store_photo(BytesIO(jpeg_bytes(colour=colour, **more)), by=by)
