"""One field of a register, as its version keeps it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from django.utils.translation import gettext as _

from lingdang.kernel.errors import Incomplete
from lingdang.registers.enums import ENTERED_NUMBERS, NUMBERS, TEXTS, UNENTERED, UNIQUE, FieldType
from lingdang.registers.formulas import require_formula

MOST_FIELDS, MOST_CHOICES, LONGEST_TITLE, LONGEST_CHOICE = 60, 200, 60, 60
MOST_DECIMALS = 4
_LONGEST_HINT = 200
_GIVEN = {"name", "title", "type"}  # without a usual value
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class Field:
    """``seen_by`` and ``edited_by`` name roles, or units as ``unit:12``; empty is everybody.

    Whoever may not see a field may not edit it. ``sealed``: encrypted where it is kept, found by no
    search. ``register`` is the code that a link leads to.
    """

    name: str
    title: str
    type: FieldType
    required: bool = False
    unique: bool = False
    sealed: bool = False
    unit: str = ""
    decimals: int = 2
    choices: tuple[str, ...] = ()
    formula: str = ""
    register: str = ""
    hint: str = ""
    seen_by: tuple[str, ...] = ()
    edited_by: tuple[str, ...] = ()

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """Take what was sent or stored; what it cannot be is refused."""
        usual = {each.name: each.default for each in fields(cls)}
        if not isinstance(told, Mapping) or told.keys() - usual.keys():
            raise Incomplete({"fields": _("This is not a field.")})
        plain: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in told.items()
        }
        try:
            plain["type"] = FieldType(told.get("type", ""))
            made = cls(**plain)
        except (TypeError, ValueError):
            raise Incomplete({"fields": _("This is not a field.")}) from None
        if any(type(plain[name]) is not type(usual[name]) for name in plain.keys() - _GIVEN):
            raise Incomplete({"fields": _("This is not a field.")})
        made._require_whole()
        return made

    def stored(self) -> dict[str, Any]:
        """Only what differs from the usual."""
        usual = {each.name: each.default for each in fields(self)}
        kept = {name: value for name, value in asdict(self).items() if value != usual[name]}
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in kept.items()
        }

    @property
    def is_number(self) -> bool:
        return self.type in NUMBERS

    @property
    def is_entered(self) -> bool:
        """Whether a value is typed in or comes from a sheet."""
        return self.type not in UNENTERED

    @property
    def is_open(self) -> bool:
        """Whether everybody who sees an entry may find it by this field."""
        return not self.seen_by and not self.sealed

    @property
    def is_searched(self) -> bool:
        return self.is_open and self.type in TEXTS | {FieldType.CHOICE}

    def _require_whole(self) -> None:
        for wrong, sentence in (*self._words_wrong(), *self._type_wrong()):
            if wrong:
                raise Incomplete({"fields": f"{self.title or self.name}: {sentence}"})

    def _words_wrong(self) -> Iterator[tuple[bool, str]]:
        named = isinstance(self.name, str) and _NAME.fullmatch(self.name)
        yield not named, _("A code is made of small letters, figures and _.")
        titled = isinstance(self.title, str) and self.title.strip()
        yield not titled, _("Every field needs a name.")
        sentence = _("At most %(longest)s characters.") % {"longest": LONGEST_TITLE}
        longest = max(len(self.title), len(self.unit))
        yield longest > LONGEST_TITLE or len(self.hint) > _LONGEST_HINT, sentence
        told = {"longest": LONGEST_CHOICE}
        fits = all(isinstance(it, str) and 0 < len(it) <= LONGEST_CHOICE for it in self.choices)
        sentence = _("Every choice is said once, in at most %(longest)s characters.") % told
        yield not fits or len({*self.choices}) != len(self.choices), sentence

    def _type_wrong(self) -> Iterator[tuple[bool, str]]:
        counted = 0 < len(self.choices) <= MOST_CHOICES
        told = {"most": MOST_CHOICES}
        sentence = _("A choice needs between 1 and %(most)s choices.") % told
        yield self.type == FieldType.CHOICE and not counted, sentence
        sentence = _("Only open texts, whole numbers and dates can be unique.")
        yield self.unique and (self.type not in UNIQUE or self.sealed), sentence
        yield self.sealed and self.type not in TEXTS, _("Only texts can be sealed.")
        sentence = _("Nobody fills this field in, so it cannot be required.")
        yield self.required and self.type in UNENTERED, sentence
        sentence = _("A number has at most %(most)s decimals.") % {"most": MOST_DECIMALS}
        yield self.decimals not in range(MOST_DECIMALS + 1), sentence
        sentence = _("Say to which register the link leads.")
        yield self.type == FieldType.LINK and not self.register, sentence


def read_fields(told: Sequence[Mapping[str, Any]]) -> tuple[Field, ...]:
    """All fields of a version, which also fit each other."""
    found = tuple(Field.read(each) for each in told)
    if not 0 < len(found) <= MOST_FIELDS:
        sentence = _("A register has between 1 and %(most)s fields.") % {"most": MOST_FIELDS}
        raise Incomplete({"fields": sentence})
    names = [each.name for each in found]
    titles = [each.title for each in found]
    for said in (names, titles):
        if twice := next((word for word in said if said.count(word) > 1), None):
            raise Incomplete({"fields": _("“%(name)s” is there twice.") % {"name": twice}})
    numbers = frozenset(each.name for each in found if each.type in ENTERED_NUMBERS)
    for each in found:
        if each.type == FieldType.FORMULA:
            require_formula(each.formula, numbers)
            _require_as_open(each, found)
    return found


def _require_as_open(formula: Field, known: Sequence[Field]) -> None:
    """What is worked out of a hidden number would tell it."""
    hidden = {each.seen_by for each in known if each.seen_by and each.name in formula.formula}
    if hidden - {formula.seen_by}:
        sentence = _("%(title)s: show it to those alone who see the fields it is made of.")
        raise Incomplete({"fields": sentence % {"title": formula.title}})
