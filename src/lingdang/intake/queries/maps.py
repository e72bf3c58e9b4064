"""Maps kept by name."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lingdang.intake.maps import ColumnMap
from lingdang.intake.models import SavedMap
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.people.public import Duty


def saved_maps_for(actor: Actor) -> QuerySet[SavedMap]:
    """Every map, for whoever may import anywhere: they hold words of systems, not of cases."""
    kept = SavedMap.objects.order_by("name")
    return kept if actor.has(Duty.IMPORT_CASES) else kept.none()


def saved_map(name: str) -> ColumnMap:
    found = SavedMap.objects.filter(name=name).first()
    if found is None:
        raise Incomplete({"map": _("No map is kept under the name “%(name)s”.") % {"name": name}})
    return ColumnMap.read(found.map)


def fitting_map(head: Sequence[str]) -> ColumnMap | None:
    """The map kept last whose columns are all in this file."""
    for kept in SavedMap.objects.order_by("-saved_at", "-pk"):
        column_map = ColumnMap.read(kept.map)
        if column_map.columns.keys() <= set(head):
            return column_map
    return None
