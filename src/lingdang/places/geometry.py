"""Outlines in degrees and metres."""

from collections.abc import Callable
from math import cos, radians

import numpy as np
import shapely

METRES_PER_DEGREE = 111_320.0


def area_m2(shape: shapely.Geometry) -> float:
    """Area on the ground, from a local projection that is exact enough for a district (0.3 %)."""
    lat = radians(shape.centroid.y)
    return float(shape.area * METRES_PER_DEGREE**2 * cos(lat))


def converted(
    shape: shapely.Geometry, there: Callable[[float, float], tuple[float, float]]
) -> shapely.Geometry:
    """The shape with every vertex brought to another coordinate system."""
    return shapely.transform(
        shape, lambda points: np.array([there(float(lng), float(lat)) for lng, lat in points])
    )
