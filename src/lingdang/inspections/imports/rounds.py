"""Rounds of the past, from a sheet."""

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.inspections.enums import State
from lingdang.inspections.facts import RoundMoved
from lingdang.inspections.imports.cells import day_of, each_row, require_import, words_of
from lingdang.inspections.models import (
    Checklist,
    Group,
    Round,
)
from lingdang.inspections.queries.lists import version_in_force
from lingdang.inspections.services.plan import Plan, plan_round
from lingdang.inspections.sheets import unit_of
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import ImportReport, Row, cell, cell_truth
from lingdang.places.public import tree

ROUND_COLUMNS = (
    *("name", "kind", "unannounced", "place_code", "checklist", "from", "until"),
    *("groups", "organisers", "state"),
)


@transaction.atomic
def import_rounds(rows: Sequence[Row], *, by: Actor) -> ImportReport:
    """Rounds of the past, in the state they came to; the same name on the same day is the same."""
    require_import(by)
    return each_row(rows, lambda row: _round(row, by))


def _round(row: Row, by: Actor) -> bool:
    key = uuid5(NAMESPACE_URL, f"{row['name']}|{row['from']}")
    if Round.objects.filter(key=key, made_by=None).exists():
        return False
    first, last = day_of(row, "from"), day_of(row, "until")
    plan = Plan(
        name=row["name"],
        kind=row["kind"],
        unannounced=cell_truth(row, "unannounced"),
        place_id=tree().by_code(row["place_code"]).id,
        checklist_id=_version(row),
        from_on=first,
        until_on=last,
        group_ids=[_group_named(code) for code in words_of(row["groups"])],
        organiser_ids=[
            unit_of({"organisers": it}, "organisers").pk for it in words_of(row["organisers"])
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


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
