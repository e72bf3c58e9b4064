"""Rounds of inspection on the phone: mine that are under way, their points and items."""

from dataclasses import dataclass
from uuid import uuid4

from django.db.models import Q, QuerySet

from lingdang.inspections.public import (
    RECORD,
    Finding,
    Item,
    Point,
    Round,
    State,
    findings_for,
    groups_of_person,
    is_member,
    items_of,
    may_record,
    points_for,
    rounds_for,
    with_progress,
)
from lingdang.kernel.actor import Actor

_MOST_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the check-list, what was found there if it was looked at, the key of its form."""

    item: Item
    finding: Finding | None
    key: str


def my_rounds(actor: Actor) -> list[Round]:
    """Under way, by groups that I belong to; the one that ends first comes first."""
    if not actor.has(RECORD):
        return []
    mine = Round.objects.filter(groups__in=groups_of_person(actor.person_id)).values("pk")
    found = rounds_for(actor).filter(state=State.UNDER_WAY, pk__in=mine)
    return list(with_progress(found).order_by("until_on", "pk")[:_MOST_ROUNDS])


def my_points(actor: Actor, round_: Round) -> QuerySet[Point]:
    """Those of my groups, and those of nobody's, in walking order."""
    mine = Q(group=None) | Q(group__in=groups_of_person(actor.person_id))
    return points_for(actor, round_).filter(mine).order_by("number")


def records(actor: Actor, point: Point) -> bool:
    mine = point.group_id is None or point.group_id in groups_of_person(actor.person_id)
    member = may_record(actor, is_member=is_member(actor, point.round))
    return mine and member and point.round.state == State.UNDER_WAY


def lines_of(actor: Actor, point: Point) -> list[Line]:
    found = {it.item_id: it for it in findings_for(actor).filter(point=point)}
    items = items_of(point.round.checklist)
    return [Line(item, found.get(item.pk), uuid4().hex) for item in items]


def next_of(actor: Actor, point: Point) -> Point | None:
    later = my_points(actor, point.round).filter(number__gt=point.number)
    return later.filter(seen_at=None).first() or later.first()
