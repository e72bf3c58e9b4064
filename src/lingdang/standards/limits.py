"""Time limits as offices write them: ``2紧急工作时``, ``停工4工作时/处罚7工作日/拆除20工作日``."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from django.utils.translation import gettext as _

from lingdang.standards.enums import LimitUnit, Purpose

LONGEST = 365
_UNITS = {
    "紧急工作时": LimitUnit.URGENT_HOURS,
    "紧急小时": LimitUnit.URGENT_HOURS,
    "紧急工作日": LimitUnit.URGENT_DAYS,
    "小时": LimitUnit.WORKING_HOURS,
    "工作时": LimitUnit.WORKING_HOURS,
    "工作小时": LimitUnit.WORKING_HOURS,
    "天": LimitUnit.WORKING_DAYS,
    "日": LimitUnit.WORKING_DAYS,
    "工作日": LimitUnit.WORKING_DAYS,
    "工作天": LimitUnit.WORKING_DAYS,
    **{unit.value: unit for unit in LimitUnit},
}
_PURPOSES = {
    "处置": Purpose.HANDLE,
    "整改": Purpose.HANDLE,
    "停工": Purpose.STOP,
    "制止": Purpose.STOP,
    "停止": Purpose.STOP,
    "处罚": Purpose.FINE,
    "罚款": Purpose.FINE,
    "拆除": Purpose.REMOVE,
    "清除": Purpose.REMOVE,
    **{purpose.value: purpose for purpose in Purpose},
}
_WORD = "|".join(_PURPOSES)
_LIMIT = re.compile(
    rf"(?P<before>{_WORD})?[:\s]*(?P<amount>\d{{1,3}})\s*个?\s*(?P<unit>[^\d\s]+?)"
    rf"\s*内?\s*(?P<after>{_WORD})?"
)
_BETWEEN = re.compile(r"[/;,、\n]+")


class NotALimit(ValueError):
    """The text is not a time limit."""


@dataclass(frozen=True, slots=True)
class ReadLimit:
    """``written`` is the text it was read from, which people know it by."""

    purpose: Purpose
    amount: int
    unit: LimitUnit
    written: str


def read_limits(text: str) -> list[ReadLimit]:
    """Read one limit, or several for different purposes, as they stand in a cell."""
    parts = [part.strip() for part in _BETWEEN.split(normalize("NFKC", text)) if part.strip()]
    limits = [_read(part) for part in parts]
    if not limits or len({limit.purpose for limit in limits}) < len(limits):
        raise NotALimit(text)
    return limits


def read_limit(text: str) -> tuple[int, LimitUnit]:
    """Read a limit that has no purpose of its own."""
    limits = read_limits(text)
    if len(limits) > 1 or limits[0].purpose != Purpose.HANDLE:
        raise NotALimit(text)
    return limits[0].amount, limits[0].unit


def _read(part: str) -> ReadLimit:
    found = _LIMIT.fullmatch(part)
    if not found or found["unit"] not in _UNITS or not 1 <= int(found["amount"]) <= LONGEST:
        raise NotALimit(part)
    words = [word for word in (found["before"], found["after"]) if word]
    if len(words) > 1:
        raise NotALimit(part)
    purpose = _PURPOSES[words[0]] if words else Purpose.HANDLE
    return ReadLimit(purpose, int(found["amount"]), _UNITS[found["unit"]], part)


def not_a_limit(text: str) -> str:
    return _("“%(text)s” is not a time limit; write 4 小时 or 3 天.") % {"text": text}
