"""Their words for categories: codes and names of today first, then those of 2013.

Codes of matters and components of 2013 collide, so a code alone may mean two things: a column or
a mark in front (``B0110``, ``部件0110``, ``事项0110``) says which. A spreadsheet drops the zero
that a code begins with: it is read without it, too.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from lingdang.intake.enums import Target
from lingdang.kernel.errors import DomainError
from lingdang.kernel.sheets import cell
from lingdang.standards.public import Category, Kind, old_codes

_MARKS = {
    Kind.COMPONENT: ("B", "部件"),
    Kind.MATTER: ("事项", "事件"),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word may stand for; ``code`` is none where nothing of today corresponds to it."""

    kind: str
    label: str
    code: str | None


type Words = Mapping[str, list[Meaning]]


@dataclass(frozen=True, slots=True)
class Categories:
    """What a word means, in the order in which it is asked."""

    editions: tuple[Words, ...]

    @classmethod
    def load(cls) -> Self:
        return cls((_listed(_today()), _listed(_of_2013())))

    def code(self, word: str, kind: str) -> str:
        """Our code for their word; ``kind`` is said by the row, or empty."""
        for words in self.editions:
            found = [one for one in words.get(word, ()) if kind in {"", one.kind}]
            if found:
                return _one_of(word, found)
        sentence = _("“%(word)s” is not known here; say what it means.")
        raise _problem(sentence % {"word": word})


def _one_of(word: str, found: list[Meaning]) -> str:
    if len({one.code for one in found}) > 1:
        told = {"word": word, "meanings": "、".join(one.label for one in found)}
        sentence = _("“%(word)s” may be %(meanings)s; say whether it is a matter or a component.")
        raise _problem(sentence % told)
    if found[0].code is None:
        sentence = _("“%(name)s” of 2013 is nothing of today; say what it means.")
        raise _problem(sentence % {"name": found[0].label})
    return found[0].code


def _problem(sentence: str) -> DomainError:
    return cell(str(Target.CATEGORY.label), sentence)


def _listed(said: Iterable[tuple[str, Meaning]]) -> Words:
    words: dict[str, list[Meaning]] = defaultdict(list)
    for word, meaning in said:
        words[word].append(meaning)
    return words


def _today() -> Iterable[tuple[str, Meaning]]:
    for code, name, kind in Category.objects.values_list("code", "name", "kind"):
        meaning = Meaning(kind, f"{code} {name}", code)
        yield from ((code, meaning), (name, meaning))


def _of_2013() -> Iterable[tuple[str, Meaning]]:
    for old in old_codes():
        label = f"{old.get_kind_display()} {old.code} {old.name}"
        meaning = Meaning(old.kind, label, old.category_id)
        marked = [f"{mark}{old.code}" for mark in _MARKS[Kind(old.kind)]]
        words = {old.code, old.code.removeprefix("0"), old.name, *marked}
        yield from ((word, meaning) for word in words)
