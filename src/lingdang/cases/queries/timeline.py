"""What happened to a case, read from the journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lingdang.cases.confiding import unsealed
from lingdang.cases.models import Case
from lingdang.cases.queries import telling_kin  # noqa: F401 -- adds its tellings
from lingdang.cases.queries.telling import TELLINGS, Names, names_in
from lingdang.evidence.public import PhotoCard, photos_of
from lingdang.journal.public import Fact, facts_of

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


def timeline(
    case: Case, photos: Sequence[PhotoCard] | None = None, *, inner: bool = False
) -> list[Entry]:
    """Tell it from the facts: five statements, however long it is.

    ``photos`` are those of the case, for whoever has read them already; ``inner`` tells what is
    for staff alone too.
    """
    told = [fact for fact in facts_of(case.subject) if _is_told(fact, inner=inner)]
    names = names_in(told)
    shown = photos_of(case.subject) if photos is None else photos
    by_id = {card.id: card for card in shown}
    return [_entry(fact, case, names, by_id) for fact in told]


def _is_told(fact: Fact, *, inner: bool) -> bool:
    telling = TELLINGS.get(fact.name)
    return telling is not None and (inner or not telling.inner)


def title_of(fact: Fact) -> str:
    return str(TELLINGS[fact.name].title)


def _entry(fact: Fact, case: Case, names: Names, photos: Mapping[int, PhotoCard]) -> Entry:
    telling = TELLINGS[fact.name]
    return Entry(
        at=fact.at,
        title=title_of(fact),
        who=_who(fact, case, names),
        note=telling.note(unsealed(case, fact.data), names) if telling.note else "",
        event=fact.name.split(".")[1],
        photos=[photos[pk] for pk in fact.data.get("photo_ids", ()) if pk in photos],
    )


def _who(fact: Fact, case: Case, names: Names) -> str:
    if fact.actor in _REPORTERS or (fact.person_id and fact.person_id == case.reporter_id):
        return str(_("Reporter"))
    return names.person(fact.person_id) or str(_("System"))
