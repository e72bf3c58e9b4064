from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from lingdang.faces.resident.templatetags.moments import moment


@pytest.mark.parametrize(
    ("days", "words"), [(0, "今天 09:12"), (1, "明天 09:12"), (-1, "昨天 09:12")]
)
def test_near_days_have_names(days, words):
    at = timezone.localtime().replace(hour=9, minute=12) + timedelta(days=days)
    assert moment(at) == words


def test_within_a_week_the_weekday_says_it():
    at = timezone.localtime() - timedelta(days=3)
    assert moment(at) == f"{'周一周二周三周四周五周六周日'[at.weekday() * 2 :][:2]} {at:%H:%M}"


def test_later_the_date_says_it():
    at = datetime(2020, 3, 5, 9, 12, tzinfo=timezone.get_current_timezone())
    assert moment(at) == "2020年3月5日"


def test_no_time_is_no_words():
    assert moment(None) == ""
