"""Draws of the demonstration's last four weeks, and what was found of some that were due."""

from datetime import timedelta
from itertools import cycle

from django.db.models import Max
from django.utils import timezone

from lingdang.cases.public import State as CaseState
from lingdang.cases.public import cases_for
from lingdang.demo.held import READER
from lingdang.demo.loading import DISTRICT
from lingdang.kernel.actor import Actor
from lingdang.lookbacks.public import (
    LookBack,
    Step,
    Wanted,
    When,
    draw_day,
    look,
    look_backs_for,
    narrowed,
)
from lingdang.people.public import Person, Role, actor_for, holders
from lingdang.places.public import tree

DRAWER = Actor.process("demo look-backs", "lookbacks.draw")
_DAY = timedelta(days=1)
_DAYS = 28
_LOOKED = 12
_FOUND = (
    *((Step.HOLD, "现场干净，整改有效。"), (Step.HOLD, ""), (Step.HOLD, "已经看过，没有反弹。")),
    (Step.COME_BACK, "现场又堆了杂物，和照片不一样。"),
)


def look_back() -> tuple[int, int]:
    """How many days were drawn, and how many cases looked at; the loader calls it once."""
    last = cases_for(READER).filter(state=CaseState.CLOSED).aggregate(at=Max("closed_at"))["at"]
    until = min(timezone.localtime(last).date(), timezone.localdate() - 2 * _DAY)
    days = [until - back * _DAY for back in range(_DAYS, -1, -1)]
    for day in days:
        draw_day(day=day, by=DRAWER)
    by = _supervisor()
    found = list(zip(_due(by), cycle(_FOUND), strict=False))
    for it, (step, note) in found:
        look(look_back_id=it.pk, step=step, note=note, by=by)
    return len(days), len(found)


def _supervisor() -> Actor:
    there = tree().by_code(DISTRICT).id
    [first, *_others] = holders(Role.SUPERVISOR, place_ids=[there])
    return actor_for(Person.objects.get(pk=first.person_id))


def _due(by: Actor) -> list[LookBack]:
    """Every second one, so that some of each day are still to be looked at."""
    due = narrowed(look_backs_for(by), Wanted(when=When.DUE)).filter(case__procedure=None)
    return list(due.order_by("due_on", "pk")[::2][:_LOOKED])
