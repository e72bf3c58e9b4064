"""Which words a message has: the district's own before those of the product."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lingdang.messaging.models import OwnWords
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
