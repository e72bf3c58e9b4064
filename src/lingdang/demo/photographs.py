"""Drawn photographs for some closed cases of the demonstration: most hold, some leave doubts."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from PIL import ExifTags, Image, ImageDraw, ImageFilter, ImageOps

from lingdang.cases.public import Case, State, cases_for
from lingdang.demo.held import READER
from lingdang.demo.loading import DISTRICT
from lingdang.evidence.public import Moment, attach_photos, store_photo
from lingdang.kernel.actor import Actor
from lingdang.places.public import tree

PHOTOGRAPHER = Actor.process("demo photographs")
_SIZE = 960, 720
_HOUR = timedelta(hours=1)
_FAR = 0.04  # degrees


@dataclass(frozen=True, slots=True)
class Shot:
    """How the photograph of one case from after comes about; as it should, unless said."""

    copied_from: int | None = None  # the number of the case in the list
    hours: float = -0.5  # before it was said to be done
    east: float = 0.0
    software: str = ""
    silent: bool = False  # as messengers pass it on: without time and position


SHOTS = (
    *(Shot(), Shot(copied_from=0), Shot(east=_FAR), Shot(hours=-72), Shot(hours=30)),
    *(Shot(software="Snapseed 2.22"), Shot(silent=True), Shot()),
)


def take_photographs() -> int:
    """One before and one after for each; the loader calls it once."""
    made = 0
    for number, (case, shot) in enumerate(zip(_cases(), SHOTS, strict=False)):
        whole = _scene(number, tidy=False)
        _keep(case, Moment.BEFORE, _written(whole, case, Shot(), before=True))
        _keep(case, Moment.AFTER, _written(_after(number, shot), case, shot))
        made += 2
    return made


def _cases() -> Iterator[Case]:
    district = next(node for node in tree() if node.code == DISTRICT)
    found = (
        cases_for(READER)
        .under(district.path)
        .filter(
            state=State.CLOSED,
            procedure=None,
            lng__isnull=False,
            dispatched_at__isnull=False,
            unit__isnull=False,
        )
    )
    yield from found.order_by("-received_at", "-pk")[: len(SHOTS)]


def _after(number: int, shot: Shot) -> Image.Image:
    if shot.copied_from is not None:
        earlier = _scene(shot.copied_from, tidy=True)
        return ImageOps.mirror(earlier).crop((60, 30, 930, 690))
    return _scene(number, tidy=True).rotate(2).crop((30, 30, 930, 690))


def _keep(case: Case, moment: Moment, content: bytes) -> None:
    photo = store_photo(BytesIO(content), by=PHOTOGRAPHER)
    attach_photos([photo.pk], subject=case.subject, moment=moment, by=PHOTOGRAPHER)


def _written(image: Image.Image, case: Case, shot: Shot, *, before: bool = False) -> bytes:
    exif, out = Image.Exif(), BytesIO()
    done = case.handled_at or case.received_at
    at = case.received_at - _HOUR / 6 if before else done + shot.hours * _HOUR
    if not shot.silent:
        local = timezone.localtime(at)
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = (
            f"{local:%Y:%m:%d %H:%M:%S}"
        )
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(
            {
                ExifTags.GPS.GPSLatitudeRef: "N",
                ExifTags.GPS.GPSLatitude: (float(case.lat or 0), 0.0, 0.0),
                ExifTags.GPS.GPSLongitudeRef: "E",
                ExifTags.GPS.GPSLongitude: (float(case.lng or 0) + shot.east, 0.0, 0.0),
            }
        )
    if shot.software:
        exif[ExifTags.Base.Software] = shot.software
    image.save(out, "JPEG", quality=88, exif=exif)
    return out.getvalue()


def _scene(seed: int, *, tidy: bool) -> Image.Image:
    """A street corner; until it is tidy, with a heap of rubbish."""
    dice, (width, height) = random.Random(seed), _SIZE  # noqa: S311 -- a picture, not a secret
    horizon = dice.randint(300, 400)
    image = Image.new("RGB", _SIZE, (176 + seed * 6, 200, 222))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, horizon, width, height), fill=(126, 122 - seed * 3, 112))
    for left in range(-40, width, 190):
        _house(draw, dice, left, horizon)
    for _ in range(4):
        _tree(draw, dice, horizon)
    if not tidy:
        for _ in range(60):
            x, y = dice.gauss(500, 80), dice.gauss(600, 35)
            draw.rectangle((x, y, x + dice.randint(10, 50), y + 24), fill=_tone(dice, 40, 200))
    grain = Image.frombytes("L", (240, 180), dice.randbytes(240 * 180)).resize(_SIZE)
    return Image.blend(image, grain.convert("RGB"), 0.12).filter(ImageFilter.GaussianBlur(1))


def _house(draw: ImageDraw.ImageDraw, dice: random.Random, left: int, horizon: int) -> None:
    top, wide = horizon - dice.randint(120, 280), dice.randint(150, 190)
    draw.rectangle((left, top, left + wide, horizon + 20), fill=_tone(dice, 130, 215))
    pane = _tone(dice, 40, 110)
    for x in range(left + 14, left + wide - 24, dice.randint(34, 48)):
        for y in range(top + 16, horizon - 20, 46):
            draw.rectangle((x, y, x + 20, y + dice.randint(20, 30)), fill=pane)


def _tree(draw: ImageDraw.ImageDraw, dice: random.Random, horizon: int) -> None:
    x, y = dice.randint(40, 920), horizon + dice.randint(0, 120)
    draw.rectangle((x - 6, y - 90, x + 6, y + 30), fill=(88, 66, 44))
    for _ in range(16):
        at, size = (x + dice.gauss(0, 34), y - 110 + dice.gauss(0, 26)), dice.randint(14, 34)
        box = (at[0] - size, at[1] - size, at[0] + size, at[1] + size)
        draw.ellipse(box, fill=(dice.randint(40, 80), dice.randint(95, 150), 50))


def _tone(dice: random.Random, low: int, high: int) -> tuple[int, ...]:
    return tuple(dice.randint(low, high) for _ in range(3))
