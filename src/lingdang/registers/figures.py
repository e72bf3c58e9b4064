"""Figures as they are printed: exact, 余, 约, doubtful; read, shown and added as such."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lingdang.registers.enums import Mark

type Stored = int | float | dict[str, Any]

_WEIGHT = [*Mark]
_TIMES = {"": 1, "万": 10_000, "亿": 100_000_000}
_PRINTED = re.compile(
    r"(?P<about>约)?\s*(?P<sign>[-−])?(?P<digits>\d[\d,，]*(?:\.\d+)?|\.\d+)\s*(?P<more>余|多|\+)?"
    r"\s*(?P<times>[万亿]?)(?P<later>余|多|\+)?\s*(?P<unit>.*?)\s*(?P<last>余|多)?"
    r"\s*(?P<doubt>[(（]?存疑[)）]?|[?？])?"
)
MOST_DIGITS = 15  # that a figure keeps on its way through JSON


@dataclass(frozen=True, slots=True)
class Figure:
    value: Decimal
    mark: Mark | None = None

    @classmethod
    def of(cls, stored: Stored) -> Self:
        if isinstance(stored, dict):
            return cls(Decimal(repr(stored["value"])), Mark(stored["mark"]))
        return cls(Decimal(repr(stored)))

    def stored(self) -> Stored:
        """As JSON holds it: a plain number, or with its mark beside it."""
        whole = self.value == self.value.to_integral_value()
        number = int(self.value) if whole else float(self.value)
        return {"value": number, "mark": self.mark.value} if self.mark else number

    def shown(self, unit: str = "") -> str:
        number = f"{self.value.normalize():,f}"
        if self.mark == Mark.APPROXIMATE:
            return pgettext("figure", "%(number)s+ %(unit)s") % {"number": number, "unit": unit}
        if self.mark == Mark.ABOUT:
            return pgettext("figure", "about %(number)s %(unit)s") % {
                "number": number,
                "unit": unit,
            }
        plain = pgettext("figure", "%(number)s %(unit)s") % {"number": number, "unit": unit}
        return _("%(figure)s (doubtful)") % {"figure": plain} if self.mark else plain.strip()

    def written(self) -> str:
        """As a sheet holds it, and reads it again."""
        text = f"{self.value.normalize():f}"
        around = {Mark.APPROXIMATE: "{}余", Mark.ABOUT: "约{}", Mark.DOUBTFUL: "{}(存疑)"}
        return around[self.mark].format(text) if self.mark else text


def heaviest(marks: Iterable[Mark | None]) -> Mark | None:
    """What is said of a sum or of what was worked out of marked figures."""
    return max(filter(None, marks), key=_WEIGHT.index, default=None)


def printed(text: str, unit: str = "") -> Figure | None:
    """``约45万``, ``1000余万元``, ``300余块``, ``12(存疑)``; nothing when it is no figure.

    万 and 亿 multiply, unless the field's own unit begins with them.
    """
    text = text.strip()
    if unit and unit[0] in _TIMES and text.rstrip("余多").endswith(unit):
        text = text.replace(unit, "")
    found = _PRINTED.fullmatch(text)
    if found is None or found["unit"] not in {"", unit}:
        return None
    digits = re.sub("[,，]", "", found["digits"])
    if len(digits) > MOST_DIGITS:
        return None
    value = Decimal(digits) * _TIMES[found["times"]] * (-1 if found["sign"] else 1)
    more = found["more"] or found["later"] or found["last"]
    about = Mark.ABOUT if found["about"] else Mark.APPROXIMATE if more else None
    return Figure(value, Mark.DOUBTFUL if found["doubt"] else about)
