"""What a picture is recognised by: bits of its strongest features, so that a part of it is enough.

A feature (SIFT) is a spot with what surrounds it, told alike at any size, turn and light. Its 128
numbers become 128 bits, each the side of a plane on which they lie, and four keys of 32 bits. Two
pictures that share a few keys are looked at closely; see ``likeness.py``. Which planes: derived
from a word, never changed, or nothing would be found that was kept before.
"""

import hashlib
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIDE = 320  # pixels of the longer side: thumbnails have it
KEPT, ASKED = 32, 64  # features of a picture that is kept; of one that is asked about
FEATURES = 400
_BANDS, _BITS, _DEEP = 4, 32, 128
_LARGEST = 12.0  # pixels; above it a feature's size makes it no more telling

type Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Features:
    """Spots in order of how telling they are, and what surrounds each."""

    spots: NDArray[np.float32]
    around: NDArray[np.float32]


def grey(image: Image.Image, side: int = SIDE) -> Grey:
    small = image.convert("L")
    small.thumbnail((side, side))
    return np.asarray(small)


def features(picture: Grey) -> Features:
    sift = cv2.SIFT.create(nfeatures=FEATURES, contrastThreshold=0.02)
    found, around = sift.detectAndCompute(picture, None)
    if not found:
        return Features(np.zeros((0, 2), np.float32), np.zeros((0, _DEEP), np.float32))
    order = sorted(
        range(len(found)), key=lambda i: -found[i].response * min(found[i].size, _LARGEST)
    )
    return Features(
        np.array([found[i].pt for i in order], np.float32), around[order].astype(np.float32)
    )


def keys(found: Features, count: int = KEPT) -> list[int]:
    """Signed 32-bit numbers; of the same band of bits the same number."""
    root = np.sqrt(found.around[:count] / 512.0)
    bits = np.packbits((root - root.mean(axis=1, keepdims=True)) @ _PLANES > 0, axis=1)
    bands = np.ascontiguousarray(bits).view(np.uint32) if len(bits) else np.zeros((0, _BANDS))
    mixed = (bands.astype(np.uint64) * _ODD + _SALTS) & np.uint64(0xFFFFFFFF)
    return sorted(set(mixed.astype(np.uint32).view(np.int32).ravel().tolist()))


def _planes() -> NDArray[np.float32]:
    raw = hashlib.shake_128(b"lingdang evidence imprint").digest(_DEEP * _BANDS * _BITS // 8)
    signs = np.unpackbits(np.frombuffer(raw, np.uint8)).reshape(_DEEP, _BANDS * _BITS)
    return signs.astype(np.float32) * 2 - 1


_PLANES = _planes()
_ODD = np.uint64(2654435761)
_SALTS = (np.arange(_BANDS, dtype=np.uint64) + np.uint64(1)) * np.uint64(0x51ED270B)
