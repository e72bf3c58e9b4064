"""Lists by key, both ways, with a count that stops where it would begin to cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import F, Field, IntegerField, Model, QuerySet, Subquery
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.utils.translation import gettext as _

from lingdang.kernel.errors import Incomplete

SIZE = 50
COUNTED = 1000
_BETWEEN = "~"
_TOO_LARGE = 2**63


class CountUpTo(Subquery):
    """How many rows a queryset has, inside another statement, and no further than a limit."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"

    def __init__(self, queryset: QuerySet[Any], limit: int = COUNTED) -> None:
        rows = queryset.order_by().values("pk")[: limit + 1]
        super().__init__(rows, output_field=IntegerField())


@dataclass(frozen=True, slots=True)
class Order:
    """Sort keys that are never null and end with a unique one, all in one direction.

    ``kinds`` says what those are that are worked out and no fields of the model.
    """

    fields: tuple[str, ...]
    descending: bool = True
    kinds: Mapping[str, "Field[Any, Any]"] = field(default_factory=dict)

    def by(self, *, backwards: bool) -> list[str]:
        sign = "-" if self.descending != backwards else ""
        return [f"{sign}{field}" for field in self.fields]


@dataclass(frozen=True, slots=True)
class Page[M: Model]:
    rows: list[M]
    total: int
    before: str = ""  # cursor of the page in front of this one, if there is one
    after: str = ""

    @property
    def counted(self) -> str:
        return f"{COUNTED:,}+" if self.total > COUNTED else f"{self.total:,}"


def page_of[M: Model](
    queryset: QuerySet[M], order: Order, query: Mapping[str, Any], size: int = SIZE
) -> Page[M]:
    """One page in one statement; ``query`` may hold ``after`` or ``before``."""
    before = str(query.get("before") or "")
    cursor = before or str(query.get("after") or "")
    listed = _beyond(queryset, order, cursor, backwards=bool(before)) if cursor else queryset
    counted = listed.annotate(counted=CountUpTo(queryset))
    found = list(counted.order_by(*order.by(backwards=bool(before)))[: size + 1])
    more, rows = len(found) > size, found[:size]
    if before:
        rows.reverse()
    return Page(
        rows=rows,
        total=rows[0].counted if rows else 0,  # type: ignore[attr-defined]  # annotated above
        before=_cursor(rows[0], order) if rows and (more if before else cursor) else "",
        after=_cursor(rows[-1], order) if rows and (before or more) else "",
    )


def _beyond[M: Model](
    queryset: QuerySet[M], order: Order, cursor: str, *, backwards: bool
) -> QuerySet[M]:
    keys = Tuple(*(F(field) for field in order.fields))
    values = _values(queryset.model, order, cursor)
    lookup = TupleLessThan if order.descending != backwards else TupleGreaterThan
    return queryset.filter(lookup(keys, values))


def _values(model: type[Model], order: Order, cursor: str) -> tuple[Any, ...]:
    texts = zip(order.fields, cursor.split(_BETWEEN), strict=True)
    try:
        return tuple(_value(model, order, name, text) for name, text in texts)
    except (ValueError, ValidationError):
        raise Incomplete(
            {"after": _("The address of this page is damaged. Start again at the first page.")}
        ) from None


def _value(model: type[Model], order: Order, name: str, text: str) -> object:
    kind = order.kinds.get(name) or model._meta.get_field(name)  # noqa: SLF001 -- Django's own documented door
    value = cast("Field[Any, Any]", kind).to_python(text)
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError(text)
    if isinstance(value, int) and not 0 <= value < _TOO_LARGE:
        raise ValueError(text)
    return value


def _cursor(row: Model, order: Order) -> str:
    values = (getattr(row, field) for field in order.fields)
    return _BETWEEN.join(v.isoformat() if hasattr(v, "isoformat") else str(v) for v in values)


@dataclass(frozen=True, slots=True)
class Slice[T]:
    """A page of what is worked out whole: its cursors are places in the list."""

    rows: list[T]
    total: int
    before: str
    after: str


def sliced[T](found: Sequence[T], query: Mapping[str, Any], size: int = SIZE) -> Slice[T]:
    before, after = (str(query.get(name) or "") for name in ("before", "after"))
    said = before or after
    edge = int(said) if said.isdecimal() and len(said) < 9 else 0  # noqa: PLR2004 -- a list is shorter
    start = max(0, edge - size) if before else edge
    end = start + size
    return Slice(
        rows=list(found[start:end]),
        total=len(found),
        before=str(start) if start else "",
        after=str(end) if end < len(found) else "",
    )
