"""From a row of a sheet to what an entry is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor
from lingdang.kernel.coordinates import System
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.sheets import cell
from lingdang.registers.cells import by_title, value_of
from lingdang.registers.contents import claims_of, completed, row_claim
from lingdang.registers.enums import Target
from lingdang.registers.models import Entry
from lingdang.registers.queries.known import Known
from lingdang.registers.queries.registers import Sight
from lingdang.registers.services.entries import filled
from lingdang.registers.services.whereabouts import Where, checked_where

_SYSTEMS = {word: system for system in System for word in (system.value, system.label.lower())}


@dataclass(slots=True)
class Draft:
    """An entry not saved yet, what it holds in the open, and what it alone may say."""

    entry: Entry
    content: dict[str, Any]
    claims: dict[str, str]


@dataclass(slots=True)
class Reader:
    """Reads the rows of one sheet; ``by`` is whoever brought it."""

    sight: Sight
    head: Sequence[str]
    columns: Mapping[str, str]
    known: Known
    by: Actor

    def draft(self, cells: Sequence[str]) -> Draft:
        told = dict(zip(self.head, cells, strict=False))
        said = {meant: told.get(header, "").strip() for header, meant in self.columns.items()}
        fields = {each.name: each for each in self.sight.edited}
        values = {
            name: value_of(fields[name], text, self.known.find)
            for name, text in said.items()
            if name in fields
        }
        content = self._completed(values)
        where = checked_where(self._where(said), self.sight.register, self.by)
        entry = filled(Entry(register=self.sight.register), self.sight, content, where)
        entry.made_by_id = self.by.person_id
        claims = claims_of(content, self.sight.fields)
        place = (where.place_id, where.unit_id, where.lng, where.lat)
        return Draft(entry, content, claims or row_claim(content, place))

    def _completed(self, values: dict[str, Any]) -> dict[str, Any]:
        try:
            return completed(values, self.sight.fields, self.sight.version.schema)
        except Incomplete as refusal:
            fields = {each.name: each for each in self.sight.fields}
            sentence = by_title(fields, refusal.problems)
            raise Incomplete({"row": sentence}) from None

    def _where(self, said: Mapping[str, str]) -> Where:
        return Where(
            place_id=self._named(Target.PLACE, said, self.known.place),
            unit_id=self._named(Target.UNIT, said, self.known.unit),
            lng=_degrees(Target.LNG, said),
            lat=_degrees(Target.LAT, said),
            system=_SYSTEMS.get(said.get(Target.SYSTEM, "").lower(), System.WGS84),
        )

    def _named(self, target: Target, said: Mapping[str, str], find: Any) -> int | None:  # noqa: ANN401 -- of Known
        text = said.get(target, "")
        found: int | None = find(text) if text else None
        if text and found is None:
            sentence = _("“%(text)s” is not known here, or there are several.")
            raise cell(str(target.label), sentence % {"text": text})
        return found


def _degrees(target: Target, said: Mapping[str, str]) -> float | None:
    text = said.get(target, "")
    try:
        return float(text) if text else None
    except ValueError:
        sentence = _("“%(text)s” is not a number.") % {"text": text}
        raise cell(str(target.label), sentence) from None
