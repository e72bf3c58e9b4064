"""Areas with their towns, and supervision groups, from a sheet."""

from collections.abc import Sequence

from django.db import transaction

from lingdang.inspections.imports.cells import each_row, person_of, require_import, words_of
from lingdang.inspections.models import (
    Area,
    Group,
)
from lingdang.inspections.services.groups import draw_area, form_group
from lingdang.inspections.sheets import unit_of
from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import ImportReport, Row
from lingdang.places.public import tree

GROUP_COLUMNS = ("unit_code", "area", "place_codes", "leader", "members")
ROUND_COLUMNS = (
    *("name", "kind", "unannounced", "place_code", "checklist", "from", "until"),
    *("groups", "organisers", "state"),
)


@transaction.atomic
def import_groups(rows: Sequence[Row], *, by: Actor) -> ImportReport:
    """Areas with their towns, and the groups whose they are."""
    require_import(by)
    return each_row(rows, lambda row: _group(row, by))


def _group(row: Row, by: Actor) -> bool:
    unit = unit_of(row, "unit_code")
    area_id = None
    if row["area"]:
        places = [tree().by_code(code).id for code in words_of(row["place_codes"])]
        area = Area.objects.filter(place_id=unit.place_id, name=row["area"]).first()
        if places or area is None:
            area = draw_area(place_id=unit.place_id, name=row["area"], place_ids=places, by=by)
        area_id = area.pk
    known = Group.objects.filter(unit=unit).exists()
    form_group(
        unit_id=unit.pk,
        area_id=area_id,
        leader_id=person_of(row["leader"], "leader"),
        member_ids=[it for name in words_of(row["members"]) if (it := person_of(name, "members"))],
        by=by,
    )
    return not known
