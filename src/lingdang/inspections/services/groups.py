"""Areas are drawn, supervision groups are formed."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.inspections.enums import PLAN
from lingdang.inspections.errors import AreasOverlap
from lingdang.inspections.facts import AreasDrawn, GroupFormed
from lingdang.inspections.models import Area, AreaPlace, Group, Member
from lingdang.inspections.models.checklist import LONGEST_NAME
from lingdang.inspections.policies import require
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import required_text
from lingdang.people.public import Person, Unit, UnitKind
from lingdang.places.public import Place, tree


@transaction.atomic
def draw_area(*, place_id: int, name: str, place_ids: Sequence[int], by: Actor) -> Area:
    """Say which places below one an area is made of; a place lies in one area at a time."""
    require(by, PLAN, tree().node(place_id).id)
    Place.objects.select_for_update(no_key=True).get(pk=place_id)  # areas are drawn one by one
    called = required_text("name", name, LONGEST_NAME)
    below = {node.id for node in tree().subtree(place_id)}
    if not place_ids or set(place_ids) - below:
        raise Incomplete({"place_ids": _("Choose places that lie there.")})
    area, _made = Area.objects.get_or_create(place_id=place_id, name=called)
    _require_free(area, set(place_ids))
    AreaPlace.objects.filter(area=area).delete()
    AreaPlace.objects.bulk_create(
        AreaPlace(area=area, place_id=pk) for pk in sorted(set(place_ids))
    )
    record(AreasDrawn(area_id=area.pk, place_ids=sorted(set(place_ids))), by=by)
    return area


def _require_free(area: Area, wanted: set[int]) -> None:
    """None of them, nothing around and nothing below them lies in another area."""
    places = tree()
    near = {
        node.id
        for pk in wanted
        for node in [*places.ancestors(pk), *places.subtree(pk)]
    }  # fmt: skip
    others = AreaPlace.objects.filter(place__in=near).exclude(area=area).select_related("area")
    if taken := others.first():
        raise AreasOverlap(place=places.node(taken.place_id).name, area=taken.area.name)


@transaction.atomic
def form_group(
    *,
    unit_id: int,
    area_id: int | None,
    leader_id: int | None,
    member_ids: Sequence[int],
    by: Actor,
) -> Group:
    """Say who a supervision group is, and which area is theirs; said again it is formed anew."""
    kind = UnitKind.SUPERVISION_GROUP
    unit = Unit.objects.select_for_update(no_key=True).filter(pk=unit_id, kind=kind).first()
    if unit is None:
        raise Incomplete({"unit_id": _("This is not a supervision group.")})
    require(by, PLAN, unit.place_id)
    if area_id and not Area.objects.filter(pk=area_id).exists():
        raise Incomplete({"area_id": _("There is no such area.")})
    persons = set(member_ids) | ({leader_id} if leader_id else set())
    if Person.objects.filter(pk__in=persons).count() != len(persons):
        raise Incomplete({"member_ids": _("There is no such person.")})
    group, _made = Group.objects.update_or_create(unit=unit, defaults={"area_id": area_id})
    Member.objects.filter(group=group).delete()
    Member.objects.bulk_create(
        Member(group=group, person_id=pk, leads=pk == leader_id) for pk in sorted(persons)
    )
    told = GroupFormed(group_id=group.pk, area_id=area_id, person_ids=sorted(persons))
    record(told, by=by)
    return group
