"""Every way to read look-backs and draws. Changes nothing."""

from lingdang.lookbacks.queries.closings import (
    closed_between,
    closed_on,
    expected,
    lots,
    team_of,
    teams,
)
from lingdang.lookbacks.queries.figures import By, Line, figures, total, town_of
from lingdang.lookbacks.queries.looks import (
    coming,
    draw_for,
    draws_for,
    due,
    first_day,
    last_day,
    lock_look_back,
    look_back_for,
    look_backs_for,
    may_read_photo,
    overdue,
    steps_for,
    still_due,
    whole_of,
)
from lingdang.lookbacks.queries.wanted import Wanted, When, narrowed

__all__ = [
    "By",
    "Line",
    "Wanted",
    "When",
    "closed_between",
    "closed_on",
    "coming",
    "draw_for",
    "draws_for",
    "due",
    "expected",
    "figures",
    "first_day",
    "last_day",
    "lock_look_back",
    "look_back_for",
    "look_backs_for",
    "lots",
    "may_read_photo",
    "narrowed",
    "overdue",
    "steps_for",
    "still_due",
    "team_of",
    "teams",
    "total",
    "town_of",
    "whole_of",
]
