"""What is watched, pressed for and handed over, from a sheet; all rows or none, in their order.

``act*`` is ``supervise``, ``urge``, ``assign`` or ``hand_over``, ``by*`` a sign-in name, ``note``
what is said. ``external_key`` is that of an imported case; a hand-over names its ``unit`` instead,
and ``giver`` and ``taker`` by their sign-in names, as ``assign`` does its ``taker``. ``days`` are
those from today until which a case is supervised.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import assign_case, cases_for
from lingdang.dispatching.services.handing import hand_over_shift
from lingdang.dispatching.services.watching import supervise_case, urge_case
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.kernel.sheets import ImportReport, Row, cell, checked
from lingdang.people.public import Person, Unit, actor_for, person_by_login
from lingdang.shifts.public import Station

WATCH_COLUMNS = ("act", "by")
_USUAL_DAYS = 3


@transaction.atomic
def import_watch(rows: Sequence[Row]) -> ImportReport:
    """Do each as whoever its row names; a row with a problem undoes them all."""
    report = ImportReport()
    done = checked(rows, _done, report)
    if report.problems:
        transaction.set_rollback(True)
    else:
        report.created = len(done)
    return report


def _done(row: Row) -> object:
    act = _ACTS.get(row["act"])
    if act is None:
        raise cell("act", _("There is no such act."))
    return act(row, actor_for(_person(row, "by")))


def _supervise(row: Row, by: Actor) -> object:
    until = timezone.localdate() + timedelta(days=_days(row))
    return supervise_case(case_id=_case_id(row, by), note=row.get("note", ""), until=until, by=by)


def _days(row: Row) -> int:
    text = row.get("days", "") or str(_USUAL_DAYS)
    if not (text.isascii() and text.isdigit() and len(text) <= 3):  # noqa: PLR2004 -- of a year
        raise cell("days", _("Write a number of days."))
    return int(text)


def _urge(row: Row, by: Actor) -> object:
    return urge_case(case_id=_case_id(row, by), note=row.get("note", ""), by=by)


def _assign(row: Row, by: Actor) -> object:
    return assign_case(case_id=_case_id(row, by), handler_id=_person(row, "taker").pk, by=by)


def _hand_over(row: Row, by: Actor) -> object:
    unit = Unit.objects.filter(code=row.get("unit", "")).first()
    if unit is None:
        raise cell("unit", _("There is no such unit."))
    giver, taker = (_person(row, column).pk for column in ("giver", "taker"))
    note = row.get("note", "")
    where = Station(unit_id=unit.pk)
    return hand_over_shift(where=where, giver_id=giver, taker_id=taker, note=note, by=by)


_ACTS: dict[str, Callable[[Row, Actor], object]] = {
    "supervise": _supervise,
    "urge": _urge,
    "assign": _assign,
    "hand_over": _hand_over,
}


def _person(row: Row, column: str) -> Person:
    person = person_by_login(row.get(column, ""))
    if person is None:
        raise cell(column, _("Nobody has this sign-in name."))
    return person


def _case_id(row: Row, by: Actor) -> int:
    key = row.get("external_key", "")
    imported = cases_for(by).filter(request_scope="import", request_key=key)
    case_id = imported.values_list("pk", flat=True).first()
    if case_id is None:
        raise NotFound
    return case_id
