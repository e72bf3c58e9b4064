"""Reads of this face; those of cases start from what the actor, or everybody, may see."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import cast

from django.db.models import Q, QuerySet
from django.utils import timezone

from lingdang.cases.public import (
    OPEN,
    CaseQuerySet,
    Page,
    State,
    cases_for,
    keyset_page,
    public_cases,
    search,
)
from lingdang.faces.api.open311.filters import Asked
from lingdang.faces.api.open311.words import AFTER
from lingdang.faces.api.v1.bounds import box_of
from lingdang.faces.api.v1.schemas import CaseFilters
from lingdang.faces.api.v1.wire import ROW
from lingdang.journal.public import Fact
from lingdang.kernel.actor import Actor
from lingdang.people.public import Unit
from lingdang.places.public import tree
from lingdang.standards.public import Category
from lingdang.talks.public import ReporterReplied

_CATEGORY_CHANGED = "standards.category_set.v1"
_NEVER = datetime(2026, 1, 1, tzinfo=UTC)
_ENDED = (State.CLOSED, State.REFUSED)
_RUNNING = sorted(OPEN)  # of what was merged, the case that it goes on in counts


def categories() -> list[Category]:
    return list(Category.objects.select_related("parent").order_by("code"))


def categories_changed_at() -> datetime:
    """When the list of categories last changed, as the journal knows it."""
    changes = Fact.objects.filter(name=_CATEGORY_CHANGED).order_by("-id")
    return changes.values_list("at", flat=True).first() or _NEVER


def units() -> list[Unit]:
    return list(Unit.objects.on(timezone.localdate()).order_by("path"))


def case_page(actor: Actor, filters: CaseFilters) -> Page:
    """Read plain rows that answer like cases: building fifty models would cost a third more."""
    rows = _filtered(cases_for(actor), filters).values_list(*ROW, named=True)
    return keyset_page(
        cast("CaseQuerySet", rows), filters.after or None, filters.size, filters.order
    )


def _filtered(cases: CaseQuerySet, filters: CaseFilters) -> CaseQuerySet:
    exact = {
        "state__in": filters.state,
        "category__in": filters.category,
        "source__in": filters.source,
        "procedure__in": filters.procedure,
        "unit": filters.unit,
        "rung__in": filters.rung,
        "received_at__gte": filters.received_from,
        "received_at__lt": filters.received_to,
    }
    cases = cases.filter(**{name: value for name, value in exact.items() if value})
    if filters.suspended is not None:
        cases = cases.filter(suspended_since__isnull=not filters.suspended)
    if filters.place:
        cases = cases.under(tree().node(filters.place).path)
    if box := box_of(filters.bbox):
        cases = cases.in_bbox(*box)
    return search(cases, filters.search)


def public_window(asked: Asked) -> CaseQuerySet:
    """Public cases that have a category, the newest first."""
    cases = _told().filter(received_at__range=(asked.start, asked.end))
    if asked.codes:
        cases = cases.filter(category__in=asked.codes)
    if asked.statuses == {"closed"}:
        cases = cases.filter(Q(state__in=_ENDED) | Q(merged_into__state__in=_ENDED))
    elif asked.statuses == {"open"}:
        cases = cases.filter(Q(state__in=_RUNNING) | Q(merged_into__state__in=_RUNNING))
    return cases.order_by("-received_at", "-id")[asked.slice]


def public_by_numbers(numbers: Iterable[str]) -> CaseQuerySet:
    return _told().numbered(*numbers).order_by("-received_at", "-id")


def public_by_ids(ids: Iterable[int]) -> CaseQuerySet:
    return _told().filter(pk__in=set(ids))


def update_facts(asked: Asked | None, subjects: Sequence[str] | None = None) -> QuerySet[Fact]:
    """Facts that outsiders are told of, in order of time: of some subjects, or of a window."""
    replied = Q(name=ReporterReplied.name, data__public=True)
    facts = Fact.objects.filter(Q(name__in=AFTER) | replied).order_by("at", "id")
    if subjects is not None:
        return facts.filter(subject__in=subjects)
    return facts.filter(at__range=(asked.start, asked.end))[asked.slice] if asked else facts.none()


def _told() -> CaseQuerySet:
    """What has no category yet is not told: nobody has read it."""
    return public_cases().filter(category__isnull=False)
