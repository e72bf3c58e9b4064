"""A map kept by name; under a name that is taken it is kept anew."""

from django.db import transaction
from django.utils import timezone

from lingdang.intake.facts import MapSaved
from lingdang.intake.maps import ColumnMap
from lingdang.intake.models import LONGEST_NAME, SavedMap
from lingdang.intake.policies import require_import
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.texts import required_text


@transaction.atomic
def save_map(*, name: str, column_map: ColumnMap, by: Actor) -> SavedMap:
    require_import(by)
    told = {"map": column_map.stored(), "saved_at": timezone.now()}
    kept, _new = SavedMap.objects.update_or_create(
        name=required_text("save_as", name, LONGEST_NAME), defaults=told
    )
    record(MapSaved(map_id=kept.pk), by=by)
    return kept
