"""Photographs that nobody took, each different, and what people do to photographs.

Scenes are drawn: sky, ground, buildings with windows, trees, boxes and people, light from a side,
texture whose power falls with frequency as nature's does, and the grain of a sensor.
"""

import random
from collections.abc import Callable, Iterator
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

SIZES = ((640, 480), (480, 640), (640, 360), (560, 560))
Picture = Image.Image


def scene(seed: int) -> Picture:
    """One picture; the same seed draws the same one."""
    rng, dice = np.random.default_rng(seed), random.Random(seed)
    width, height = dice.choice(SIZES)
    horizon = int(height * dice.uniform(0.2, 0.7))
    image = Image.fromarray(_ground(rng, width, height, horizon))
    draw = ImageDraw.Draw(image)
    for _ in range(dice.randint(2, 6)):
        _building(draw, dice, width, horizon)
    for _ in range(dice.randint(0, 6)):
        _tree(draw, dice, width, horizon, height)
    for _ in range(dice.randint(2, 9)):
        _thing(draw, dice, width, horizon, height)
    return _developed(image, rng)


def _ground(rng: np.random.Generator, width: int, height: int, horizon: int) -> np.ndarray:
    canvas = np.empty((height, width, 3))
    sky, earth = rng.uniform(120, 250, (2, 3)), rng.uniform(40, 190, (2, 3))
    down = np.linspace(0, 1, height)[:, None, None]
    canvas[:] = np.where(
        np.arange(height)[:, None, None] < horizon,
        sky[0] * (1 - down) + sky[1] * down,
        earth[0] * (1 - down) + earth[1] * down,
    )
    return np.clip(canvas, 0, 255).astype(np.uint8)


def _colour(dice: random.Random) -> tuple[int, int, int]:
    return tuple(dice.randint(20, 235) for _ in range(3))  # type: ignore[return-value]


