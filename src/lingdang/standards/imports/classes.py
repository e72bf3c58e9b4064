"""Classes of places from a sheet: ``place_code*, class*, from*, to``, all or nothing.

``class`` is a class's key (``streets:strict``) or its name (``严管街``).
"""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.kernel.sheets import ImportReport, Row, cell, cell_date, checked
from lingdang.places.public import tree
from lingdang.standards.imports.words import plain
from lingdang.standards.models import StreetClass
from lingdang.standards.policies import require_manage
from lingdang.standards.services.streets import classify_place

CLASS_COLUMNS = ("place_code", "class", "from")


@transaction.atomic
def import_classes(rows: Sequence[Row], *, by: Actor) -> ImportReport:
    require_manage(by)
    report, keys = ImportReport(), _keys()

    def read(row: Row) -> bool | None:
        on = cell_date(row, "from")
        if on is None:
            raise cell("from", _("This is missing."))
        return (
            classify_place(
                place_id=_place(row.get("place_code", "")),
                street_class=_key(row.get("class", ""), keys),
                on=on,
                until=cell_date(row, "to"),
                by=by,
            )
            or None
        )

    report.created = len(checked(rows, read, report))
    if report.problems:
        report.created = 0
        transaction.set_rollback(True)
    return report


def _keys() -> dict[str, str | None]:
    """Keys by key and by name; a name that two schemes use names none."""
    keys: dict[str, str | None] = {}
    for each in StreetClass.objects.all():
        keys[each.key] = each.key
        keys[plain(each.name)] = None if plain(each.name) in keys else each.key
    return keys


def _key(text: str, keys: Mapping[str, str | None]) -> str:
    if (key := keys.get(plain(text))) is None:
        raise cell("class", _("There is no such class of streets."))
    return key


def _place(code: str) -> int:
    try:
        return tree().by_code(code).id
    except NotFound:
        raise cell("place_code", _("There is no such place.")) from None
