"""What goes on around one: kind, cell, state and days of public cases; nobody's words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lingdang.cases.public import OPEN, Case, Nearby, State, nearby_public, one_public, public_place
from lingdang.evidence.public import Moment, photos_of
from lingdang.faces.entrance.photos import signed_url
from lingdang.faces.resident import states
from lingdang.faces.resident.forms import NearForm
from lingdang.faces.resident.maps import map_at
from lingdang.kernel.coordinates import Point
from lingdang.people.public import mask_doors, mask_numbers
from lingdang.standards.public import Category
from lingdang.suggestions.public import joined_counts
from lingdang.talks.public import public_replies

PAGE, LAST_PAGE = 20, 50
_ORDERS = {"distance": ("metres", "-id"), "newest": ("-received_at", "-id")}
_STEPS = (
    ("received_at", _("Reported")),
    ("filed_at", _("Taken up")),
    ("dispatched_at", _("Somebody was sent")),
    ("handled_at", _("Put right")),
    ("verified_at", _("Checked on the spot")),
    ("closed_at", _("Finished")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """``lng`` and ``lat`` are of the cell of some 50 m, as the map draws it."""

    number: str
    kind: str
    place: str
    state: str
    colour: str
    received_at: datetime
    people: int
    metres: int | None
    lng: float | str
    lat: float | str


@dataclass(frozen=True, slots=True)
class Told:
    row: Row
    open: bool
    steps: list[tuple[str, datetime]]
    replies: list[tuple[str, datetime]]
    before: list[tuple[str, str]]
    after: list[tuple[str, str]]


def page(form: NearForm, place_id: int | None) -> tuple[list[Row], bool]:
    """One page, and whether there is another; by distance where a position is known."""
    point, told = form.point(), form.cleaned_data
    found = nearby_public(_asked(form, point, place_id))
    order = told["sort"] if point else "newest"
    start = PAGE * told["page"]
    cases = list(found.order_by(*_ORDERS[order or "distance"])[start : start + PAGE + 1])
    more = len(cases) > PAGE and told["page"] < LAST_PAGE
    return _rows(cases[:PAGE]), more


def _asked(form: NearForm, point: Point | None, place_id: int | None) -> Nearby:
    told = form.cleaned_data
    return Nearby(
        point=point,
        place_id=place_id,
        open={"open": True, "closed": False}.get(told["state"]),
        category=told["category"],
        words=told["q"],
    )


def one(number: str) -> Told:
    case = one_public(number)
    photos = [photo for photo in photos_of(case.subject) if photo.released]
    replies = public_replies().filter(case=case.pk).order_by("at", "pk")
    return Told(
        row=_rows([case])[0],
        open=case.state in OPEN,
        steps=[(str(word), at) for name, word in reversed(_STEPS) if (at := getattr(case, name))],
        replies=[(mask_doors(mask_numbers(reply.text)), reply.at) for reply in replies],
        before=[_shown(one.public_id) for one in photos if one.moment != Moment.AFTER],
        after=[_shown(one.public_id) for one in photos if one.moment == Moment.AFTER],
    )


def _shown(public_id: UUID) -> tuple[str, str]:
    return signed_url(public_id, "thumb"), signed_url(public_id, "display")


def _rows(cases: list[Case]) -> list[Row]:
    codes = {case.category_id for case in cases}
    names = dict(Category.objects.filter(code__in=codes).values_list("code", "name"))
    counts = joined_counts([case.pk for case in cases])
    return [_row(case, names, counts) for case in cases]


def _row(case: Case, names: dict[str, str], counts: dict[int, int]) -> Row:
    spot = map_at(case.spot_lng, case.spot_lat)  # type: ignore[attr-defined]  # annotated
    metres: float | None = getattr(case, "metres", None)
    return Row(
        number=case.number,
        kind=names[str(case.category_id)],
        place=public_place(case.place_id),
        state=states.public_words(case.state),
        colour=State(case.state).value,
        received_at=case.received_at,
        people=counts.get(case.pk, 0) + 1,
        metres=None if metres is None else round(metres / 50) * 50,
        lng=spot.lng,
        lat=spot.lat,
    )
