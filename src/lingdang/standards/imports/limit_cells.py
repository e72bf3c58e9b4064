"""The columns of a sheet of standards that hold limits: one for all streets, or one a class."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lingdang.kernel.errors import Incomplete
from lingdang.kernel.sheets import Row, cell
from lingdang.standards.imports.words import plain
from lingdang.standards.limits import NotALimit, not_a_limit, read_limits
from lingdang.standards.models import Limit, StreetClass

ANY = "limit"


@dataclass(frozen=True, slots=True)
class LimitCells:
    """Which class each column is of; ``scheme`` is that of the classes, if there are any."""

    scheme: str | None
    columns: Mapping[str, StreetClass]
    classes: frozenset[str]  # all of the scheme

    def read(self, row: Row) -> list[Limit]:
        limits = _limits(row, ANY, None)
        for column, street_class in self.columns.items():
            limits += _limits(row, column, street_class)
        given = {limit.street_class_id for limit in limits}
        if None not in given and (not given or given != self.classes):
            raise cell(ANY, _("This is missing."))
        return limits


def limit_cells(columns: Sequence[str]) -> LimitCells:
    known = list(StreetClass.objects.order_by("scheme", "rank"))
    named = {
        column: street_class
        for column in columns
        for street_class in known
        if plain(column) in {f"{ANY}:{street_class.code}", plain(street_class.name)}
    }
    schemes = {street_class.scheme_id for street_class in named.values()}
    unknown = [name for name in columns if name.startswith(f"{ANY}:") and name not in named]
    if len(schemes) > 1 or unknown:
        raise Incomplete(
            {"scheme": _("The columns of limits do not belong to one scheme of street classes.")}
        )
    scheme = next(iter(schemes), None)
    return LimitCells(
        scheme=scheme,
        columns=named,
        classes=frozenset(one.key for one in known if one.scheme_id == scheme),
    )


def _limits(row: Row, column: str, street_class: StreetClass | None) -> list[Limit]:
    text = row.get(column, "")
    if not text:
        return []
    try:
        read = read_limits(text)
    except NotALimit:
        raise cell(column, not_a_limit(text)) from None
    return [
        Limit(
            street_class=street_class,
            purpose=limit.purpose.value,
            amount=limit.amount,
            unit=limit.unit.value,
            written=limit.written,
        )
        for limit in read
    ]
