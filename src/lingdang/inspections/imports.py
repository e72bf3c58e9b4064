"""Groups, rounds and findings from sheets: what an office kept before, all rows or none.

A finding names the case that it became, by the key that this was imported under.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from lingdang.cases.public import Case, imported_cases
from lingdang.inspections.enums import BAD, IMPORT, Result, State
from lingdang.inspections.facts import RoundMoved
from lingdang.inspections.models import (
    Area,
    Checklist,
    Finding,
    Group,
    Item,
    Order,
    Point,
    Round,
)
from lingdang.inspections.queries.lists import version_in_force
from lingdang.inspections.queries.points import Candidate, candidates
from lingdang.inspections.services.groups import draw_area, form_group
from lingdang.inspections.services.plan import Plan, plan_round
from lingdang.inspections.services.points import group_of
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.kernel.sheets import ImportReport, Row, cell, cell_date, cell_truth, checked
from lingdang.people.public import Unit, person_by_login
from lingdang.places.public import tree

GROUP_COLUMNS = ("unit_code", "area", "place_codes", "leader", "members")
ROUND_COLUMNS = (
    *("name", "kind", "unannounced", "place_code", "checklist", "from", "until"),
    *("groups", "organisers", "state"),
)
FINDING_COLUMNS = (
    *("round", "point", "register", "place_code", "item", "result", "note", "found_at", "found_by"),
    *("case_key", "unit_code", "handed_at", "due_on"),
)
_SPLIT = ";"


def _require(by: Actor) -> None:
    if not by.has(IMPORT):
        raise NotAllowed


@transaction.atomic
def import_groups(rows: Sequence[Row], *, by: Actor) -> ImportReport:
    """Areas with their towns, and the groups whose they are."""
    _require(by)
    return _each(rows, lambda row: _group(row, by))


def _each(rows: Sequence[Row], take: Callable[[Row], bool]) -> ImportReport:
    """All or none; a row is said to be new by what it returns."""
    report = ImportReport()
    with transaction.atomic():
        taken = checked(rows, lambda row: take(row) or None, report)
        report.created = len(taken)
        if report.problems:
            transaction.set_rollback(True)
            report.created = 0
    return report


def _group(row: Row, by: Actor) -> bool:
    unit = _unit(row, "unit_code")
    area_id = None
    if row["area"]:
        places = [tree().by_code(code).id for code in _words(row["place_codes"])]
        area = Area.objects.filter(place_id=unit.place_id, name=row["area"]).first()
        if places or area is None:
            area = draw_area(place_id=unit.place_id, name=row["area"], place_ids=places, by=by)
        area_id = area.pk
    known = Group.objects.filter(unit=unit).exists()
    form_group(
        unit_id=unit.pk,
        area_id=area_id,
        leader_id=_person(row["leader"], "leader"),
        member_ids=[it for name in _words(row["members"]) if (it := _person(name, "members"))],
        by=by,
    )
    return not known


@transaction.atomic
def import_rounds(rows: Sequence[Row], *, by: Actor) -> ImportReport:
    """Rounds of the past, in the state they came to; the same name on the same day is the same."""
    _require(by)
    return _each(rows, lambda row: _round(row, by))


def _round(row: Row, by: Actor) -> bool:
    key = uuid5(NAMESPACE_URL, f"{row['name']}|{row['from']}")
    if Round.objects.filter(key=key, made_by=None).exists():
        return False
    first, last = _day(row, "from"), _day(row, "until")
    plan = Plan(
        name=row["name"],
        kind=row["kind"],
        unannounced=cell_truth(row, "unannounced"),
        place_id=tree().by_code(row["place_code"]).id,
        checklist_id=_version(row),
        from_on=first,
        until_on=last,
        group_ids=[_group_named(code) for code in _words(row["groups"])],
        organiser_ids=[
            _unit({"organisers": it}, "organisers").pk for it in _words(row["organisers"])
        ],
    )
    made = plan_round(plan=plan, by=by, key=key)
    _arrive(made, row["state"], first, last, by)
    return True


def _arrive(made: Round, state: str, first: date, last: date, by: Actor) -> None:
    """As it stood when it was brought: moments are the days of the plan."""
    if state not in State.values:
        raise cell("state", _("There is no such state."))
    if state == State.PLANNED:
        return
    began, done = _moment(first), _moment(last)
    made.state = state
    if state != State.CANCELLED:
        made.began_at = began
    made.done_at = done if state in {State.DONE, State.PUBLISHED} else None
    made.published_at = done if state == State.PUBLISHED else None
    made.save(update_fields=["state", "began_at", "done_at", "published_at"])
    record(RoundMoved(round_id=made.pk, step="import", state=state), by=by)


@transaction.atomic
def import_findings(rows: Sequence[Row], *, by: Actor) -> ImportReport:
    """What was found; a bad one with its case, and to whom that was handed over."""
    _require(by)
    read = _Findings(rows, by)
    return _each(rows, read.take)


class _Findings:
    """What all rows of a sheet look up, once."""

    def __init__(self, rows: Sequence[Row], by: Actor) -> None:
        self.by = by
        self.rounds = {it.name: it for it in Round.objects.select_related("checklist")}
        self.cases = imported_cases({row["case_key"] for row in rows if row["case_key"]}, by=by)
        self.registers: dict[tuple[str, int], dict[str, Candidate]] = {}
        self.points: dict[tuple[int, int | None, int], Point] = {}
        self.items: dict[tuple[int, str], Item] = {}
        self.orders: dict[tuple[int, int, date], Order] = {}

    def take(self, row: Row) -> bool:
        found = self.rounds.get(row["round"])
        if found is None:
            raise cell("round", _("There is no such round."))
        if row["result"] not in Result.values:
            raise cell("result", _("There is no such result."))
        point, item = self._point(row, found), self._item(row, found)
        if Finding.objects.filter(point=point, item=item).exists():
            return False
        at = _at(row, "found_at")
        case = self._case(row)
        finding = Finding(
            round=found,
            point=point,
            item=item,
            result=row["result"],
            note=row["note"],
            found_at=at,
            found_by_id=_person(row["found_by"], "found_by"),
            case=case,
            order=self._order(row, found) if case else None,
        )
        finding.save(force_insert=True)
        Point.objects.filter(pk=point.pk).update(seen_at=at)
        return True

    def _case(self, row: Row) -> Case | None:
        if row["result"] not in BAD:
            return None
        case = self.cases.get(row["case_key"])
        if case is None:
            raise cell("case_key", _("There is no such case."))
        return case

    def _item(self, row: Row, found: Round) -> Item:
        at = (found.checklist_id, row["item"])
        if at not in self.items:
            item = Item.objects.filter(version=found.checklist_id, code=row["item"]).first()
            if item is None:
                raise cell("item", _("There is no such item."))
            self.items[at] = item
        return self.items[at]

    def _point(self, row: Row, found: Round) -> Point:
        it = self._candidate(row, found)
        at = (found.pk, *it.identity)
        if at not in self.points:
            held = Point.objects.filter(round=found)
            same = {"entry": it.entry_id} if it.entry_id else {"entry": None, "place": it.place_id}
            point = held.filter(**same).first()
            if point is None:
                groups = list(found.groups.select_related("area").order_by("pk"))
                turn = held.count()
                point = it.point(found, group_of(it.place_id, groups, turn))
                point.number = turn + 1
                point.save()
            self.points[at] = point  # type: ignore[index]
        return self.points[at]  # type: ignore[index]

    def _candidate(self, row: Row, found: Round) -> Candidate:
        if not row["register"]:
            return Candidate.place(tree().by_code(row["place_code"]))
        at = (row["register"], found.place_id)
        if at not in self.registers:
            known = candidates(self.by, row["register"], found.place_id)
            self.registers[at] = {it.label: it for it in known}
        if row["point"] not in self.registers[at]:
            raise cell("point", _("There is no such point."))
        return self.registers[at][row["point"]]

    def _order(self, row: Row, found: Round) -> Order | None:
        if not row["unit_code"]:
            return None
        unit, due_on = _unit(row, "unit_code"), _day(row, "due_on")
        at = (found.pk, unit.pk, due_on)
        if at not in self.orders:
            moment = _at(row, "handed_at")
            known = Order.objects.filter(round=found, unit=unit, due_on=due_on).first()
            self.orders[at] = known or Order.objects.create(
                round=found, unit=unit, due_on=due_on, made_at=moment, received_at=moment
            )
        return self.orders[at]


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(_SPLIT) if word.strip()]


def _unit(row: Mapping[str, str], column: str) -> Unit:
    unit = Unit.objects.filter(code=row[column]).first()
    if unit is None:
        raise cell(column, _("There is no such unit."))
    return unit


def _group_named(code: str) -> int:
    found = Group.objects.filter(unit__code=code).values_list("pk", flat=True).first()
    if found is None:
        raise cell("groups", _("There is no such group."))
    return found


def _version(row: Row) -> int:
    checklist = Checklist.objects.filter(code=row["checklist"]).first()
    version = version_in_force(checklist) if checklist else None
    if version is None:
        raise cell("checklist", _("There is no such check-list."))
    return version.pk


def _person(login: str, column: str) -> int | None:
    if not login:
        return None
    person = person_by_login(login)
    if person is None:
        raise cell(column, _("There is no such person."))
    return person.pk


def _day(row: Row, column: str) -> date:
    day = cell_date(row, column)
    if day is None:
        raise cell(column, _("This is missing."))
    return day


def _at(row: Row, column: str) -> datetime:
    try:
        moment = parse_datetime(row[column])
    except ValueError:
        moment = None
    if moment is None:
        raise cell(column, _("Write a moment as 2026-05-08T09:30."))
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
