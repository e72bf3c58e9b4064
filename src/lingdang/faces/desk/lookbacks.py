"""Look-backs as the desk shows them: which are asked for, how a row reads, points on a map."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.cases.public import Case, cases_for, search
from lingdang.faces.desk import maps, names
from lingdang.faces.desk.maps import Box
from lingdang.faces.desk.paging import Order
from lingdang.faces.desk.web import asked_in
from lingdang.kernel.actor import Actor
from lingdang.lookbacks.public import (
    By,
    Line,
    LookBack,
    State,
    Wanted,
    Why,
    figures,
    look_backs_for,
    narrowed,
)

ORDERS = {
    "newest": Order(("closed_at", "id")),
    "oldest": Order(("closed_at", "id"), descending=False),
    "due": Order(("due_on", "id"), descending=False),
}
COLOURS = {
    State.DUE: "amber",
    State.HELD: "green",
    State.CAME_BACK: "red",
    State.LAPSED: "grey",
}
BY = {
    By.UNIT: _("Unit"),
    By.PLACE: pgettext_lazy("column", "Place"),
    By.CATEGORY: _("Category"),
}
_POINTS = 1000


@dataclass(frozen=True, slots=True)
class Row:
    it: LookBack
    today: date

    @property
    def state(self) -> State:
        return State(self.it.state)

    @property
    def colour(self) -> str:
        return "blue" if self.is_coming else COLOURS[self.state]

    @property
    def is_coming(self) -> bool:
        return self.state is State.DUE and self.it.due_on > self.today

    @property
    def late(self) -> int:
        """Days since it has been due."""
        return max(0, (self.today - self.it.due_on).days) if self.state is State.DUE else 0

    @property
    def why(self) -> Why:
        return Why(self.it.why)


@dataclass(frozen=True, slots=True)
class Figure:
    """A line with its name, and the address of its rows."""

    line: Line
    name: str
    query: str


def asked_of(form: Form) -> dict[str, Any]:
    """What is asked for; a unit of 0 is what grids settle."""
    return asked_in(form) | ({"unit": 0} if form.cleaned_data.get("unit") == 0 else {})


def by_what(asked: dict[str, Any]) -> str:
    """The head of the first column of figures."""
    return str(BY[By(asked.get("by", By.UNIT))])


def wanted(asked: dict[str, Any]) -> Wanted:
    known = ("state", "why", "when", "unit", "place", "category", "draw", "since", "until")
    return Wanted(**{name: asked[name] for name in known if name in asked})


def found(actor: Actor, asked: dict[str, Any]) -> QuerySet[LookBack]:
    its = narrowed(look_backs_for(actor), wanted(asked))
    if words := asked.get("q"):
        its = its.filter(case__in=search(cases_for(actor), words).values("pk"))
    return its


def rows_of(its: Iterable[LookBack]) -> list[Row]:
    today = timezone.localdate()
    return [Row(it, today) for it in its]


def of_case(actor: Actor, case: Case) -> list[Row]:
    return rows_of(look_backs_for(actor).filter(case=case).order_by("closed_at"))


def collection(its: QuerySet[LookBack], box: Box) -> dict[str, Any]:
    """Those in view, as GeoJSON in the coordinates of the map's tiles."""
    west, south, east, north = box
    seen = its.filter(
        case__lng__gte=west, case__lng__lte=east, case__lat__gte=south, case__lat__lte=north
    )
    features = [_feature(row) for row in rows_of(seen.order_by("-id")[:_POINTS])]
    return {"type": "FeatureCollection", "features": features}


def _feature(row: Row) -> dict[str, Any]:
    case = row.it.case
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": maps.drawn(case.lng, case.lat)},
        "properties": {
            "number": case.number,
            "text": names.category_name(case.category_id),
            "colour": row.colour,
            "state": str(row.state.label),
            "url": reverse("desk:look_back", args=[row.it.pk]),
        },
    }


def counted(actor: Actor, asked: dict[str, Any]) -> list[Figure]:
    by = By(asked.get("by", By.UNIT))
    lines = figures(found(actor, asked), by)
    named = [Figure(line, name_of(by, line.key), _query(by, line.key)) for line in lines]
    return sorted(named, key=lambda one: one.name)


def _query(by: By, key: int | str | None) -> str:
    """What narrows a list to the line of a figure."""
    return f"{by.value}={0 if key is None else key}"


def name_of(by: By, key: int | str | None) -> str:
    if by is By.CATEGORY:
        return names.category_name(str(key) if key else None)
    number = int(key) if key else None
    return names.unit_name(number) if by is By.UNIT else names.place_name(number)
