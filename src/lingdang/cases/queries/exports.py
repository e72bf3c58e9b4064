"""Rows for a sheet, however many; no personal data goes into it."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import cast

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lingdang.cases.models import Case, CaseQuerySet
from lingdang.cases.queries.sheet_words import Words
from lingdang.people.public import PersonCard, Unit, cards
from lingdang.places.public import Tree, tree
from lingdang.standards.public import Category, Procedure

_STEP = 500
_READ = (
    *("pk", "state", "source", "category_id", "description", "address", "place_id", "unit_id"),
    *("handler_id", "received_at", "handled_at", "closed_at", "due_at", "outcome", "returns"),
    *("reopened", "settled", "rating", "lng", "lat", "procedure_id", "particulars"),
    *("suspended_since", "extensions", "misdispatches", "overdue", "excused"),
    *("merged_into_id", "merged_into__received_at", "parent_id", "parent__received_at"),
)


@dataclass(frozen=True, slots=True)
class _Names:
    """What a stretch of rows says instead of keys."""

    categories: dict[str, str]
    units: dict[int, str]
    procedures: dict[str, Procedure]
    places: Tree
    people: dict[int, PersonCard]
    words: Words

    def place(self, place_id: int) -> str:
        return " / ".join(self.places.path_names(place_id)) if place_id in self.places else ""

    def owner(self, case: Case) -> str:
        card = self.people.get(case.handler_id or 0)
        return self.units.get(case.unit_id or 0) or (card.display if card else "")

    def procedure(self, case: Case) -> str:
        procedure = self.procedures.get(case.procedure_id or "")
        return procedure.name if procedure else ""

    def particulars(self, case: Case) -> str:
        return said(case, self.procedures.get(case.procedure_id or ""))


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


def _linked(case: Case, way: str, words: Words) -> str:
    """Name the case that a row points to."""
    return words.number(getattr(case, f"{way}_id"), getattr(case, f"{way}__received_at"))


type _Cell = Callable[[Case, _Names], object]
_COLUMNS: dict[str, tuple[str | Promise, _Cell]] = {
    "number": (
        gettext_lazy("Number"),
        lambda case, names: names.words.number(case.pk, case.received_at),
    ),
    "state": (gettext_lazy("State"), lambda case, names: names.words.states[case.state]),
    "text": (gettext_lazy("Description"), lambda case, _n: case.description),
    "place": (gettext_lazy("Place"), lambda case, names: names.place(case.place_id)),
    "category": (
        gettext_lazy("Category"),
        lambda case, names: names.categories.get(case.category_id or "", ""),
    ),
    "owner": (pgettext_lazy("column", "In whose hands"), lambda case, names: names.owner(case)),
    "due": (gettext_lazy("Deadline"), lambda case, names: names.words.moment(case.due_at)),
    "received": (
        gettext_lazy("Received at"),
        lambda case, names: names.words.moment(case.received_at),
    ),
    "source": (gettext_lazy("Source"), lambda case, names: names.words.sources[case.source]),
    "returns": (gettext_lazy("Returns"), lambda case, _n: case.returns),
    "address": (gettext_lazy("Address"), lambda case, _n: case.address),
    "handled": (
        gettext_lazy("Handled at"),
        lambda case, names: names.words.moment(case.handled_at),
    ),
    "ended": (gettext_lazy("Ended at"), lambda case, names: names.words.moment(case.closed_at)),
    "outcome": (gettext_lazy("Outcome"), lambda case, _n: case.outcome),
    "reopened": (gettext_lazy("Reopened"), lambda case, _n: case.reopened),
    "settled": (gettext_lazy("Settled"), lambda case, names: names.words.settled(case)),
    "rating": (gettext_lazy("Rating"), lambda case, _n: case.rating),
    "lng": (gettext_lazy("Longitude"), lambda case, _n: case.lng),
    "lat": (gettext_lazy("Latitude"), lambda case, _n: case.lat),
    "suspended": (
        gettext_lazy("Clock stopped since"),
        lambda case, names: names.words.moment(case.suspended_since),
    ),
    "extensions": (gettext_lazy("Extensions"), lambda case, _n: case.extensions),
    "misdispatches": (gettext_lazy("Misdispatches"), lambda case, _n: case.misdispatches),
    "late": (gettext_lazy("Handled late"), lambda case, names: names.words.mark(case.overdue)),
    "excused": (gettext_lazy("Excused"), lambda case, names: names.words.mark(case.excused)),
    "merged_into": (
        gettext_lazy("Merged into"),
        lambda case, names: _linked(case, "merged_into", names.words),
    ),
    "parent": (gettext_lazy("Part of"), lambda case, names: _linked(case, "parent", names.words)),
    "procedure": (gettext_lazy("Procedure"), lambda case, names: names.procedure(case)),
    "particulars": (gettext_lazy("Particulars"), lambda case, names: names.particulars(case)),
}


def export_cases(
    cases: CaseQuerySet, columns: Sequence[str] = ()
) -> tuple[list[str], Iterator[list[object]]]:
    """Give the header, and a row per case in the order of the list, of the columns named or all.

    Which cases they are is read at once, eight bytes each; what they say in stretches, so that no
    statement and no transaction lasts as long as the reader takes.
    """
    chosen = [_COLUMNS[name] for name in columns or _COLUMNS]
    return [str(label) for label, _cell in chosen], _rows(cases, [cell for _l, cell in chosen])


def _rows(cases: CaseQuerySet, cells: Sequence[_Cell]) -> Iterator[list[object]]:
    ids = array("q", cases.values_list("pk", flat=True).iterator(chunk_size=10_000))
    categories = dict(Category.objects.values_list("pk", "name"))
    units = dict(Unit.objects.values_list("pk", "name"))
    procedures = {one.code: one for one in Procedure.objects.all()}
    words = Words()
    for stretch in batched(ids, _STEP):
        found = _read(cases, stretch)
        people = cards({case.handler_id for case in found if not case.unit_id})
        names = _Names(categories, units, procedures, tree(), people, words)
        for case in found:
            yield [cell(case, names) for cell in cells]


def _read(cases: CaseQuerySet, ids: Iterable[int]) -> list[Case]:
    """Read plain rows that answer like cases; what has left the list since is left out."""
    rows = cases.order_by().filter(pk__in=ids).values_list(*_READ, named=True)
    by_id = {row.pk: row for row in cast("Iterable[Case]", rows)}
    return [by_id[pk] for pk in ids if pk in by_id]