def _building(draw: ImageDraw.ImageDraw, dice: random.Random, width: int, horizon: int) -> None:
    left, wide = dice.randint(-60, width - 30), dice.randint(50, 240)
    top, bottom = int(horizon * dice.uniform(-0.1, 0.8)), horizon + dice.randint(-5, 60)
    draw.rectangle((left, top, left + wide, bottom), fill=_colour(dice))
    step, pane = dice.randint(14, 40), _colour(dice)
    for x in range(left + 6, left + wide - step // 2, step):
        for y in range(top + 6, bottom - step // 2, step):
            if dice.random() > 0.2:
                draw.rectangle((x, y, x + step // 2, y + step // 2), fill=pane)


def _tree(draw: ImageDraw.ImageDraw, dice: random.Random, width: int, top: int, low: int) -> None:
    x, y, size = dice.randint(0, width), dice.randint(top // 2, low), dice.randint(20, 110)
    draw.rectangle((x - size // 12, y, x + size // 12, y + size), fill=(80, 60, 40))
    for _ in range(14):
        at = x + dice.gauss(0, size / 2.5), y + dice.gauss(0, size / 3)
        green = (dice.randint(20, 90), dice.randint(80, 170), dice.randint(20, 80))
        r = size * dice.uniform(0.15, 0.35)
        draw.ellipse((at[0] - r, at[1] - r, at[0] + r, at[1] + r), fill=green)


def _thing(draw: ImageDraw.ImageDraw, dice: random.Random, width: int, top: int, low: int) -> None:
    x, y = dice.randint(0, width), dice.randint(top, low)
    w, h = dice.randint(12, 130), dice.randint(12, 130)
    shapes = (draw.rectangle, draw.ellipse)
    dice.choice(shapes)((x, y, x + w, y + h), fill=_colour(dice), outline=_colour(dice))


def _developed(image: Picture, rng: np.random.Generator) -> Picture:
    """Light from a side, texture and grain."""
    pixels = np.asarray(image, dtype=float)
    height, width, _ = pixels.shape
    light = 1 + rng.uniform(-0.35, 0.35) * np.linspace(-1, 1, width)[None, :, None]
    pixels = pixels * light + _texture(rng, height, width)[:, :, None] * rng.uniform(10, 45)
    pixels += rng.normal(0, 4, pixels.shape)
    out = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return recompressed(out.filter(ImageFilter.GaussianBlur(0.7)), 90)


def _texture(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    """Noise with the spectrum of photographs: power falls with the square of frequency."""
    fy, fx = np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None, :]
    size = np.sqrt(fy**2 + fx**2)
    size[0, 0] = 1
    spectrum = np.fft.rfft2(rng.normal(size=(height, width))) / size
    spectrum[0, 0] = 0
    noise = np.fft.irfft2(spectrum, (height, width))
    return noise / noise.std()


def pictures(count: int, first: int = 0) -> Iterator[Picture]:
    for seed in range(first, first + count):
        yield scene(seed)


def jpeg(image: Picture, quality: int = 85) -> bytes:
    out = BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def recompressed(image: Picture, quality: int) -> Picture:
    return Image.open(BytesIO(jpeg(image, quality))).convert("RGB")


def cropped(image: Picture, share: float, dice: random.Random) -> Picture:
    """Take ``share`` of width and height away, more from one edge than from the other."""
    w, h = image.size
    left, top = dice.random() * share * w, dice.random() * share * h
    return image.crop(
        (int(left), int(top), int(left + w * (1 - share)), int(top + h * (1 - share)))
    )


def cropped_area(image: Picture, share: float, dice: random.Random) -> Picture:
    return cropped(image, 1 - (1 - share) ** 0.5, dice)


def scaled(image: Picture, factor: float, _dice: random.Random) -> Picture:
    return image.resize((int(image.width * factor), int(image.height * factor)))


def marked(image: Picture, share: float, dice: random.Random) -> Picture:
    """A watermark as camera apps put it: lines of text on a dark band in a corner."""
    out = image.copy()
    draw = ImageDraw.Draw(out, "RGBA")
    w, h = image.width * share * 2, image.height * share
    left, top = dice.choice([0, image.width - w]), dice.choice([0, image.height - h])
    draw.rectangle((left, top, left + w, top + h), fill=(0, 0, 0, 120))
    size = max(8, h / 4)
    for line in range(3):
        y = top + 4 + line * size * 1.2
        draw.text((left + 6, y), "2026-07-01 09:12 GRID 0042", font_size=size, fill="white")
    return out


def framed(image: Picture, share: float, dice: random.Random) -> Picture:
    border = int(min(image.size) * share)
    return ImageOps.expand(image, border, fill=dice.choice(["black", "white"]))


def screenshot(image: Picture, share: float, dice: random.Random) -> Picture:
    """A photograph seen on a phone: bars above and below, a status line, buttons."""
    bar = int(image.height * share)
    dark = dice.random() > 0.4
    ground, ink = ("black", "white") if dark else ("white", "black")
    out = Image.new("RGB", (image.width, image.height + 2 * bar), ground)
    out.paste(image, (0, bar))
    draw = ImageDraw.Draw(out)
    draw.text((12, bar * 0.1), "09:12", font_size=max(10, bar * 0.2), fill=ink)
    draw.rectangle((image.width - 40, bar * 0.15, image.width - 15, bar * 0.3), fill=ink)
    for number in range(3):
        x, y = image.width * (number + 1) / 4, out.height - bar * 0.5
        draw.ellipse((x - 9, y - 9, x + 9, y + 9), outline=ink, width=2)
    return out


def turned(image: Picture, degrees: float, dice: random.Random) -> Picture:
    """As a crooked scan: turned a little, and cut so that no corner is empty."""
    angle = degrees * dice.choice([-1, 1])
    out = image.rotate(angle, resample=Image.Resampling.BICUBIC)
    lost = abs(np.sin(np.radians(degrees)))
    x, y = int(image.height * lost / 2) + 1, int(image.width * lost / 2) + 1
    return out.crop((x, y, image.width - x, image.height - y))


def _strengthened(enhance: Callable[..., ImageEnhance._Enhance]) -> Callable[..., Picture]:
    def change(image: Picture, share: float, dice: random.Random) -> Picture:
        return enhance(image).enhance(1 + share * dice.choice([-1, 1]))

    return change


def _sent(image: Picture, factor: float, dice: random.Random) -> Picture:
    """As messengers pass it on: smaller, compressed, its edges cut."""
    small = scaled(cropped(image, 0.05, dice), factor, dice)
    return recompressed(small, 55)


def _mirrored(image: Picture, share: float, dice: random.Random) -> Picture:
    return ImageOps.mirror(cropped(image, share, dice) if share else image)


CHANGES: dict[str, tuple[Callable[..., Picture], tuple[float, float, float]]] = {
    "crop (of each side)": (cropped, (0.05, 0.10, 0.20)),
    "crop (of the area)": (cropped_area, (0.05, 0.10, 0.20)),
    "scale": (scaled, (0.75, 0.5, 0.25)),
    "recompression (quality)": (lambda i, q, _d: recompressed(i, int(q)), (70, 40, 20)),
    "brightness": (_strengthened(ImageEnhance.Brightness), (0.15, 0.3, 0.45)),
    "contrast": (_strengthened(ImageEnhance.Contrast), (0.15, 0.3, 0.5)),
    "watermark (of the height)": (marked, (0.12, 0.2, 0.3)),
    "mirror (and crop)": (_mirrored, (0, 0.05, 0.10)),
    "frame": (framed, (0.05, 0.1, 0.2)),
    "screenshot (bars)": (screenshot, (0.2, 0.4, 0.7)),
    "turned (degrees)": (turned, (1, 2, 4)),
    "sent on (scale)": (_sent, (0.75, 0.5, 0.3)),
}
