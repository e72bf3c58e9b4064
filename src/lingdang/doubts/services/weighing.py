"""What a kind of doubt takes from trust, in this district."""

from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.doubts.enums import WHOLE, Kind
from lingdang.doubts.facts import WeightSet
from lingdang.doubts.models import Weight
from lingdang.doubts.policies import require_weigh
from lingdang.doubts.queries import weights
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete


@transaction.atomic
def set_weight(*, kind: Kind | str, points: int, by: Actor) -> Weight:
    require_weigh(by)
    if kind not in Kind.values:
        raise Incomplete({"kind": _("There is no such kind of doubt.")})
    if not 0 <= points <= WHOLE:
        raise Incomplete({"points": _("Between 0 and 100.")})
    before = weights()[kind]
    weight, _made = Weight.objects.update_or_create(kind=kind, defaults={"points": points})
    record(WeightSet(kind=kind, points=points, points_before=before), by=by)
    return weight
