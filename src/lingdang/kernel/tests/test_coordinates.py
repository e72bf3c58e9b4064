from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingdang.kernel.coordinates import System, from_wgs84, to_wgs84

HERE = (113.30, 33.76)
CHINA = st.tuples(st.floats(75, 134, allow_nan=False), st.floats(19, 53, allow_nan=False))


def metres(a, b):
    return hypot((a[0] - b[0]) * cos(radians(a[1])), a[1] - b[1]) * 111_320


@pytest.mark.parametrize(
    ("system", "near", "far"), [(System.GCJ02, 570, 620), (System.BD09, 1200, 1330)]
)
def test_the_offset_over_the_district_is_the_published_one(system, near, far):
    assert near < metres(HERE, from_wgs84(*HERE, system)) < far


@given(CHINA, st.sampled_from(System))
def test_there_and_back_ends_within_a_decimetre(point, system):
    assert metres(point, to_wgs84(*from_wgs84(*point, system), system)) < 0.1


def test_points_outside_china_stay():
    assert from_wgs84(2.35, 48.85, System.GCJ02) == (2.35, 48.85)
