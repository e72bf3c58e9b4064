"""What a card of today says: place, what, until when, and the one thing to press."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from lingdang.cases.public import Case, CaseQuerySet, Step, cases_for, due_from, steps_for
from lingdang.faces.entrance import times
from lingdang.kernel.actor import Actor
from lingdang.places.public import tree
from lingdang.standards.public import category_by_code

MOST_MINE, MOST_NEAR = 60, 30
# What a phone offers, what takes the case further first.
OUTSIDE = (Step.HANDLE, Step.KEEP, Step.VERIFY, Step.PASS_UP, Step.RETURN)


@dataclass(frozen=True, slots=True)
class Card:
    case: Case
    place: str
    what: str
    due: str
    is_late: bool
    step: str
    action: str


def mine(actor: Actor) -> CaseQuerySet:
    """In my hands: the next step is mine."""
    return _shown(cases_for(actor).filter(due_from(actor)).order_by("due_at", "id"))


def near(actor: Actor) -> CaseQuerySet:
    """Others at work where I walk."""
    found = cases_for(actor).open().exclude(due_from(actor)).exclude(lng=None)
    return _shown(found.order_by("due_at", "id"))


def _shown(cases: CaseQuerySet) -> CaseQuerySet:
    """With what the policies ask; who reported it stays sealed and unread."""
    return cases.select_related("procedure").defer("contact_cipher", "contact_index")


def cards_of(actor: Actor, cases: Iterable[Case], now: datetime) -> list[Card]:
    return [_card(actor, case, now) for case in cases]


def offered(actor: Actor, case: Case) -> list[Step]:
    may = steps_for(actor, case)
    return [step for step in OUTSIDE if step in may]


def _card(actor: Actor, case: Case, now: datetime) -> Card:
    step = next(iter(offered(actor, case)), None)
    return Card(
        case=case,
        place=place_of(case),
        what=what_of(case),
        due=times.until(case.due_at, now) if case.due_at else "",
        is_late=case.due_at is not None and case.due_at < now,
        step=step.value if step else "",
        action=str(step.label) if step else _("Look"),
    )


def place_of(case: Case) -> str:
    return " ".join(part for part in (place_name(case.place_id), case.address) if part)


def place_name(place_id: int) -> str:
    places = tree()
    return places.node(place_id).name if place_id in places else ""


def what_of(case: Case) -> str:
    category = category_by_code(case.category_id) if case.category_id else None
    return case.description or (category.name if category else _("A bell was rung"))
