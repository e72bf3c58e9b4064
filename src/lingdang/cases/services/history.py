"""Histories from a sheet: each row becomes a case, its steps replayed in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from django.db import connection
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from lingdang.cases.confiding import sealed
from lingdang.cases.enums import LocatedHow, Rung, Source
from lingdang.cases.errors import SaysOtherwise
from lingdang.cases.following import follower_of
from lingdang.cases.models import Case
from lingdang.cases.models.case_rules import IMPORTED, LONGEST_LINE, LONGEST_TOLD
from lingdang.cases.queries.ladder import rungs_from
from lingdang.cases.services import transitions
from lingdang.cases.services.cells import cell_number, cell_object, cell_steps, digest_of
from lingdang.cases.services.clock import start_clock
from lingdang.cases.services.drafts import Report, locate_case, seal_contact
from lingdang.cases.services.entrust import entrust
from lingdang.cases.services.replay import Step, replay
from lingdang.journal.public import Event
from lingdang.kernel.actor import Actor, Reach
from lingdang.kernel.coordinates import System
from lingdang.kernel.errors import NotFound
from lingdang.kernel.sheets import Row, cell, cell_truth
from lingdang.kernel.texts import optional_text, required_text
from lingdang.people.public import Person, Unit
from lingdang.places.public import PlaceNode, tree
from lingdang.standards.public import Category, Procedure

_SOURCES, _SYSTEMS = frozenset(Source.values), frozenset(System.values)  # asked of every row
_LONGEST_KEY = 120
_REPORTER = "reporter"


@dataclass(slots=True)
class History:
    """A case as it ended up, and what is told of it: fact, by whom, when."""

    case: Case
    told: list[tuple[Event, Actor, datetime]]


@dataclass(slots=True)
class Histories:
    """What rows are checked against: loaded in six statements, however long the sheet."""

    by: Actor
    now: datetime
    ids: list[int]
    known: Mapping[str, str]  # external keys imported before, with what they said
    categories: Mapping[str, Category]
    procedures: Mapping[str, Procedure]
    units: Mapping[str, int]
    people: Mapping[str, int]
    within: Reach
    top: PlaceNode | None  # where cases go that say nothing of their place; none: the root
    rungs: Mapping[Rung, datetime]
    seen: set[str] = field(default_factory=set)

    @classmethod
    def for_rows(cls, rows: Sequence[Row], by: Actor, within: Reach, *, dry: bool = False) -> Self:
        """``dry``: nothing will be written, so no number is used up."""
        keys = [row.get("external_key", "") for row in rows]
        known = Case.objects.filter(request_scope=IMPORTED, request_key__in=keys).only(
            "request_key", "request_digest"
        )
        logins = Person.objects.exclude(login=None)
        return cls(
            by=by,
            now=timezone.now(),
            ids=list(range(len(rows))) if dry else _reserved_ids(len(rows)),
            known={case.request_key or "": case.request_digest for case in known},
            categories={category.code: category for category in Category.objects.all()},
            procedures={one.code: one for one in Procedure.objects.all()},
            units=dict(Unit.objects.values_list("code", "pk")),
            people={login: pk for login, pk in logins.values_list("login", "pk") if login},
            within=within,
            top=_top_of(within),
            rungs=rungs_from(timezone.now()),
        )

    def read(self, row: Row) -> History | None:
        """Turn a row into a history; none when it was imported before."""
        key = required_text("external_key", row.get("external_key", ""), _LONGEST_KEY)
        digest = digest_of(row)
        if key in self.seen:
            raise cell("external_key", _("The key stands in the file more than once."))
        self.seen.add(key)
        if key in self.known:
            if self.known[key] != digest:
                raise SaysOtherwise
            return None
        case = self._case(row)
        case.request_scope, case.request_key, case.request_digest = IMPORTED, key, digest
        told = self._received(case)
        for step in cell_steps(row):
            told.append(self._replayed(case, step, since=told[-1][2]))
        case.rung = self._rung(case)
        return History(case, told)

    def _rung(self, case: Case) -> int:
        """What came due before it came here is told to nobody; what comes due from now on is."""
        due = case.due_at
        return max((rung for rung, at in self.rungs.items() if due and due <= at), default=0)

    def _case(self, row: Row) -> Case:
        case = Case(
            pk=self.ids.pop(),
            source=self._source(row),
            category=self.category(row.get("category", "")),
            description=optional_text("description", row.get("description", ""), LONGEST_TOLD),
            address=optional_text("address", row.get("address", ""), LONGEST_LINE),
            attributes=cell_object(row, "attributes"),
            anonymous=cell_truth(row, "anonymous"),
            received_at=self._moment("received_at", row.get("received_at", ""), None),
        )
        if not case.description and case.source != Source.BELL:
            raise cell("description", _("This is missing."))
        self._entrust(case, row)
        self._locate(case, row)
        self._identify(case, row)
        case.changed_at = case.received_at
        start_clock(case, case.received_at)
        return case

    def _entrust(self, case: Case, row: Row) -> None:
        code = row.get("procedure", "")
        if code and code not in self.procedures:
            raise cell("procedure", _("There is no such procedure."))
        entrust(case, self.procedures.get(code), cell_object(row, "particulars"), whole=False)

    def _source(self, row: Row) -> str:
        text = row.get("source", "") or Source.IMPORT
        if text not in _SOURCES:
            raise cell("source", _("There is no such source."))
        return str(text)

    def _locate(self, case: Case, row: Row) -> None:
        system = row.get("system", "") or System.WGS84.value
        if system not in _SYSTEMS:
            raise cell("system", _("There is no such system of coordinates."))
        locate_case(
            case,
            Report(lng=cell_number(row, "lng"), lat=cell_number(row, "lat"), system=System(system)),
        )
        if code := row.get("place_code", ""):
            try:
                place = tree().by_code(code)
            except NotFound:
                raise cell("place_code", _("There is no such place.")) from None
            if not case.path.startswith(place.path) or case.located_how == LocatedHow.DESK:
                case.located_how = LocatedHow.CHOSEN
            _put(case, place)
        elif case.located_how == LocatedHow.DESK and self.top:
            _put(case, self.top)
        if not self.within.covers_path(case.path):
            raise cell("place_code", _("This place is not within your reach."))

    def _identify(self, case: Case, row: Row) -> None:
        name, phone = row.get("contact_name", ""), row.get("contact_phone", "")
        login = row.get("reporter_login", "")
        if case.anonymous and (name or phone or login):
            raise cell("anonymous", _("An anonymous report names nobody."))
        seal_contact(case, Report(contact_name=name, contact_phone=phone))
        case.reporter_id = self.person(login, "reporter_login") if login else None

    def _received(self, case: Case) -> list[tuple[Event, Actor, datetime]]:
        by = self.actor(case, _REPORTER) if case.reporter_id else self.by
        return [(transitions.received(case, []), by, case.received_at)]

    def _replayed(
        self, case: Case, step: Mapping[str, Any], since: datetime
    ) -> tuple[Event, Actor, datetime]:
        at = self._moment("steps", str(step.get("at", "")), since)
        actor = self.actor(case, str(step.get("by", "")))
        return sealed(case, replay(case, Step(step, self), by=actor, at=at)), actor, at

    def _moment(self, column: str, text: str, since: datetime | None) -> datetime:
        try:
            at = parse_datetime(text)
        except ValueError:
            at = None
        if at is None:
            sentence = _("“%(text)s” is not a date and time; write 2026-05-08T09:30:00.")
            raise cell(column, sentence % {"text": text})
        if timezone.is_naive(at):
            at = timezone.make_aware(at)
        if at > self.now or (since and at < since):
            raise cell(column, _("“%(text)s” is too early or too late.") % {"text": text})
        return at

    def category(self, code: str) -> Category | None:
        if code and code not in self.categories:
            raise cell("category", _("There is no such category."))
        return self.categories.get(code)

    def unit(self, code: str) -> int:
        if code not in self.units:
            raise cell("unit", _("There is no unit with the code “%(code)s”.") % {"code": code})
        return self.units[code]

    def person(self, login: str, column: str = "by") -> int:
        if login not in self.people:
            raise cell(column, _("Nobody signs in as “%(login)s”.") % {"login": login})
        return self.people[login]

    def actor(self, case: Case, login: str) -> Actor:
        if not login:
            return self.by
        if login == _REPORTER:
            person_id = case.reporter_id
            if person_id is None:
                return follower_of(case.pk)
        else:
            person_id = self.person(login)
        return Actor(name=f"person:{person_id}", person_id=person_id)


def _put(case: Case, place: PlaceNode) -> None:
    case.place_id = case.origin_place_id = place.id
    case.path = place.path


def _top_of(reach: Reach) -> PlaceNode | None:
    """The highest place of a reach that does not cover everything."""
    path = min(reach.paths, key=lambda path: (len(path), path), default="")
    ids = path.strip("/").split("/")
    return tree().node(int(ids[-1])) if ids[-1] else None


def _reserved_ids(count: int) -> list[int]:
    """Take ids, so that facts can name their case before it is written; ascending by row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('cases_case', 'id'))"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()][::-1]
