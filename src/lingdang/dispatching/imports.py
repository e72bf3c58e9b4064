"""Rules from a sheet: the rows become the draft of a place, in their order, all or none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.dispatching.models import RuleSet
from lingdang.dispatching.services.checking import RuleData, checked
from lingdang.dispatching.services.rules import save_rule
from lingdang.dispatching.services.versions import draft_rules
from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import ImportReport, Row, cell, cell_time, cell_truth
from lingdang.kernel.sheets import checked as checked_rows
from lingdang.people.public import Unit
from lingdang.places.public import tree
from lingdang.standards.public import street_classes

RULE_COLUMNS = ("name", "target")
_BETWEEN = re.compile(r"[、,;\s]+")


@dataclass(frozen=True, slots=True)
class _Rules:
    """What rows are checked against."""

    draft: RuleSet
    units: Mapping[str, int]
    streets: Mapping[str, str]  # a class by its key, or by its name: ``streets:strict``, ``严管街``

    def read(self, row: Row) -> RuleData:
        told = RuleData(
            name=row["name"],
            target=row["target"],
            categories=_several(row, "categories"),
            kind=row.get("kind", ""),
            place_id=self._place(row.get("place_code", "")),
            street_classes=self._streets(row),
            level=row.get("level", ""),
            sources=_several(row, "sources"),
            weekdays=_days(row),
            time_from=cell_time(row, "time_from"),
            time_to=cell_time(row, "time_to"),
            working=_maybe(row, "working"),
            urgent=_maybe(row, "urgent"),
            words=_several(row, "words"),
            unfiled=cell_truth(row, "unfiled"),
            unit_id=self._unit(row.get("unit_code", "")),
            unit_kind=row.get("unit_kind", ""),
            role=row.get("role", ""),
        )
        checked(told, self.draft)
        return told

    def _unit(self, code: str) -> int | None:
        if code and code not in self.units:
            raise cell("unit_code", _("There is no such unit."))
        return self.units.get(code)

    def _streets(self, row: Row) -> list[str]:
        return [self.streets.get(word, word) for word in _several(row, "street_classes")]

    def _place(self, code: str) -> int | None:
        return tree().by_code(code).id if code else None


def _several(row: Row, column: str) -> list[str]:
    return [part for part in _BETWEEN.split(row.get(column, "")) if part]


def _days(row: Row) -> list[int]:
    """``1`` is Monday, as people count."""
    days = _several(row, "weekdays")
    if not all(day.isdigit() and 1 <= int(day) <= 7 for day in days):  # noqa: PLR2004 -- a week
        raise cell("weekdays", _("Write the days as numbers from 1 (Monday) to 7 (Sunday)."))
    return [int(day) - 1 for day in days]


def _maybe(row: Row, column: str) -> bool | None:
    return cell_truth(row, column) if row.get(column, "") else None


@transaction.atomic
def import_rules(rows: Sequence[Row], *, place_id: int, by: Actor) -> tuple[RuleSet, ImportReport]:
    """Replace the draft of a place by the rules of a sheet; a wrong row leaves all as it was."""
    draft = draft_rules(place_id=place_id, by=by)
    streets = {word: one.key for one in street_classes() for word in (one.name, one.key)}
    against = _Rules(draft, dict(Unit.objects.values_list("code", "pk")), streets)
    report = ImportReport()
    told = checked_rows(rows, against.read, report)
    if report.problems:
        transaction.set_rollback(True)
        return draft, report
    draft.rules.all().delete()
    for rule in told:
        save_rule(rule_set_id=draft.pk, told=rule, by=by)
    report.created = len(told)
    return draft, report
