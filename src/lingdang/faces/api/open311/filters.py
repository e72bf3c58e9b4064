"""Which requests are asked for: ids alone, or a window of at most 90 days."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.faces.api.open311.errors import Refused

WINDOW = timedelta(days=90)
AT_MOST = 1000
STATUSES = frozenset({"open", "closed"})
_WHOLE = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Asked:
    """``ids`` overrides everything else."""

    start: datetime
    end: datetime
    ids: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    statuses: frozenset[str] = field(default=STATUSES)
    page: int = 1
    page_size: int = AT_MOST

    @property
    def slice(self) -> slice:
        first = (self.page - 1) * self.page_size
        return slice(first, first + self.page_size)


def asked(arguments: Mapping[str, str], now: datetime | None = None) -> Asked:
    """Read the arguments; an empty one is as good as absent."""
    ids = _listed(arguments.get("service_request_id"))
    now = now or timezone.now()
    if ids:
        return Asked(start=now, end=now, ids=ids[:AT_MOST])
    start, end = _window(arguments, now)
    return Asked(
        start=start,
        end=end,
        codes=_listed(arguments.get("service_code")),
        statuses=_statuses(arguments.get("status")),
        page=_number(arguments, "page", default=1, most=AT_MOST),
        page_size=_number(arguments, "page_size", default=AT_MOST, most=AT_MOST),
    )


def _listed(text: str | None) -> tuple[str, ...]:
    named = (text or "").replace("\0", "").split(",")
    return tuple(part for item in named if (part := item.strip()))


def _statuses(text: str | None) -> frozenset[str]:
    wanted = frozenset(_listed(text))
    if not wanted <= STATUSES:
        raise Refused(400, _("The status must be open or closed."))
    return wanted or STATUSES


def _window(arguments: Mapping[str, str], now: datetime) -> tuple[datetime, datetime]:
    start = _moment(arguments, "start_date")
    end = _moment(arguments, "end_date")
    end = end or (min(start + WINDOW, now) if start else now)
    start = start or end - WINDOW
    if end - start > WINDOW:
        raise Refused(400, _("The span of start_date and end_date may not exceed 90 days."))
    return start, end


def _moment(arguments: Mapping[str, str], name: str) -> datetime | None:
    text = arguments.get(name, "").strip()
    if not text:
        return None
    try:
        when = datetime.fromisoformat(text.replace(" ", "+"))  # a "+" that was not escaped
    except ValueError:
        raise _not_a_moment(name) from None
    if when.tzinfo is None or not _is_storable(when):
        raise _not_a_moment(name)
    return when.astimezone(UTC)  # PostgreSQL knows fewer offsets


def _is_storable(when: datetime) -> bool:
    return MINYEAR + 1 < when.year < MAXYEAR  # a window around it still has dates


def _not_a_moment(name: str) -> Refused:
    sentence = _("%(name)s must be a date and time with its offset, as in 2026-08-01T00:00:00Z.")
    return Refused(400, sentence % {"name": name})


def _number(arguments: Mapping[str, str], name: str, *, default: int, most: int) -> int:
    text = arguments.get(name, "").strip()
    if not text:
        return default
    if not _WHOLE.fullmatch(text) or not 1 <= int(text) <= most:
        sentence = _("%(name)s must be a number from 1 to %(most)s.")
        raise Refused(400, sentence % {"name": name, "most": most})
    return int(text)
