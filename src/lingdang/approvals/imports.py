"""Applications from a sheet, all or none: ``external_key*, kind*, reason*, by*, until``.

``external_key`` is that of an imported case, ``by`` the sign-in name of who asks, ``until`` a day.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.approvals.models import Application
from lingdang.approvals.services import apply_in_case
from lingdang.cases.public import cases_for
from lingdang.kernel.errors import NotFound
from lingdang.kernel.sheets import ImportReport, Row, cell, cell_date, checked
from lingdang.people.public import actor_for, person_by_login

COLUMNS = ("external_key", "kind", "reason", "by")


def import_applications(rows: Sequence[Row]) -> ImportReport:
    """Ask for each as whoever asks; a row with a problem undoes them all."""
    report = ImportReport()
    with transaction.atomic():
        made = checked(rows, _apply, report)
        if report.problems:
            transaction.set_rollback(True)
        else:
            report.created = len(made)
    return report


def _apply(row: Mapping[str, str]) -> Application:
    person = person_by_login(row["by"])
    if person is None:
        raise cell("by", _("Nobody has this sign-in name."))
    by = actor_for(person)
    imported = cases_for(by).filter(request_scope="import", request_key=row["external_key"])
    case_id = imported.values_list("pk", flat=True).first()
    if case_id is None:
        raise NotFound
    return apply_in_case(
        case_id=case_id, kind=row["kind"], reason=row["reason"], until=_until(row), by=by
    )


def _until(row: Row) -> datetime | None:
    day = cell_date(row, "until")
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None
