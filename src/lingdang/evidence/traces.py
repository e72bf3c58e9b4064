"""What a file tells of how it was made: by which camera and program, squeezed how often."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image
from scipy.fft import dctn

from lingdang.evidence.reading import exif_of, opened

LONGEST = 80
_BLOCK, _MOST = 8, 128  # pixels of a block; blocks in a row that are looked at
_LOW = ((0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1))  # frequencies that keep much
_BINS = 12
_ENOUGH, _HOLE = 25, 0.2  # counts beside a gap; share of them below which it is one


@dataclass(frozen=True, slots=True)
class Traces:
    """``holes``: the share of gaps in what a JPEG's quantisation left, none where it is no JPEG."""

    software: str
    camera: str
    has_exif: bool
    holes: float | None


def traces_of(content: bytes) -> Traces:
    image = opened(content)
    exif = exif_of(image)
    made = (exif.get(ExifTags.Base.Make), exif.get(ExifTags.Base.Model))
    return Traces(
        software=_text(exif.get(ExifTags.Base.Software)),
        camera=_text(" ".join(str(part) for part in made if part)),
        has_exif=bool(exif),
        holes=_holes(content) if image.format in {"JPEG", "MPO"} else None,
    )


def _text(value: object) -> str:
    return str(value or "").replace("\0", "").strip()[:LONGEST]


def _holes(content: bytes) -> float | None:
    """A second squeezing, coarser before than now, leaves multiples that no coefficient has."""
    image = Image.open(BytesIO(content), formats=["JPEG"])
    table = np.array(getattr(image, "quantization", {}).get(0, []))
    if table.size != _BLOCK**2:
        return None
    blocks = _blocks(image)
    waves = dctn(blocks - 128.0, axes=(1, 2), norm="ortho")
    steps = table.reshape(_BLOCK, _BLOCK)
    found = [_gaps(waves[:, row, column] / steps[row, column]) for row, column in _LOW]
    bins = sum(looked for _gap, looked in found)
    return sum(gap for gap, _looked in found) / bins if bins else None


def _blocks(image: Image.Image) -> NDArray[np.float64]:
    side = _BLOCK * _MOST
    width, height = (min(side, length) for length in image.size)
    brightness = image.convert("YCbCr").getchannel("Y").crop((0, 0, width, height))
    pixels = np.asarray(brightness, dtype=float)
    rows, columns = pixels.shape[0] // _BLOCK, pixels.shape[1] // _BLOCK
    cut = pixels[: rows * _BLOCK, : columns * _BLOCK].reshape(rows, _BLOCK, columns, _BLOCK)
    return cut.swapaxes(1, 2).reshape(-1, _BLOCK, _BLOCK)


def _gaps(values: NDArray[np.float64]) -> tuple[int, int]:
    """How many multiples nothing has although both neighbours are had; of how many."""
    counts = np.bincount(
        np.minimum(np.abs(np.rint(values)), _BINS + 2).astype(int), minlength=_BINS + 3
    )
    beside = np.maximum(counts[:_BINS], counts[2 : _BINS + 2])
    looked = beside >= _ENOUGH
    gaps = looked & (counts[1 : _BINS + 1] < _HOLE * beside)
    return int(gaps.sum()), int(looked.sum())
