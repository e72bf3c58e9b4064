"""Dossiers from sheets: services, the care register, and what is kept beside imported cases.

All or nothing, each problem named by its row.

Services: ``code*``, ``name*``, ``for_whom``, ``papers`` (names parted by ``;``), ``days``.

Care: ``category*`` (``lonely``, ``left_behind``, ``hardship``, ``gravely_ill``), ``place_code*``,
``name*``, ``phone``, ``address``, ``condition``, ``helper_login*``, ``interval_days*``, ``visits``
(days parted by ``;``).

Entries: ``external_key*`` (of the imported case), ``kind*``, ``at*``, ``by`` (a sign-in name),
``data*`` (a JSON object of what that kind asks). They are entered in the order of the sheet, in
memory, and written at once: a sheet takes two dozen statements, however long it is.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from lingdang.cases.public import Case, imported_cases
from lingdang.dossiers.asks import ASKS, holds
from lingdang.dossiers.enums import Kind
from lingdang.dossiers.errors import NotHeld
from lingdang.dossiers.facts import DossierKept
from lingdang.dossiers.models import CareEntry, CareVisit, Service
from lingdang.dossiers.policies import require_services
from lingdang.dossiers.queries.care import Cared
from lingdang.dossiers.services.care import enter_care
from lingdang.dossiers.services.entries import ENTRIES, Entering
from lingdang.dossiers.services.keeping import kept
from lingdang.dossiers.services.services import set_service
from lingdang.dossiers.shelf import Dossier, Shelf
from lingdang.journal.public import unsaved_fact, write_facts
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.kernel.sheets import ImportReport, Row, cell, cell_date, checked
from lingdang.people.public import Person, blind_index
from lingdang.places.public import tree
from lingdang.standards.public import cleaned

SERVICE_COLUMNS = ("code", "name")
CARE_COLUMNS = ("category", "place_code", "name", "helper_login", "interval_days")
_PERSON = ("name", "phone", "address", "condition")
ENTRY_COLUMNS = ("external_key", "kind", "at", "data")


def _all_or_nothing(report: ImportReport, count: int) -> ImportReport:
    if report.problems:
        transaction.set_rollback(True)
    else:
        report.created = count
    return report


@transaction.atomic
def import_services(rows: Sequence[Row], *, by: Actor) -> ImportReport:
    require_services(by)
    report = ImportReport()

    def read(row: Row) -> Service | None:
        return set_service(
            code=row["code"],
            name=row["name"],
            for_whom=row.get("for_whom", ""),
            papers=[name.strip() for name in row.get("papers", "").split(";") if name.strip()],
            days=_whole(row, "days", 10),
            by=by,
        )

    return _all_or_nothing(report, len(checked(rows, read, report)))


def _whole(row: Row, column: str, usual: int) -> int:
    text = row.get(column, "") or str(usual)
    if not text.isdecimal():
        raise cell(column, _("This is not a number."))
    return int(text)


@transaction.atomic
def import_care(rows: Sequence[Row], *, by: Actor) -> ImportReport:
    report = ImportReport()
    people = _people(rows, "helper_login")

    def read(row: Row) -> CareEntry:
        helper = _person(people, row["helper_login"], "helper_login")
        person = Cared(**{name: row.get(name, "") for name in _PERSON})
        entry = enter_care(
            category=row["category"],
            place_id=_place(row["place_code"]),
            person=person,
            helper_id=helper,
            interval_days=_whole(row, "interval_days", 30),
            by=by,
        )
        _visits(entry, row, helper)
        return entry

    return _all_or_nothing(report, len(checked(rows, read, report)))


def _visits(entry: CareEntry, row: Row, helper_id: int) -> None:
    """Note visits of the past; the next is due after the latest of them."""
    days = [cell_date({"visits": day}, "visits") for day in row.get("visits", "").split(";") if day]
    visits = [
        CareVisit(
            entry=entry,
            on=day,
            by_id=helper_id,
            cipher="",
            request_key=blind_index(f"import:{entry.pk}:{day}"),
        )
        for day in days
        if day
    ]
    CareVisit.objects.bulk_create(visits)
    if visits:
        entry.due_on = entry.next_due(max(visit.on for visit in visits))
        entry.save(update_fields=["due_on"])


@transaction.atomic
def import_entries(rows: Sequence[Row], *, by: Actor) -> ImportReport:
    """Enter what is kept beside imported cases; nobody is told of what is long past."""
    require_services(by)
    entries, report = _Entries.of(rows, by), ImportReport()
    told = checked(rows, entries.read, report)
    _all_or_nothing(report, len(told))
    if not report.problems:
        entries.shelf.put_back()
        facts = [unsaved_fact(event, by=actor, at=at) for event, actor, at in told]
        write_facts(facts, deliver=False)
    return report


@dataclass(frozen=True, slots=True)
class _Entries:
    """What the rows of a sheet are entered into."""

    cases: Mapping[str, Case]
    people: Mapping[str, int]
    shelf: Shelf
    by: Actor

    @classmethod
    def of(cls, rows: Sequence[Row], by: Actor) -> Self:
        cases = imported_cases({row["external_key"] for row in rows}, by=by)
        return cls(cases, _people(rows, "by"), Shelf(cases.values()), by)

    def read(self, row: Row) -> tuple[DossierKept, Actor, datetime]:
        case, kind = self.cases.get(row["external_key"]), row["kind"]
        if case is None:
            raise cell("external_key", _("There is no such case."))
        if kind not in Kind.values:
            raise cell("kind", _("There is nothing of this kind."))
        entry, at, actor = Kind(kind), _moment(row["at"]), self._actor(row.get("by", ""))
        what, asks = ASKS[entry]
        if not holds(case, what):
            raise NotHeld
        dossier = Dossier(case, self.shelf)
        said = cleaned(asks(dossier), _json(row["data"]), whole=True)
        return kept(case, entry, ENTRIES[entry](Entering(dossier, said, actor, at)), []), actor, at

    def _actor(self, login: str) -> Actor:
        if not login:
            return self.by
        person = _person(self.people, login, "by")
        return Actor(name=f"person:{person}", person_id=person)


def _json(text: str) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except json.JSONDecodeError:
        said = None
    if not isinstance(said, dict):
        raise cell("data", _("This is not a JSON object."))
    return said


def _moment(text: str) -> datetime:
    try:
        at = parse_datetime(text)
    except ValueError:
        at = None
    if at is None:
        sentence = _("“%(text)s” is not a date and time; write 2026-05-08T09:30:00.")
        raise cell("at", sentence % {"text": text})
    return timezone.make_aware(at) if timezone.is_naive(at) else at


def _people(rows: Iterable[Row], column: str) -> dict[str, int]:
    """Everybody whom a column names by the sign-in name."""
    logins = {row[column] for row in rows if row.get(column)}
    found = Person.objects.filter(login__in=logins).values_list("login", "pk")
    return {login: pk for login, pk in found if login}


def _person(people: Mapping[str, int], login: str, column: str) -> int:
    if login not in people:
        raise cell(column, _("Nobody signs in as “%(login)s”.") % {"login": login})
    return people[login]


def _place(code: str) -> int:
    try:
        return tree().by_code(code).id
    except NotFound:
        raise cell("place_code", _("There is no such place.")) from None
