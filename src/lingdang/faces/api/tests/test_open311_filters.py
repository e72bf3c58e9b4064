from datetime import UTC, datetime, timedelta

import pytest

from lingdang.faces.api.open311.errors import Refused
from lingdang.faces.api.open311.filters import AT_MOST, WINDOW, asked

NOW = datetime(2026, 8, 1, tzinfo=UTC)


def test_without_arguments_the_last_ninety_days():
    wanted = asked({}, NOW)
    assert (wanted.start, wanted.end) == (NOW - timedelta(days=90), NOW)
    assert wanted.statuses == {"open", "closed"}
    assert wanted.slice == slice(0, AT_MOST)


def test_empty_arguments_are_absent_ones():
    names = ("service_request_id", "service_code", "start_date", "end_date", "status", "page")
    assert asked(dict.fromkeys(names, ""), NOW) == asked({}, NOW)


def test_ids_override_everything_else():
    wanted = asked({"service_request_id": "a, b,,", "status": "no", "start_date": "no"}, NOW)
    assert wanted.ids == ("a", "b")


def test_lists_are_comma_delimited():
    wanted = asked({"service_code": "01,02", "status": "open,closed"}, NOW)
    assert (wanted.codes, wanted.statuses) == (("01", "02"), {"open", "closed"})


def test_one_end_of_the_window_gives_the_other():
    start = asked({"start_date": "2026-01-01T00:00:00Z"}, NOW)
    assert start.end == start.start + WINDOW
    recent = asked({"start_date": "2026-07-31T00:00:00Z"}, NOW)
    assert recent.end == NOW
    end = asked({"end_date": "2026-06-01T00:00:00+08:00"}, NOW)
    assert end.end - end.start == WINDOW


def test_an_offset_that_the_database_does_not_know_is_brought_home():
    wanted = asked({"start_date": "2026-06-01T00:00:00+23:00"}, NOW)
    assert wanted.start.utcoffset() == timedelta(0)


def test_a_plus_that_was_not_escaped_is_understood():
    wanted = asked({"end_date": "2026-06-01T00:00:00 08:00"}, NOW)
    assert wanted.end == datetime(2026, 5, 31, 16, tzinfo=UTC)


def test_ninety_days_are_allowed_and_a_second_more_is_not():
    asked({"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-04-01T00:00:00Z"}, NOW)
    with pytest.raises(Refused) as refusal:
        asked({"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-04-01T00:00:01Z"}, NOW)
    assert refusal.value.status == 400


@pytest.mark.parametrize(
    "arguments",
    [
        {"start_date": "2026-01-01"},
        {"start_date": "2026-01-01T00:00:00"},
        {"start_date": "yesterday"},
        {"end_date": "0001-01-01T00:00:00Z"},
        {"start_date": "9999-12-31T23:59:59-12:00"},
        {"status": "pending"},
        {"page": "0"},
        {"page": "１"},
        {"page_size": "1001"},
        {"page_size": "many"},
    ],
)
def test_what_cannot_be_read_is_refused(arguments):
    with pytest.raises(Refused) as refusal:
        asked(arguments, NOW)
    assert refusal.value.status == 400


def test_pages_follow_each_other():
    assert asked({"page": "3", "page_size": "20"}, NOW).slice == slice(40, 60)
