"""From a row as it came to a row as cases are imported: ``cases/imports.py`` says what that is."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lingdang.intake.enums import Replied, Target
from lingdang.intake.maps import ColumnMap
from lingdang.intake.names import Names
from lingdang.kernel.errors import DomainError
from lingdang.kernel.moments import spelled
from lingdang.kernel.sheets import Row, cell
from lingdang.people.public import blind_index

_AS_THEY_ARE = (
    *(Target.ADDRESS, Target.LNG, Target.LAT, Target.CONTACT_NAME, Target.CONTACT_PHONE),
    *(Target.ANONYMOUS, Target.REPORTER_LOGIN, Target.STEPS, Target.PARTICULARS),
)
_NAMED = (
    (Target.SOURCE, "source"),
    (Target.CATEGORY, "category"),
    (Target.PLACE, "place_code"),
    (Target.PROCEDURE, "procedure"),
)
_COUNTED = (Target.LIKES, Target.DISLIKES)
_DIGEST = 40


@dataclass(slots=True)
class Reader:
    """Turns the rows of one import into rows of ours."""

    head: Sequence[str]
    map: ColumnMap
    names: Names
    import_id: int
    _at: dict[Target, int] = field(init=False)
    _extras: list[int] = field(init=False)

    def __post_init__(self) -> None:
        meant = {name: Target(target) for name, target in self.map.columns.items()}
        self._at = {meant[name]: at for at, name in enumerate(self.head) if name in meant}
        self._extras = [at for at, name in enumerate(self.head) if meant.get(name) == Target.EXTRA]

    def row(self, cells: Sequence[str]) -> Row:
        told = {target: self._value(target, cells) for target in Target}
        row = {target.value: told[target] for target in _AS_THEY_ARE}
        row["system"] = told[Target.SYSTEM].lower()
        row["received_at"] = spelled(told[Target.RECEIVED_AT])
        row["description"] = _whole(told[Target.TITLE], told[Target.DESCRIPTION])
        for target, name in _NAMED:
            row[name] = self._named(target, told)
        if told[Target.REPLY]:
            row["steps"] = self._replied(told, row)
        row["external_key"] = self._key(told[Target.EXTERNAL_KEY], row)
        row["attributes"] = self._besides(told, cells)
        return row

    def unknown(self, target: Target, cells: Sequence[str]) -> str:
        """What a row says of a named thing, as it says it, where that says nothing to us."""
        told = {each: self._value(each, cells) for each in (target, Target.KIND)}
        try:
            self._named(target, told)
        except DomainError:
            return told[target]
        return ""

    def _named(self, target: Target, told: Mapping[Target, str]) -> str:
        """Their word as our code; a category's may rest on whether it is a matter."""
        if not told[target]:
            return ""
        kind = self._named(Target.KIND, told) if target == Target.CATEGORY else ""
        return self.names.require(target, told[target], kind)

    def _value(self, target: Target, cells: Sequence[str]) -> str:
        at = self._at.get(target)
        text = cells[at] if at is not None and at < len(cells) else ""
        return text or self.map.constants.get(target, "")

    def _replied(self, told: dict[Target, str], row: dict[str, str]) -> str:
        """An official reply is what its unit said it did: the outcome, at that moment.

        When the unit got it nobody wrote down: at once, then, so that all its time counts.
        """
        if not told[Target.REPLY_UNIT]:
            raise cell(str(Target.REPLY_UNIT.label), _("Say which unit replied."))
        unit = self.names.require(Target.REPLY_UNIT, told[Target.REPLY_UNIT])
        received, replied = row["received_at"], spelled(told[Target.REPLY_AT])
        steps: list[dict[str, Any]] = [
            {"step": "dispatch", "at": received, "unit": unit},
            {"step": "handle", "at": replied, "outcome": told[Target.REPLY]},
        ]
        if row["category"]:
            steps.insert(0, {"step": "file", "at": received})
        if self.map.replied == Replied.CLOSED:
            steps.append({"step": "conclude", "at": replied})
        return json.dumps(steps, ensure_ascii=False)

    def _key(self, text: str, row: Row) -> str:
        """Their number; without one, what the row says: the same row is never two cases."""
        if not text:
            said = json.dumps(dict(row), sort_keys=True, ensure_ascii=False)
            text = blind_index(said)[:_DIGEST]
        return f"{self.map.origin}:{text}" if self.map.origin else text

    def _besides(self, told: dict[Target, str], cells: Sequence[str]) -> str:
        kept: dict[str, object] = {"import": self.import_id}
        kept |= {target.value: _number(told[target]) for target in _COUNTED if told[target]}
        kept |= {self.head[at]: cells[at] for at in self._extras if at < len(cells) and cells[at]}
        return json.dumps(kept, ensure_ascii=False)


def _whole(title: str, text: str) -> str:
    """A title that the text does not begin with stands above it."""
    return text if text.startswith(title) else f"{title}\n{text}".strip()


def _number(text: str) -> int | str:
    return int(text) if text.isdecimal() else text
