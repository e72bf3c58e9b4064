"""What a sheet's columns and words mean: said by a person, kept by name, used for each row."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from django.utils.translation import gettext as _

from lingdang.intake.enums import CONSTANT, NAMED, Replied, Target
from lingdang.kernel.errors import Incomplete

_LONGEST_ORIGIN = 20


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """``columns``: header → what it means; ``constants``: what holds for rows that say nothing.

    ``values``: for a named thing, their word → ours. ``origin`` goes before every number of theirs,
    so that two systems may count alike.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    replied: str = Replied.HANDLED.value
    origin: str = ""

    @classmethod
    def read(cls, told: object) -> Self:
        """Take what was sent or stored; what it cannot be is refused."""
        if not isinstance(told, dict) or told.keys() - cls.__dataclass_fields__.keys():
            raise Incomplete({"map": _("This is not a map of columns.")})
        mapped = cls(**told)
        mapped._require_whole()
        return mapped

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    def column_of(self, target: Target) -> str | None:
        return next((name for name, meant in self.columns.items() if meant == target), None)

    def _require_whole(self) -> None:
        if not (
            _words(self.columns)
            and _words(self.constants)
            and isinstance(self.values, dict)
            and all(_words(words) for words in self.values.values())
            and isinstance(self.origin, str)
        ):
            raise Incomplete({"map": _("This is not a map of columns.")})
        unknown = [
            *(meant for meant in self.columns.values() if meant not in Target.values),
            *(name for name in self.constants if name not in CONSTANT),
            *(name for name in self.values if name not in NAMED),
        ]
        if unknown:
            sentence = _("“%(name)s” is nothing that a column can mean.")
            raise Incomplete({"map": sentence % {"name": unknown[0]}})
        if self.replied not in Replied.values or len(self.origin) > _LONGEST_ORIGIN:
            raise Incomplete({"map": _("This is not a map of columns.")})
        self._require_each_once()

    def _require_each_once(self) -> None:
        meant = [target for target in self.columns.values() if target != Target.EXTRA]
        twice = next((target for target in meant if meant.count(target) > 1), None)
        if twice:
            sentence = _("Two columns mean “%(name)s”; choose one.")
            raise Incomplete({"map": sentence % {"name": Target(twice).label}})

    def require_enough(self, head: Sequence[str]) -> None:
        """A row needs words and a moment, from columns that the file has."""
        absent = [name for name in self.columns if name not in head]
        if absent:
            sentence = _("The file has no column “%(name)s”.")
            raise Incomplete({"map": sentence % {"name": absent[0]}})
        meant = set(self.columns.values())
        if not meant & {Target.DESCRIPTION, Target.TITLE}:
            raise Incomplete({"map": _("Say which column holds what was reported.")})
        if Target.RECEIVED_AT not in meant:
            raise Incomplete({"map": _("Say which column holds when it was received.")})
        if Target.REPLY in meant and Target.REPLY_AT not in meant:
            raise Incomplete({"map": _("Say which column holds when it was replied.")})


def _words(told: object) -> bool:
    return isinstance(told, dict) and all(isinstance(word, str) for word in told.values())
