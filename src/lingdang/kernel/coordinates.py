"""WGS-84 inside, GCJ-02 and BD-09 at the edges.

GCJ-02 is the published approximation of the Chinese offset: about 600 m over Pingdingshan.
The way back iterates the way there, and ends within a centimetre.
"""

from math import atan2, cos, pi, sin, sqrt
from typing import NamedTuple

from django.db import models

_A = 6378245.0  # Krasovsky 1940 semi-major axis, metres
_EE = 0.00669342162296594323  # first eccentricity squared
_X_PI = pi * 3000.0 / 180.0
_ROUNDS = 6
_WEST, _EAST, _SOUTH, _NORTH = 72.004, 137.8347, 0.8293, 55.8271  # where the offset applies


class System(models.TextChoices):
    WGS84 = "wgs84", "WGS-84"
    GCJ02 = "gcj02", "GCJ-02"
    BD09 = "bd09", "BD-09"


class Point(NamedTuple):
    """Degrees, longitude first as GeoJSON has it."""

    lng: float
    lat: float


def _outside_china(lng: float, lat: float) -> bool:
    return not (_WEST <= lng <= _EAST and _SOUTH <= lat <= _NORTH)


def _offset(lng: float, lat: float) -> tuple[float, float]:
    x, y = lng - 105.0, lat - 35.0
    common = (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    d_lat = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + common
    d_lat += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    d_lat += (160.0 * sin(y / 12.0 * pi) + 320 * sin(y * pi / 30.0)) * 2.0 / 3.0
    d_lng = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + common
    d_lng += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    d_lng += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    magic = 1 - _EE * sin(lat / 180.0 * pi) ** 2
    d_lat = d_lat * 180.0 / ((_A * (1 - _EE)) / (magic * sqrt(magic)) * pi)
    d_lng = d_lng * 180.0 / (_A / sqrt(magic) * cos(lat / 180.0 * pi) * pi)
    return d_lng, d_lat


def wgs84_to_gcj02(lng: float, lat: float) -> Point:
    if _outside_china(lng, lat):
        return Point(lng, lat)
    d_lng, d_lat = _offset(lng, lat)
    return Point(lng + d_lng, lat + d_lat)


def gcj02_to_wgs84(lng: float, lat: float) -> Point:
    guess = Point(lng, lat)
    for _ in range(_ROUNDS):
        there = wgs84_to_gcj02(*guess)
        guess = Point(guess.lng + lng - there.lng, guess.lat + lat - there.lat)
    return guess


def gcj02_to_bd09(lng: float, lat: float) -> Point:
    z = sqrt(lng * lng + lat * lat) + 0.00002 * sin(lat * _X_PI)
    theta = atan2(lat, lng) + 0.000003 * cos(lng * _X_PI)
    return Point(z * cos(theta) + 0.0065, z * sin(theta) + 0.006)


def bd09_to_gcj02(lng: float, lat: float) -> Point:
    guess = Point(lng - 0.0065, lat - 0.006)
    for _ in range(_ROUNDS):
        there = gcj02_to_bd09(*guess)
        guess = Point(guess.lng + lng - there.lng, guess.lat + lat - there.lat)
    return guess


def to_wgs84(lng: float, lat: float, system: System) -> Point:
    """Bring a point of any of the three systems home."""
    if system == System.WGS84:
        return Point(lng, lat)
    if system == System.BD09:
        lng, lat = bd09_to_gcj02(lng, lat)
    return gcj02_to_wgs84(lng, lat)


def from_wgs84(lng: float, lat: float, system: System) -> Point:
    if system == System.WGS84:
        return Point(lng, lat)
    point = wgs84_to_gcj02(lng, lat)
    return gcj02_to_bd09(*point) if system == System.BD09 else point
