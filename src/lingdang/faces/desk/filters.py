"""What the worklist shows, read from the address and written back into it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lingdang.cases.public import OPEN, CaseQuerySet, Rung, Source, State, due_from, search
from lingdang.dispatching.public import under_supervision, urged
from lingdang.dossiers.public import unanswered
from lingdang.faces.desk import names, queries, states
from lingdang.faces.desk.dispatching import SUPERVISED, URGED
from lingdang.faces.desk.forms.filters import SORTS, FilterForm
from lingdang.faces.desk.paging import Order
from lingdang.faces.desk.sorting import Sort
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.places.public import tree

ORDERS = {
    "newest": Order(("received_at", "id")),
    "oldest": Order(("received_at", "id"), descending=False),
    "due": Order(("due_at", "id"), descending=False),
}


@dataclass(frozen=True, slots=True)
class Chip:
    text: str
    query: str  # the address without it


@dataclass(frozen=True, slots=True)
class Choice:
    text: str
    query: str  # the address with it
    current: bool


@dataclass(frozen=True, slots=True)
class Filter:
    values: dict[str, Any]  # cleaned, only those that are set

    @classmethod
    def of(cls, data: QueryDict) -> "Filter":
        form = FilterForm(data)
        if not form.is_valid():
            raise Incomplete({name: str(problems[0]) for name, problems in form.errors.items()})
        return cls({name: value for name, value in form.cleaned_data.items() if value})

    @property
    def order(self) -> Order:
        return ORDERS[self.values.get("sort", "newest")]

    def query(self, without: Iterable[str] = (), **changes: str) -> str:
        kept = {name: value for name, value in self.values.items() if name not in without}
        plain = {name: 1 if value is True else value for name, value in kept.items()}
        return urlencode({**plain, **changes}, doseq=True)

    @property
    def beside_search(self) -> list[tuple[str, Any]]:
        """What the search form must carry along."""
        return [
            (name, 1 if one is True else one)
            for name, value in self.values.items()
            if name != "q"
            for one in (value if isinstance(value, list) else [value])
        ]

    def apply(self, cases: CaseQuerySet, actor: Actor, now: datetime) -> CaseQuerySet:
        condition = Q()
        for name, value in self.values.items():
            if name in _CONDITIONS:
                condition &= _CONDITIONS[name](value)
        if due := self.values.get("due"):
            condition &= _due(due, now)
        if self.values.get("mine"):
            condition &= due_from(actor)
        if ours := self.values.get("ours"):
            condition &= queries.ours(actor, ours)
        if self.values.get("sort") == "due":
            condition &= _RUNNING & Q(due_at__isnull=False)
        return search(cases.filter(condition), self.values.get("q", ""))

    def chips(self) -> list[Chip]:
        return [
            Chip(words, self.query(without=[name]))
            for name, value in self.values.items()
            if name in _WORDS and (words := _WORDS[name](value))
        ]

    def tabs(self) -> list[Choice]:
        """Offer the questions asked most: one click each."""
        asked = {name: self.values.get(name) or "" for name in _TABBED}
        asked = {name: "1" if value is True else str(value) for name, value in asked.items()}
        return [
            Choice(
                str(text),
                self.query(without=_TABBED, **changes),
                current=asked == {**dict.fromkeys(_TABBED, ""), **changes},
            )
            for text, changes in _tabs()
        ]

    def sorts(self) -> list[Sort]:
        return Sort.links(self.query(), SORTS, ORDERS)


_OURS = {
    "me": gettext_lazy("in my hands"),
    "unit": gettext_lazy("in my unit's hands"),
    "place": gettext_lazy("in my place"),
}
_RUNNING = Q(state__in=sorted(OPEN))  # as the index over deadlines has it
_COUNTED_CLOSED = Q(state=State.CLOSED, parent=None, merged_into=None, procedure=None)
_TABBED = ("state", "due", "unowned", "mine", "watched", "urged")


def _tabs() -> list[tuple[str | Promise, dict[str, str]]]:
    by_state = [(word, {"state": str(state)}) for state, (word, _colour) in states.WORDS.items()]
    return [
        (_("All"), {}),
        (_("Waiting for me"), {"mine": "1"}),
        (states.OVERDUE, {"due": "over"}),
        (states.DUE_SOON, {"due": "soon"}),
        (states.STILL, {"due": "still"}),
        (_("Without owner"), {"unowned": "1"}),
        (SUPERVISED, {"watched": "1"}),
        (URGED, {"urged": "1"}),
        *by_state,
    ]


def _day(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _due(kind: str, now: datetime) -> Q:
    if kind == "still":
        return Q(suspended_since__isnull=False)
    if kind == "over":
        return _RUNNING & Q(due_at__lt=now)
    return _RUNNING & Q(due_at__gte=now, due_at__lte=states.soon(now))


def _under(place_id: int) -> Q:
    return queries.under(tree().node(place_id).path)


_DUE_WORDS = {"over": states.OVERDUE, "soon": states.DUE_SOON, "still": states.STILL}
_CONDITIONS: dict[str, Callable[[Any], Q]] = {
    "state": lambda state: Q(state=state),
    "place": _under,
    "unit": lambda unit_id: Q(unit_id=unit_id),
    "category": lambda code: Q(category_id=code),
    "source": lambda source: Q(source=source),
    "procedure": lambda code: Q(procedure=code),
    "unanswered": lambda _on: unanswered(),
    "rung": lambda rung: _RUNNING & Q(rung=rung),
    "unowned": lambda _on: queries.WITHOUT_OWNER,
    "watched": lambda _on: under_supervision(),
    "urged": lambda _on: urged(),
    "since": lambda day: Q(received_at__gte=_day(day)),
    "till": lambda day: Q(received_at__lt=_day(day + timedelta(days=1))),
    "whole": lambda _on: _COUNTED_CLOSED,
    "in_grid": lambda _on: Q(unit=None),
    "closed_from": lambda day: Q(closed_at__gte=_day(day)),
    "closed_to": lambda day: Q(closed_at__lt=_day(day + timedelta(days=1))),
}
_WORDS: dict[str, Callable[[Any], str]] = {
    "q": lambda text: _("search: %(text)s") % {"text": text},
    "state": lambda state: str(states.WORDS[State(state)][0]),
    "place": names.place_name,
    "unit": names.unit_name,
    "category": names.category_name,
    "source": lambda source: str(Source(source).label),
    "procedure": names.procedure_name,
    "unanswered": lambda _on: _("settled, not yet answered"),
    "due": lambda kind: str(_DUE_WORDS[kind]),
    "rung": lambda rung: str(Rung(rung).label),
    "unowned": lambda _on: _("without owner"),
    "watched": lambda _on: str(SUPERVISED),
    "urged": lambda _on: str(URGED),
    "mine": lambda _on: _("waiting for me"),
    "ours": lambda whose: str(_OURS[whose]),
    "since": lambda day: _("from %(day)s") % {"day": day.isoformat()},
    "till": lambda day: _("to %(day)s") % {"day": day.isoformat()},
    "whole": lambda _on: _("closed, as figures count it"),
    "in_grid": lambda _on: _("Settled in the grid"),
    "closed_from": lambda day: _("closed from %(day)s") % {"day": day.isoformat()},
    "closed_to": lambda day: _("closed to %(day)s") % {"day": day.isoformat()},
}
