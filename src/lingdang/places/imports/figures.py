"""Figures about places from a sheet: ``place_code, what, value, unit, precision, as_of``."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.journal.public import record_all
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.kernel.sheets import ImportReport
from lingdang.places import policies, queries
from lingdang.places.enums import Precision
from lingdang.places.errors import ImportRefused
from lingdang.places.facts import FigureEntered
from lingdang.places.models import Figure

FIGURE_COLUMNS = ("place_code", "what", "value", "unit", "precision", "as_of")


@transaction.atomic
def import_figures(rows: Sequence[dict[str, str]], *, by: Actor) -> ImportReport:
    """Enter or correct figures; raises ``ImportRefused`` with every problem, changing nothing."""
    policies.require_manage(by, "/")
    report = ImportReport()
    figures = [_figure(number, row, report) for number, row in enumerate(rows, start=2)]
    if report.problems:
        raise ImportRefused(list(report.problems))
    good = [figure for figure in figures if figure]
    Figure.objects.bulk_create(
        good,
        update_conflicts=True,
        unique_fields=["place", "what", "as_of"],
        update_fields=["value", "unit", "precision"],
    )
    record_all([_fact(figure) for figure in good], by=by)
    report.created = len(good)
    return report


def _figure(number: int, row: dict[str, str], report: ImportReport) -> Figure | None:
    code = row.get("place_code", "")
    try:
        place_id = queries.tree().by_code(code).id
        as_of = date.fromisoformat(row.get("as_of", ""))
        value = Decimal(row.get("value", ""))
    except NotFound:
        report.add(number, code, _("No place has this code."))
        return None
    except (ValueError, InvalidOperation):
        report.add(number, code, _("A number and a day are needed (2026-01-31)."))
        return None
    if row.get("precision") not in Precision.values or not row.get("what") or not row.get("unit"):
        report.add(
            number, code, _("What, unit and precision (exact, approximate, doubtful) are needed.")
        )
        return None
    return Figure(
        place_id=place_id,
        what=row["what"],
        value=value,
        unit=row["unit"],
        precision=row["precision"],
        as_of=as_of,
    )


def _fact(figure: Figure) -> FigureEntered:
    return FigureEntered(
        of_place=figure.place_id,
        on=figure.as_of.isoformat(),
        what=figure.what,
        value=str(figure.value),
        unit=figure.unit,
        precision=figure.precision,
    )
