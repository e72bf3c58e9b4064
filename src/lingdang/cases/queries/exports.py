"""Rows for a sheet; no personal data goes into it."""

from collections.abc import Iterator
from datetime import datetime
from itertools import batched

from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.enums import Source, State
from lingdang.cases.models import Case, CaseQuerySet
from lingdang.people.public import Unit
from lingdang.places.public import tree
from lingdang.standards.public import Category, Procedure

_STEP = 500
_WRITTEN = (
    *(
        "id",
        "state",
        "source",
        "category_id",
        "procedure_id",
        "particulars",
        "description",
        "address",
        "place_id",
        "unit_id",
    ),
    *("received_at", "handled_at", "closed_at", "due_at", "outcome", "returns", "reopened"),
    *("settled", "rating", "lng", "lat"),
)


def export_cases(cases: CaseQuerySet) -> Iterator[list[object]]:
    """Give the header, then a row per case, in the order of the list; read in stretches."""
    yield _header()
    procedures = {one.code: one for one in Procedure.objects.all()}
    categories = dict(Category.objects.values_list("pk", "name"))
    units = dict(Unit.objects.values_list("pk", "name"))
    rows = cases.only(*_WRITTEN).iterator(chunk_size=_STEP)
    for stretch in batched(rows, _STEP):
        for case in stretch:
            procedure = procedures.get(case.procedure_id or "")
            names = categories.get(case.category_id or ""), units.get(case.unit_id or 0)
            yield [*_row(case, *names), procedure.name if procedure else "", said(case, procedure)]


def said(case: Case, procedure: Procedure | None) -> str:
    """What a case carries by its procedure, as one text: ``违法类型: 违法建设; 涉及面积: 120``."""
    parts = [
        f"{one.title}: {shown(case.particulars[one.name])}"
        for one in (procedure.particulars if procedure else ())
        if one.name in case.particulars
    ]
    return "; ".join(parts)


def shown(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def _header() -> list[object]:
    return [
        *(_("Number"), _("State"), _("Source"), _("Category"), _("Description"), _("Address")),
        *(_("Place"), _("Unit"), _("Received at"), _("Deadline"), _("Handled at"), _("Ended at")),
        *(_("Outcome"), _("Returns"), _("Reopened"), _("Settled"), _("Rating")),
        *(_("Longitude"), _("Latitude"), _("Procedure"), _("Particulars")),
    ]


def _row(case: Case, category: str | None, unit: str | None) -> list[object]:
    places = tree()
    names = places.path_names(case.place_id) if case.place_id in places else []
    settled = {True: _("yes"), False: _("no"), None: ""}[case.settled]
    return [
        *(case.number, str(State(case.state).label), str(Source(case.source).label)),
        *(category or "", case.description, case.address, " / ".join(names), unit or ""),
        *(_moment(case.received_at), _moment(case.due_at)),
        *(_moment(case.handled_at), _moment(case.closed_at)),
        *(case.outcome, case.returns, case.reopened, settled, case.rating or ""),
        *("" if case.lng is None else case.lng, "" if case.lat is None else case.lat),
    ]


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
