"""What a row of the worklist says, in plain words: templates loop, they do not look up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from lingdang.cases.public import ENDED, Case, CaseQuerySet, Source
from lingdang.dispatching.public import marks_of
from lingdang.faces.desk import names, states
from lingdang.faces.desk.dispatching import badges
from lingdang.faces.entrance import times
from lingdang.people.public import cards
from lingdang.places.public import tree

COLUMNS = {
    "number": pgettext_lazy("column", "Number"),
    "state": pgettext_lazy("column", "State"),
    "text": pgettext_lazy("column", "What was reported"),
    "place": pgettext_lazy("column", "Place"),
    "category": pgettext_lazy("column", "Category"),
    "owner": pgettext_lazy("column", "In whose hands"),
    "due": pgettext_lazy("column", "Deadline"),
    "received": pgettext_lazy("column", "Received"),
    "source": pgettext_lazy("column", "Source"),
    "procedure": pgettext_lazy("column", "Kind of matter"),
    "returns": pgettext_lazy("column", "Returns"),
}
USUAL = ("number", "state", "text", "place", "owner", "due", "received")
_LISTED = (
    "id", "state", "description", "place_id", "category_id", "unit_id", "handler_id", "due_at",
    "received_at", "returns", "source", "lng", "lat", "procedure_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    url: str
    number: str
    state: states.Badge
    text: str
    place: str
    path: str
    category: str
    owner: str
    due: str
    due_css: str
    received: str
    source: str
    procedure: str
    returns: int
    marks: list[states.Badge]


def listed(cases: CaseQuerySet) -> CaseQuerySet:
    """Only what a row shows is loaded; personal data never is."""
    return cases.only(*_LISTED)


def table(cases: Iterable[Case], columns: Sequence[str], now: datetime) -> dict[str, Any]:
    """Fill what ``parts/rows.html`` shows."""
    head = [COLUMNS[column] for column in columns]
    return {"rows": rows_of(cases, now), "columns": columns, "head": head}


def rows_of(cases: Iterable[Case], now: datetime) -> list[Row]:
    cases = list(cases)
    near, places, url = states.soon(now), tree(), names.case_address()
    handlers = {case.handler_id for case in cases if case.handler_id and not case.unit_id}
    people = cards(handlers) if handlers else {}
    marks = marks_of(case.pk for case in cases)
    return [
        _row(
            case,
            url=url(case.pk),
            place=places.path_names(case.place_id) if case.place_id in places else [],
            handler=people[case.handler_id].display if case.handler_id in people else "",
            marks=badges(marks.get(case.pk)) if case.state not in ENDED else [],
            now=now,
            near=near,
        )
        for case in cases
    ]


def _row(
    case: Case,
    *,
    url: str,
    place: list[str],
    handler: str,
    marks: list[states.Badge],
    now: datetime,
    near: datetime,
) -> Row:
    runs = case.due_at is not None and case.state not in ENDED
    badge = states.badge(case, now, near)
    return Row(
        id=case.pk,
        url=url,
        number=case.number,
        state=badge,
        text=case.description or _("Bell: nothing was written"),
        place="".join(place[-1:]),
        path=names.end_of(place),
        category=names.category_name(case.category_id),
        owner=names.unit_name(case.unit_id) or handler,
        due=times.until(case.due_at, now) if runs and case.due_at else "",
        due_css={"red": "late", "amber": "soon"}.get(badge.colour, ""),
        received=times.when(case.received_at, now),
        source=str(Source(case.source).label),
        procedure=names.procedure_name(case.procedure_id),
        returns=case.returns,
        marks=marks,
    )
