"""Doubts as the desk shows them: which are asked for, how a proof reads, what may be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import Case, cases_for, search
from lingdang.doubts.public import (
    Doubt,
    DoubtCard,
    Kind,
    Level,
    State,
    Step,
    Trust,
    cards_of,
    doubts_for,
    level_of,
    trust_of,
    trusted,
    with_points,
)
from lingdang.faces.desk.forms.doubts import AnswerForm, DecideDoubtForm
from lingdang.faces.desk.maps import Map, drawn
from lingdang.faces.desk.paging import Order
from lingdang.faces.entrance import times
from lingdang.kernel.actor import Actor
from lingdang.places.public import tree

ORDERS = {
    "newest": Order(("found_at", "id")),
    "oldest": Order(("found_at", "id"), descending=False),
}
COLOURS = {
    State.OPEN: "amber",
    State.ANSWERED: "blue",
    State.UPHELD: "red",
    State.DISMISSED: "grey",
}
TRUST_COLOURS = {Level.STRONG: "green", Level.FAIR: "amber", Level.WEAK: "red"}
_KILOMETRE = 1000


@dataclass(frozen=True, slots=True)
class Row:
    card: DoubtCard

    @property
    def doubt(self) -> Doubt:
        return self.card.doubt

    @property
    def state(self) -> State:
        return State(self.doubt.state)

    @property
    def colour(self) -> str:
        return COLOURS[self.state]

    @property
    def trust(self) -> Level:
        return level_of(getattr(self.doubt, "points", 0))

    @property
    def trust_colour(self) -> str:
        return TRUST_COLOURS[self.trust]

    @property
    def proof(self) -> str:
        return proof_of(self.card)

    @property
    def map(self) -> Map | None:
        photo = self.doubt.photo
        if self.card.kind is not Kind.OUTSIDE:
            return None
        return Map(self.doubt.case.place_id, drawn(photo.lng, photo.lat))

    @property
    def answer_form(self) -> AnswerForm | None:
        return AnswerForm(self.doubt.pk) if Step.ANSWER in self.card.steps else None

    @property
    def decide_form(self) -> DecideDoubtForm | None:
        steps = [step for step in self.card.steps if step is not Step.ANSWER]
        return DecideDoubtForm(steps, self.doubt.pk) if steps else None


@dataclass(frozen=True, slots=True)
class Doubted:
    """The panel of a case."""

    trust: Trust
    colour: str
    rows: list[Row]


def of_case(actor: Actor, case: Case) -> Doubted | None:
    """None where there is no photograph to doubt."""
    trust = trust_of(case.subject)
    if not trust.photographs:
        return None
    found = with_points(doubts_for(actor).filter(case=case)).order_by("pk")
    return Doubted(trust, TRUST_COLOURS[trust.level], rows_of(actor, found))


def found(actor: Actor, asked: dict[str, Any]) -> QuerySet[Doubt]:
    doubts = with_points(doubts_for(actor))
    exact = {"kind": "kind", "state": "state", "unit": "case__unit"}
    doubts = doubts.filter(**{exact[name]: asked[name] for name in exact if asked.get(name)})
    if words := asked.get("q"):
        doubts = doubts.filter(case__in=search(cases_for(actor), words).values("pk"))
    if level := asked.get("trust"):
        doubts = trusted(doubts, level)
    place, places = asked.get("place"), tree()
    if place and place in places:
        path = places.node(place).path
        doubts = doubts.filter(case__path__gte=path, case__path__lt=f"{path[:-1]}0")
    return doubts


def rows_of(actor: Actor, doubts: Iterable[Doubt]) -> list[Row]:
    return [Row(card) for card in cards_of(actor, doubts)]


def proof_of(card: DoubtCard) -> str:
    """One line: metres, both clocks, the program, or which photograph and how alike."""
    doubt = card.doubt
    if card.kind is Kind.OUTSIDE:
        return _where(doubt)
    if card.kind is Kind.COPY:
        return _copied(card)
    if doubt.at and doubt.bound:
        now = timezone.now()
        told = {"at": times.when(doubt.at, now), "bound": times.when(doubt.bound, now)}
        return _("camera: %(at)s, case: %(bound)s") % told
    return doubt.tag


def _where(doubt: Doubt) -> str:
    metres = doubt.metres or 0
    far = f"{metres / _KILOMETRE:.1f} km" if metres >= _KILOMETRE else f"{metres:.0f} m"
    if doubt.tag == "spot":
        return _("%(far)s from the spot reported") % {"far": far}
    return _("%(far)s outside the boundary") % {"far": far}


def _copied(card: DoubtCard) -> str:
    alike, twin = f"{card.doubt.similarity or 0:.0%}", card.twin
    if twin is None or twin.case is None:
        whose = _("a photograph of another case")
    elif twin.same_case:
        whose = _("an earlier photograph of this case")
    else:
        whose = _("a photograph of case %(number)s") % {"number": twin.case.number}
    told = _("%(alike)s the same as %(whose)s") % {"alike": alike, "whose": whose}
    return f"{told} ({_('mirrored')})" if card.doubt.mirrored else told
