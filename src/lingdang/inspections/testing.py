"""Builders for the tests of other rooms."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from lingdang.inspections.enums import ORDER, PLAN, PUBLISH, SEE, Result, Step
from lingdang.inspections.models import Finding, Group, Item, Point, Round, Version
from lingdang.inspections.queries.lists import draft_of
from lingdang.inspections.services.checklists import draft_checklist, publish_checklist
from lingdang.inspections.services.circulars import publish_circular, write_circular
from lingdang.inspections.services.groups import form_group
from lingdang.inspections.services.order import Wish, give_order
from lingdang.inspections.services.plan import Plan, move_round, plan_round
from lingdang.inspections.services.points import choose_points
from lingdang.inspections.services.record import Seen, record_finding
from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import Row
from lingdang.people.public import Unit, UnitKind
from lingdang.people.testing import a_unit
from lingdang.places.public import Place, PlaceNode

PLANNER = Actor.process("test", PLAN, PUBLISH, SEE, ORDER)
ROWS = (
    {"code": "Ⅲ-1", "text": "路面干净,无垃圾积存", "judging": "一处即为不符合", "days": "0"},
    {"code": "Ⅲ-2", "text": "无乱贴乱画小广告", "judging": "三处以内为基本符合"},
    {"code": "Ⅲ-3", "text": "消防通道畅通", "photo": "1", "days": "1"},
)


def a_checklist(place: Place, code: str = "lanes", rows: Iterable[Row] = ROWS) -> Version:
    made, _report = draft_checklist(
        code=code, name="背街小巷", point_type="背街小巷", place_id=place.pk, rows=rows, by=PLANNER
    )
    draft = draft_of(made)
    return publish_checklist(
        checklist_id=made.pk, revision=draft.revision if draft else 0, by=PLANNER
    )


def a_group(place: Place, *members: Actor, area_id: int | None = None) -> Group:
    """A supervision group of these persons, the first of whom leads."""
    unit = a_unit("第一督导组", place=place, kind=UnitKind.SUPERVISION_GROUP)
    persons = [member.person_id for member in members if member.person_id]
    return form_group(
        unit_id=unit.pk,
        area_id=area_id,
        leader_id=persons[0] if persons else None,
        member_ids=persons,
        by=PLANNER,
    )


def a_round(
    place: Place, *members: Actor, at: Place | None = None, begun: bool = True, **more: Any
) -> Round:
    """A round of one point, by a group of its own, under way."""
    today = timezone.localdate()
    group = a_group(place, *members)
    told = {
        "name": "背街小巷督导",
        "kind": "daily",
        "place_id": place.pk,
        "from_on": today,
        "until_on": today + timedelta(days=3),
        "group_ids": [group.pk],
        **more,
    }
    if "checklist_id" not in told:
        known = Version.objects.filter(checklist__code="lanes").first()
        told["checklist_id"] = (known or a_checklist(place)).pk
    made = plan_round(plan=Plan(**told), by=PLANNER)
    choose_points(round_id=made.pk, place_ids=[(at or place).pk], by=PLANNER)
    return move_round(round_id=made.pk, step=Step.BEGIN, by=PLANNER) if begun else made


def an_inspection(town: PlaceNode, at: Place, unit: Unit) -> dict[str, int]:
    """A published round with a finding that a unit has, and a circular: the ids of each."""
    place = Place.objects.get(pk=town.id)
    checklist = a_checklist(place, code=f"lanes-{at.pk}-{unit.pk}")
    round_ = a_round(place, at=at, checklist_id=checklist.pk)
    finding = a_finding(round_, PLANNER)
    for step in (Step.FINISH, Step.PUBLISH):
        move_round(round_id=round_.pk, step=step, by=PLANNER)
    wish = Wish(unit_id=unit.pk)
    given = give_order(finding_ids=[finding.pk], wish=wish, by=PLANNER)[0]
    circular = write_circular(round_id=round_.pk, number=f"{round_.pk}号", by=PLANNER)
    publish_circular(circular_id=circular.pk, by=PLANNER)
    return {
        "round_id": round_.pk,
        "point_id": finding.point_id,
        "finding_id": finding.pk,
        "order_id": given.order_id or 0,
        "circular_id": circular.pk,
        "checklist_id": checklist.checklist_id,
    }


def a_finding(round_: Round, by: Actor, item: int = 0, **more: Any) -> Finding:
    point = Point.objects.filter(round=round_).order_by("number")[0]
    wanted = Item.objects.filter(version=round_.checklist_id).order_by("number")[item]
    seen = Seen(**{"result": Result.UNMET, "note": "墙根有垃圾", **more})
    return record_finding(point_id=point.pk, item_id=wanted.pk, seen=seen, by=by)
