"""Which words a message has: the district's own before those of the product."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from lingdang.kernel.actor import Actor
from lingdang.messaging.models import OwnWords, ProviderTemplate, Robot
from lingdang.messaging.policies import may_manage
from lingdang.messaging.wording import filled, known

type Own = Mapping[tuple[str, str], OwnWords]  # by what and language


@dataclass(frozen=True, slots=True)
class Said:
    label: str
    title: str
    text: str
    for_reporter: bool


def own_words(whats: Collection[str]) -> dict[tuple[str, str], OwnWords]:
    """Load what the district says in its own words of these messages, in every language."""
    rows = OwnWords.objects.filter(what__in=whats)
    return {(row.what, row.language): row for row in rows}


def templates_of(what: str) -> dict[str, ProviderTemplate]:
    """Find a message's templates, by channel."""
    return {row.channel: row for row in ProviderTemplate.objects.filter(what=what)}


def robots_for(actor: Actor) -> QuerySet[Robot]:
    """The robots that speak, for who looks after them."""
    found = Robot.objects.filter(active=True).select_related("unit")
    return found if may_manage(actor) else found.none()


def said(what: str, facts: Mapping[str, object], language: str, own: Own) -> Said:
    wording = known(what)
    words: OwnWords | None = own.get((what, language))
    title, text = (words.title, words.text) if words else (wording.title, wording.text)
    return Said(
        label=filled(wording.label, {}, language),
        title=filled(title, facts, language),
        text=filled(text, facts, language),
        for_reporter=wording.for_reporter,
    )
