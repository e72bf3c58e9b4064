"""Whether two pictures are one photograph, or show one scene: by where their features lie."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from lingdang.evidence.imprints import Features, Grey, features

COPY_FROM = 0.6  # share of cells that agree; see docs/adr/0011
_CLOSER = 0.8  # a match is closer than this share of the next best one
_CELL = 16  # pixels
_FEWEST_CELLS, _FEWEST_MATCHES = 12, 8
_FLAT, _AGREE = 4.0, 0.7  # deviation of a cell that shows nothing; correlation of one that agrees
_ASTRAY, _ASTRAY_IN_SPACE = 3.0, 5.0  # pixels


@dataclass(frozen=True, slots=True)
class Likeness:
    """``similarity``: the share of what can be compared that is the same, 0 to 1."""

    similarity: float
    mirrored: bool = False

    @property
    def is_copy(self) -> bool:
        return self.similarity >= COPY_FROM


def likeness(one: Grey, other: Grey) -> Likeness:
    """Lay the other on the first, as it is and mirrored, and compare cell by cell."""
    mine = features(one)
    straight = _overlaid(one, mine, other)
    if straight.is_copy:
        return straight
    turned = _overlaid(one, mine, np.ascontiguousarray(other[:, ::-1]))
    if turned.similarity <= straight.similarity:
        return straight
    return Likeness(turned.similarity, mirrored=not turned.mirrored)


def matches_in_scene(one: Grey, other: Grey) -> int:
    """How many features of two pictures can be one scene, seen from two spots."""
    here, there = _pairs(features(one), features(other))
    if len(here) < _FEWEST_MATCHES:
        return 0
    _matrix, kept = cv2.findHomography(there, here, cv2.RANSAC, _ASTRAY_IN_SPACE)
    return 0 if kept is None else int(kept.sum())


def _overlaid(one: Grey, mine: Features, other: Grey) -> Likeness:
    """What repeats itself left and right matches mirrored even so: the matrix knows."""
    here, there = _pairs(mine, features(other))
    if len(here) < _FEWEST_MATCHES:
        return Likeness(0.0)
    matrix, kept = cv2.estimateAffine2D(there, here, ransacReprojThreshold=_ASTRAY)
    if matrix is None or int(kept.sum()) < _FEWEST_MATCHES:
        return Likeness(0.0)
    size = one.shape[1], one.shape[0]
    laid = cv2.warpAffine(other, matrix, size, flags=cv2.INTER_AREA)
    covered = cv2.warpAffine(np.full_like(other, 255), matrix, size, flags=cv2.INTER_NEAREST)
    return Likeness(
        _agreeing(one, laid, covered), mirrored=bool(cv2.determinant(matrix[:, :2]) < 0)
    )


def _pairs(mine: Features, theirs: Features) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Spots that look alike, and like no second one."""
    near = cv2.BFMatcher().knnMatch(mine.around, theirs.around, k=2) if len(mine.spots) else []
    sure = [two[0] for two in near if len(two) > 1 and two[0].distance < _CLOSER * two[1].distance]
    return mine.spots[[m.queryIdx for m in sure]], theirs.spots[[m.trainIdx for m in sure]]


def _agreeing(one: Grey, laid: NDArray[Any], covered: NDArray[Any]) -> float:
    first, second, inside = _cells(one), _cells(laid), _cells(covered)
    shown = (inside.min(axis=1) > 0) & (first.std(axis=1) > _FLAT)
    if shown.sum() < _FEWEST_CELLS:
        return 0.0
    a, b = first[shown], second[shown]
    a, b = a - a.mean(axis=1, keepdims=True), b - b.mean(axis=1, keepdims=True)
    length = np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1)) + 1e-6
    return float(((a * b).sum(axis=1) / length >= _AGREE).mean())


def _cells(picture: NDArray[Any]) -> NDArray[np.float64]:
    rows, columns = picture.shape[0] // _CELL, picture.shape[1] // _CELL
    cut = picture[: rows * _CELL, : columns * _CELL].astype(float)
    return cut.reshape(rows, _CELL, columns, _CELL).swapaxes(1, 2).reshape(-1, _CELL * _CELL)
