"""What happened to a case, read from the journal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.cases import facts
from lingdang.cases.enums import Channel
from lingdang.cases.models import Case
from lingdang.evidence.public import PhotoCard, photos_of
from lingdang.journal.public import Fact, facts_of
from lingdang.people.public import PersonCard, Unit, cards
from lingdang.places.public import tree
from lingdang.standards.public import Category

_TITLES = {
    facts.CaseReceived.name: pgettext_lazy("what happened to a case", "Received"),
    facts.CaseFiled.name: pgettext_lazy("what happened to a case", "Filed"),
    facts.CaseRefused.name: pgettext_lazy("what happened to a case", "Refused"),
    facts.CaseDispatched.name: pgettext_lazy("what happened to a case", "Dispatched"),
    facts.CaseKept.name: pgettext_lazy("what happened to a case", "Kept in the grid"),
    facts.CasePassedUp.name: pgettext_lazy("what happened to a case", "Passed up"),
    facts.CaseReleased.name: pgettext_lazy("what happened to a case", "Waits for an owner again"),
    facts.CaseHandedOver.name: pgettext_lazy("what happened to a case", "Handed over"),
    facts.CaseHandled.name: pgettext_lazy("what happened to a case", "Handled"),
    facts.CaseReturned.name: pgettext_lazy("what happened to a case", "Returned"),
    facts.CaseVerified.name: pgettext_lazy("what happened to a case", "Verified"),
    facts.CaseCalledBack.name: pgettext_lazy("what happened to a case", "Called back"),
    facts.CaseClosed.name: pgettext_lazy("what happened to a case", "Closed"),
    facts.CaseReopened.name: pgettext_lazy("what happened to a case", "Reopened"),
    facts.CaseWithdrawn.name: pgettext_lazy("what happened to a case", "Withdrawn"),
    facts.CaseRehung.name: pgettext_lazy("what happened to a case", "Moved to another place"),
}
_REPORTERS = frozenset({"reporter", "anyone"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: when, what, who (masked), and the words that go with it."""

    at: datetime
    title: str
    who: str
    note: str
    event: str  # "case_received", for programs and colours
    photos: list[PhotoCard] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Names:
    people: Mapping[int, PersonCard]
    units: Mapping[int, str]
    categories: Mapping[str, str]

    def person(self, person_id: int | None) -> str:
        card = self.people.get(person_id or 0)
        return f"{card.display} {card.role}".strip() if card else ""


def timeline(case: Case, photos: Sequence[PhotoCard] | None = None) -> list[Entry]:
    """Tell it from the facts: five statements, however long it is.

    ``photos`` are those of the case, for whoever has read them already.
    """
    told = [fact for fact in facts_of(case.subject) if fact.name in _TITLES]
    names = _names(told)
    shown = photos_of(case.subject) if photos is None else photos
    by_id = {card.id: card for card in shown}
    return [_entry(fact, case, names, by_id) for fact in told]


def _entry(fact: Fact, case: Case, names: _Names, photos: Mapping[int, PhotoCard]) -> Entry:
    note = _NOTES.get(fact.name)
    return Entry(
        at=fact.at,
        title=str(_TITLES[fact.name]),
        who=_who(fact, case, names),
        note=note(fact.data, names) if note else "",
        event=fact.name.split(".")[1],
        photos=[photos[pk] for pk in fact.data.get("photo_ids", ()) if pk in photos],
    )


def _who(fact: Fact, case: Case, names: _Names) -> str:
    if fact.actor in _REPORTERS or (fact.person_id and fact.person_id == case.reporter_id):
        return str(_("Reporter"))
    return names.person(fact.person_id) or str(_("System"))


def _names(told: list[Fact]) -> _Names:
    def ids(*keys: str) -> set[Any]:
        return {fact.data[key] for fact in told for key in keys if fact.data.get(key)}

    people = {fact.person_id for fact in told} | ids("handler_id", "to_person_id")
    units, categories = ids("unit_id"), ids("category", "category_before")
    return _Names(
        people=cards(people),
        units=dict(Unit.objects.filter(pk__in=units).values_list("pk", "name")) if units else {},
        categories=(
            dict(Category.objects.filter(pk__in=categories).values_list("pk", "name"))
            if categories
            else {}
        ),
    )


def _place(place_id: int) -> str:
    places = tree()
    return places.node(place_id).name if place_id in places else ""


def _called_back(data: Mapping[str, Any], _names: _Names) -> str:
    parts = [
        str(_("Settled") if data["settled"] else _("Not settled")),
        "★" * (data["stars"] or 0),
        str(Channel(data["channel"]).label),
        data["comment"],
    ]
    return " · ".join(part for part in parts if part)


def _passed_up(data: Mapping[str, Any], _names: _Names) -> str:
    return " · ".join(part for part in (_place(data["held_at_id"]), data["reason"]) if part)


def _filed(data: Mapping[str, Any], names: _Names) -> str:
    before = names.categories.get(data["category_before"] or "", "")
    now = names.categories.get(data["category"], "")
    return f"{before} → {now}" if before and before != now else now


def _reason(data: Mapping[str, Any], _names: _Names) -> str:
    return str(data["reason"])


_NOTES: dict[str, Callable[[Mapping[str, Any], _Names], str]] = {
    facts.CaseReceived.name: lambda data, _names: _place(data["held_at_id"]),
    facts.CaseFiled.name: _filed,
    facts.CaseRefused.name: _reason,
    facts.CaseDispatched.name: lambda data, names: names.units.get(data["unit_id"], ""),
    facts.CaseKept.name: lambda data, names: names.person(data["handler_id"]),
    facts.CasePassedUp.name: _passed_up,
    facts.CaseHandedOver.name: lambda data, names: names.person(data["to_person_id"]),
    facts.CaseHandled.name: lambda data, _names: str(data["outcome"]),
    facts.CaseReturned.name: _reason,
    facts.CaseVerified.name: lambda data, _names: str(data["note"]),
    facts.CaseCalledBack.name: _called_back,
    facts.CaseReopened.name: _reason,
    facts.CaseWithdrawn.name: _reason,
    facts.CaseRehung.name: lambda data, _names: _place(data["held_at_id"]),
}
