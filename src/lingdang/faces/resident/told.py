"""Matters as everybody may read them: nothing of who reported them, no numbers of persons."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from lingdang.cases.public import Case, State, public_cases
from lingdang.faces.resident import states
from lingdang.faces.resident.neighbourhoods import spoken
from lingdang.kernel.errors import NotFound
from lingdang.people.public import mask_numbers
from lingdang.places.public import tree
from lingdang.talks.public import Remark, public_replies

_PAGE = 20
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Told:
    """One public reply."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Matter:
    number: str
    state: str
    colour: str
    words: str
    place: str
    received_at: datetime
    outcome: str
    replies: list[Told]


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Matter]
    after: str


def newest(words: str, after: str) -> Page:
    """Matters with a public reply, the newest reply first."""
    found = public_replies()
    if words:
        about = Q(case__description__icontains=words[:_LONGEST])
        found = found.filter(Q(text__icontains=words[:_LONGEST]) | about)
    if after.isdecimal():
        found = found.filter(pk__lt=int(after))
    rows = list(found.order_by("-pk")[: _PAGE + 1])
    cases = public_cases().in_bulk({row.case_id for row in rows})
    shown = [_matter(cases[row.case_id], [row]) for row in rows[:_PAGE]]
    return Page(shown, str(rows[_PAGE - 1].pk) if len(rows) > _PAGE else "")


def matter(number: str) -> Matter:
    """Find what was replied to in public; nothing else has a page for everybody."""
    case = public_cases().numbered(number).first()
    if case is None or case.number != number:
        raise NotFound
    replies = public_replies().filter(case__in={case.pk, case.leading.pk})
    if not replies:
        raise NotFound
    return _matter(case, list(replies.order_by("at", "pk")))


def _matter(case: Case, replies: list[Remark]) -> Matter:
    now, leading = tree(), case.leading
    known = case.place_id in now
    return Matter(
        number=case.number,
        state=states.public_words(leading.state),
        colour=leading.state,
        words=mask_numbers(case.description),
        place=spoken(now.path_names(case.place_id)) if known else "",
        received_at=case.received_at,
        outcome=mask_numbers(leading.outcome) if leading.state == State.CLOSED else "",
        replies=[Told(row.text, row.at) for row in replies],
    )
