"""What a case's page shows of the cases around it."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from lingdang.cases.public import (
    Case,
    Kin,
    LinkKind,
    Progress,
    Step,
    cases_for,
    link_words,
    links_of,
    may_lead,
    parts_of,
    progress_of,
    reports_of,
    steps_for,
)
from lingdang.faces.desk import names, states
from lingdang.faces.entrance import times
from lingdang.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Relative:
    """A line: which case, what it says, and where it leads if this person may see it."""

    id: int
    number: str
    url: str
    badge: states.Badge
    words: str
    beside: str
    what: str = ""
    step: str = ""  # that this person may take with it from here


@dataclass(frozen=True, slots=True)
class Kinship:
    leading: Relative | None
    merged: list[Relative]
    parent: Relative | None
    parts: list[Relative]
    progress: Progress | None
    links: list[tuple[Relative, bool]]  # found by the query, or said by somebody
    near: list[Relative]

    @property
    def any(self) -> bool:
        own = (self.leading, self.parent, self.merged, self.parts, self.links, self.near)
        return any(own)


def kinship(actor: Actor, case: Case, now: datetime) -> Kinship:
    merged, parts, links = reports_of(case)[1:], parts_of(case), links_of(actor, case)
    near = list(may_lead(actor, case)) if Step.MERGE in steps_for(actor, case) else []
    relatives = [*merged, *parts, *filter(None, (case.merged_into, case.parent))]
    ids = [relative.pk for relative in relatives]
    seen = set(cases_for(actor).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    seen |= {kin.other.pk for kin in links} | {other.pk for other in near}

    def line(other: Case, what: str = "", step: str = "") -> Relative:
        may = bool(step) and case.is_open and step in steps_for(actor, other)
        shown = _relative(other, now, seen=other.pk in seen)
        return replace(shown, what=what, step=step if may else "")

    return Kinship(
        leading=line(case.merged_into) if case.merged_into else None,
        merged=[line(other, step=Step.UNMERGE) for other in merged],
        parent=line(case.parent) if case.parent else None,
        parts=[line(part) for part in parts],
        progress=progress_of(parts),
        links=[(line(kin.other, _words(kin)), kin.link.found) for kin in links],
        near=[line(other, step=Step.MERGE) for other in near],
    )


def _words(kin: Kin) -> str:
    return link_words(LinkKind(kin.link.kind), forth=kin.forth)


def _relative(case: Case, now: datetime, *, seen: bool) -> Relative:
    owner = names.unit_name(case.unit_id)
    due = times.until(case.due_at, now) if case.due_at else ""
    told = owner or times.when(case.received_at, now)
    return Relative(
        id=case.pk,
        number=case.number,
        url=reverse("desk:case", args=[case.pk]) if seen else "",
        badge=states.badge(case, now, states.soon(now)),
        words=case.description,
        beside=" · ".join(part for part in (told, due, case.outcome) if part),
    )
