"""Lists by key: a page costs the same however far down it is."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import F
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.utils.translation import gettext as _

from lingdang.cases.models import Case, CaseQuerySet
from lingdang.kernel.errors import Incomplete

type Order = Literal["newest", "oldest", "due"]

LARGEST = 200
COUNTED = 1000
_KEYS = {"newest": ("received_at", "id"), "oldest": ("received_at", "id"), "due": ("due_at", "id")}


@dataclass(frozen=True, slots=True)
class Page:
    """``after`` names the last row; the next page begins behind it. None: this was the last."""

    rows: list[Case]
    after: str | None


def keyset_page(
    cases: CaseQuerySet, after: str | None = None, size: int = 50, order: Order = "newest"
) -> Page:
    """Cut a page out of a list; ``due`` lists only what is open and has a deadline."""
    size = max(1, min(size, LARGEST))
    first, second = _KEYS[order]
    descending = order == "newest"
    if order == "due":
        cases = cases.open().filter(due_at__isnull=False)
    if after:
        lookup = TupleLessThan if descending else TupleGreaterThan
        cases = cases.filter(lookup(Tuple(F(first), F(second)), _read(after)))
    sign = "-" if descending else ""
    rows = list(cases.order_by(sign + first, sign + second)[: size + 1])
    more = len(rows) > size
    return Page(rows[:size], _written(rows[size - 1], first) if more else None)


def count_up_to(cases: CaseQuerySet, limit: int = COUNTED) -> str:
    """How many, as a person reads it: past the limit nobody counts on (``1,000+``)."""
    found = cases.order_by()[: limit + 1].count()
    return f"{limit:,}+" if found > limit else f"{found:,}"


def _written(case: Case, field: str) -> str:
    return urlsafe_b64encode(f"{getattr(case, field).isoformat()} {case.pk}".encode()).decode()


def _read(after: str) -> tuple[datetime, int]:
    try:
        moment, pk = urlsafe_b64decode(after.encode()).decode().rsplit(" ", 1)
        key = datetime.fromisoformat(moment), int(pk)
    except ValueError:
        key = None
    if key is None or key[0].tzinfo is None or not 0 < key[1] < 2**63:
        raise Incomplete({"after": _("This does not name a page.")})
    return key
