"""The messages that there are: each room declares its own, with the words the product has for it.

``%(name)s`` in the words is filled from the facts of a message.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from lingdang.messaging.errors import WordsWrong

type Words = str | Promise
_FIELD = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Wording:
    """``label`` is what lists call it; ``for_reporter``: it is for who reported, not for staff.

    ``never_by`` are channels that it is not worth: a text message costs money each time.
    """

    what: str
    label: Words
    title: Words
    text: Words
    for_reporter: bool = False
    never_by: frozenset[str] = frozenset()

    @property
    def fields(self) -> frozenset[str]:
        return fields_of(f"{self.title} {self.text}")

    def require(self, facts: Mapping[str, object]) -> None:
        """Find a fact left out where it is told, not where it is read."""
        if missing := self.fields - facts.keys():
            raise LookupError(f"{self.what} is told without {', '.join(sorted(missing))}")


_declared: dict[str, Wording] = {}


def declare(*wordings: Wording) -> None:
    """Make messages known; a room does so when it is loaded."""
    for wording in wordings:
        _declared[wording.what] = wording


DIGEST = "messaging.digest"  # the one message that is this room's own
declare(
    Wording(DIGEST, _("Digest"), _("%(count)s messages about %(matters)s matters"), "%(lines)s")
)


def wording_of(what: str) -> Wording:
    return _declared[what]


def is_declared(what: str) -> bool:
    return what in _declared


def every_wording() -> list[Wording]:
    return sorted(_declared.values(), key=lambda wording: wording.what)


def known(what: str) -> Wording:
    """As ``wording_of``, also for what an older version told: that shows under its own name."""
    return _declared.get(what) or Wording(what, what, what, "")


def label_of(what: str) -> str:
    return str(known(what).label)


def is_for_reporter(what: str) -> bool:
    return known(what).for_reporter


def labels() -> list[tuple[str, str]]:
    """Every message by what lists call it, for choosing."""
    return sorted(((w.what, str(w.label)) for w in _declared.values()), key=lambda pair: pair[1])


def fields_of(words: str) -> frozenset[str]:
    return frozenset(_FIELD.findall(words))


def require_fillable(field: str, words: str, wording: Wording, *more: str) -> None:
    """Refuse words with a field that the message does not have, or a percent sign left alone."""
    if "%" in _FIELD.sub("", words.replace("%%", "")):
        raise WordsWrong.of(field, "%")
    if strange := fields_of(words) - wording.fields - {*more}:
        raise WordsWrong.of(field, ", ".join(sorted(strange)))


class _Given(dict[str, Any]):
    def __missing__(self, _field: str) -> str:
        return ""  # told by an older version, whose words had fewer fields


def filled(words: Words, facts: Mapping[str, object], language: str) -> str:
    with override(language):
        return str(words) % _Given(facts)
