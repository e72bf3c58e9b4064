"""How rings of the past went, from a sheet; all or nothing, each problem by its row.

``external_key*`` (of the imported case), ``seconds`` until somebody answered, ``by``: who did, by
their sign-in name; ``first``: the nearest whom it rang; empty: nobody at any level.
"""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.calls.enums import Level
from lingdang.calls.models import Call
from lingdang.calls.queries import whom
from lingdang.calls.services import note_past_call
from lingdang.cases.public import Case, imported_cases
from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import ImportReport, Row, cell, checked
from lingdang.people.public import person_by_login

COLUMNS = ("external_key",)
_FIRST = "first"


@transaction.atomic
def import_calls(rows: Sequence[Row], *, by: Actor) -> ImportReport:
    report = ImportReport()
    known = imported_cases((row["external_key"] for row in rows), by=by)
    made = checked(rows, lambda row: _noted(row, known, by), report)
    if report.problems:
        transaction.set_rollback(True)
    else:
        report.created = len(made)
    return report


def _noted(row: Row, known: Mapping[str, Case], by: Actor) -> Call:
    case = known.get(row["external_key"])
    if case is None:
        raise cell("external_key", _("There is no such imported case."))
    seconds = row.get("seconds", "") or "0"
    if not seconds.isdecimal():
        raise cell("seconds", _("This must be a whole number."))
    who = _who(row.get("by", ""), case)
    return note_past_call(case=case, by=by, seconds=int(seconds), answered_by_id=who)


def _who(said: str, case: Case) -> int | None:
    if not said:
        return None
    if said == _FIRST:
        rung = (
            pk for level in map(Level, settings.CALL_STEPS) for pk in whom(level, case.place_id)
        )
        return next(rung, None)
    person = person_by_login(said)
    if person is None:
        raise cell("by", _("Nobody has this sign-in name."))
    return person.pk
