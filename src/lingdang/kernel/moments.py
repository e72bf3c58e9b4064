"""Dates and times as sheets write them."""

import re
from datetime import datetime

_MOMENT = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[T\s]*(\d{1,2})\s*[::时]\s*(\d{1,2})\s*(?:[::分]\s*(\d{1,2})(?:\.\d+)?)?\s*秒?分?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?"
)


def spelled(text: str) -> str:
    """``2019/2/28 11:25:05`` as ISO has it; what is no moment stays as it is, for the refusal."""
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        return text
    *numbers, zone = found.groups()
    try:
        at = datetime(*(int(number or 0) for number in numbers))  # type: ignore[arg-type]  # noqa: DTZ001 -- the district's own, unless the text says
    except ValueError:
        return text
    return at.isoformat() + (zone or "")
