"""Calls as the desk shows them: which are asked for, how a row reads, how figures are ordered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.calls.public import (
    Callee,
    CallQuerySet,
    Figure,
    State,
    Story,
    calls_for,
    figures_for,
    stories,
)
from lingdang.cases.public import cases_for, search
from lingdang.faces.desk.paging import Order
from lingdang.kernel.actor import Actor
from lingdang.places.public import tree

ORDERS = {
    "newest": Order(("rung_at", "id")),
    "oldest": Order(("rung_at", "id"), descending=False),
}
COLOURS = {
    State.RINGING: "amber",
    State.ANSWERED: "green",
    State.UNANSWERED: "red",
    State.CANCELLED: "grey",
}
_NEVER = timedelta(0)


@dataclass(frozen=True, slots=True)
class Row:
    story: Story

    @property
    def colour(self) -> str:
        return COLOURS[self.story.state]

    @property
    def who(self) -> str:
        """Who answered, or whom it rings; nobody is named for not having answered."""
        told = self.story
        if told.answered_by:
            return spoken(told.answered_by)
        return ", ".join(spoken(one) for one in told.now.people) if told.now else ""

    @property
    def took(self) -> str:
        return lasted(self.story.waited) if self.story.answered_by else ""


def spoken(one: Callee) -> str:
    return f"{one.role} {one.name}".strip()


def lasted(span: timedelta | None) -> str:
    if span is None:
        return ""
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    told = {"minutes": minutes, "seconds": seconds}
    return _("%(minutes)s min %(seconds)s s") % told if minutes else _("%(seconds)s s") % told


def found(actor: Actor, asked: dict[str, Any]) -> CallQuerySet:
    calls = calls_for(actor)
    if words := asked.get("q"):
        calls = calls.filter(case__in=search(cases_for(actor), words).values("pk"))
    if state := asked.get("state"):
        calls = calls.filter(state=state)
    if path := _path(asked):
        calls = calls.filter(case__path__gte=path, case__path__lt=f"{path[:-1]}0")
    return calls


def rows_of(calls: Iterable[Any]) -> list[Row]:
    return [Row(one) for one in stories(list(calls))]


def counted(actor: Actor, asked: dict[str, Any]) -> list[Figure]:
    since, until = asked.get("since"), asked.get("until")
    rows = figures_for(
        actor,
        path=_path(asked),
        since=timezone.make_aware(datetime.combine(since, time.min)) if since else None,
        until=timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min))
        if until
        else None,
    )
    orders = {
        "unanswered": lambda row: (-row.unanswered, -row.rings),
        "slowest": lambda row: -(row.median or _NEVER),
    }
    order = orders.get(asked.get("sort", ""))
    return sorted(rows, key=order) if order else rows


def _path(asked: dict[str, Any]) -> str:
    place, places = asked.get("place"), tree()
    return places.node(place).path if place and place in places else ""
