"""How facts about a case read on its timeline. Rooms above add their own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.cases import facts
from lingdang.cases.enums import Channel, Rung, Step, SuspensionKind
from lingdang.cases.models import Case, number_of
from lingdang.journal.public import Event, Fact
from lingdang.people.public import PersonCard, Unit, cards
from lingdang.places.public import tree
from lingdang.standards.public import Category


@dataclass(frozen=True, slots=True)
class Names:
    """What ids in facts stand for: people, units, categories, numbers of other cases."""

    people: Mapping[int, PersonCard]
    units: Mapping[int, str]
    categories: Mapping[str, str]
    numbers: Mapping[int, str]

    def person(self, person_id: int | None) -> str:
        card = self.people.get(person_id or 0)
        return f"{card.display} {card.role}".strip() if card else ""


type Note = Callable[[Mapping[str, Any], Names], str]


@dataclass(frozen=True, slots=True)
class Telling:
    title: str | Promise
    note: Note | None
    inner: bool


_OTHER_CASES = ("into_id", "out_of_id", "other_id", "parent_id")
RUNG_EVENTS = (
    (facts.CaseDueSoon, Rung.DUE_SOON),
    (facts.CaseOverdue, Rung.OVERDUE),
    (facts.CaseReminded, Rung.REMINDER),
    (facts.CaseWarned, Rung.WARNING),
    (facts.CaseCalledToAccount, Rung.ACCOUNTABILITY),
)
TELLINGS: dict[str, Telling] = {}


def tells(
    event: type[Event], title: str | Promise, note: Note | None = None, *, inner: bool = False
) -> None:
    """Say how an event whose subject is a case reads; ``inner``: to staff alone."""
    TELLINGS[event.name] = Telling(title, note, inner)


def names_in(told: list[Fact]) -> Names:
    """Look up everybody and everything that the facts mention: four statements."""

    def ids(*keys: str) -> set[Any]:
        return {fact.data[key] for fact in told for key in keys if fact.data.get(key)}

    people = {fact.person_id for fact in told} | ids("handler_id", "to_person_id")
    units, categories = ids("unit_id"), ids("category", "category_before")
    return Names(
        people=cards(people),
        units=dict(Unit.objects.filter(pk__in=units).values_list("pk", "name")) if units else {},
        categories=(
            dict(Category.objects.filter(pk__in=categories).values_list("pk", "name"))
            if categories
            else {}
        ),
        numbers=_numbers(ids(*_OTHER_CASES)),
    )


def _numbers(case_ids: set[int]) -> dict[int, str]:
    if not case_ids:
        return {}
    rows = Case.objects.filter(pk__in=case_ids).values_list("pk", "received_at")
    return {pk: number_of(pk, timezone.localtime(at)) for pk, at in rows}


def _place(place_id: int) -> str:
    places = tree()
    return places.node(place_id).name if place_id in places else ""


def _called_back(data: Mapping[str, Any], _names: Names) -> str:
    parts = [
        str(_("Settled") if data["settled"] else _("Not settled")),
        "★" * (data["stars"] or 0),
        str(Channel(data["channel"]).label),
        data["comment"],
    ]
    return " · ".join(part for part in parts if part)


def _passed_up(data: Mapping[str, Any], _names: Names) -> str:
    return " · ".join(part for part in (_place(data["held_at_id"]), data["reason"]) if part)


def _filed(data: Mapping[str, Any], names: Names) -> str:
    before = names.categories.get(data["category_before"] or "", "")
    now = names.categories.get(data["category"], "")
    return f"{before} → {now}" if before and before != now else now


def _suspended(data: Mapping[str, Any], _names: Names) -> str:
    until = data["until"]
    parts = [
        str(SuspensionKind(data["kind"]).label),
        data["reason"],
        _("until %(day)s") % {"day": until[:10]} if until else "",
    ]
    return " · ".join(part for part in parts if part)


def _extended(data: Mapping[str, Any], _names: Names) -> str:
    return f"{_due(data, _names)} · {data['reason']}"


def _due(data: Mapping[str, Any], _names: Names) -> str:
    if not data["due_at"]:  # its clock stands still
        return ""
    due = timezone.localtime(datetime.fromisoformat(data["due_at"]))
    return str(_("due %(moment)s")) % {"moment": f"{due:%Y-%m-%d %H:%M}"}


def _reason(data: Mapping[str, Any], _names: Names) -> str:
    return str(data["reason"])


tells(
    facts.CaseReceived,
    pgettext_lazy("what happened to a case", "Received"),
    lambda data, _names: _place(data["held_at_id"]),
)
tells(facts.CaseFiled, pgettext_lazy("what happened to a case", "Filed"), _filed)
tells(facts.CaseRefused, pgettext_lazy("what happened to a case", "Refused"), _reason)
tells(
    facts.CaseDispatched,
    pgettext_lazy("what happened to a case", "Dispatched"),
    lambda data, names: names.units.get(data["unit_id"], ""),
)
tells(
    facts.CaseKept,
    pgettext_lazy("what happened to a case", "Kept in the grid"),
    lambda data, names: names.person(data["handler_id"]),
)
tells(facts.CasePassedUp, pgettext_lazy("what happened to a case", "Passed up"), _passed_up)
tells(facts.CaseReleased, pgettext_lazy("what happened to a case", "Waits for an owner again"))
tells(
    facts.CaseAssigned,
    pgettext_lazy("what happened to a case", "Given to"),
    lambda data, names: names.person(data["handler_id"]) or names.units.get(data["unit_id"], ""),
)
tells(
    facts.CaseHandedOver,
    pgettext_lazy("what happened to a case", "Handed over"),
    lambda data, names: names.person(data["to_person_id"]),
)
tells(
    facts.CaseHandled,
    pgettext_lazy("what happened to a case", "Handled"),
    lambda data, _names: str(data["outcome"]),
)
tells(facts.CaseReturned, pgettext_lazy("what happened to a case", "Returned"), _reason)
tells(
    facts.CaseVerified,
    pgettext_lazy("what happened to a case", "Verified"),
    lambda data, _names: str(data["note"]),
)
tells(facts.CaseCalledBack, pgettext_lazy("what happened to a case", "Called back"), _called_back)
tells(facts.CaseClosed, pgettext_lazy("what happened to a case", "Closed"))
tells(facts.CaseReopened, pgettext_lazy("what happened to a case", "Reopened"), _reason)
tells(
    facts.CaseStepUndone,
    pgettext_lazy("what happened to a case", "Taken back"),
    lambda data, _names: str(Step(data["step"]).label),
)
tells(facts.CaseWithdrawn, pgettext_lazy("what happened to a case", "Withdrawn"), _reason)
tells(facts.CaseDescribed, pgettext_lazy("what happened to a case", "Described"))
tells(
    facts.CaseRehung,
    pgettext_lazy("what happened to a case", "Moved to another place"),
    lambda data, _names: _place(data["held_at_id"]),
)
tells(
    facts.CaseRecalled,
    pgettext_lazy("what happened to a case", "Recalled as misdispatched"),
    _reason,
    inner=True,
)
tells(facts.CaseRefiled, pgettext_lazy("what happened to a case", "Filed otherwise"), _filed)
tells(facts.CaseReckoned, pgettext_lazy("what happened to a case", "Deadline reckoned anew"), _due)
tells(facts.CaseExtended, pgettext_lazy("what happened to a case", "Deadline extended"), _extended)
tells(
    facts.CaseExcused,
    pgettext_lazy("what happened to a case", "Lateness excused"),
    _reason,
    inner=True,
)
for _event, _rung in RUNG_EVENTS:
    tells(_event, _rung.label, _due, inner=True)
tells(facts.CaseSuspended, pgettext_lazy("what happened to a case", "Clock stopped"), _suspended)
tells(
    facts.CaseResumed,
    pgettext_lazy("what happened to a case", "Clock goes on"),
    lambda data, _names: str(SuspensionKind(data["kind"]).label),
)
tells(
    facts.CasePhotoReleased,
    pgettext_lazy("what happened to a case", "A photograph is shown to everybody"),
    inner=True,
)
tells(
    facts.CasePhotoHeldBack,
    pgettext_lazy("what happened to a case", "A photograph is held back again"),
    inner=True,
)
