"""Check-lists, areas and groups."""

from django.db.models import Prefetch, Q, QuerySet

from lingdang.inspections.enums import PLAN, SEE
from lingdang.inspections.models import (
    Area,
    AreaPlace,
    Checklist,
    Group,
    Item,
    Member,
    Order,
    Version,
)
from lingdang.inspections.policies import places_around
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.people.public import Unit, UnitKind, units_at
from lingdang.places.public import PlaceNode, tree


def checklists_for(actor: Actor) -> QuerySet[Checklist]:
    """Those of the places around one, and those by which one's unit was ordered something."""
    around = places_around(actor, SEE, PLAN)
    newest = Prefetch("versions", Version.objects.order_by("-number"))
    every = Checklist.objects.prefetch_related(newest)
    if around is None:
        return every
    ordered = Order.objects.filter(unit__in=actor.reach(SEE).units)
    return every.filter(
        Q(place__in=around) | Q(pk__in=ordered.values("round__checklist__checklist"))
    )


def checklist_for(actor: Actor, checklist_id: int) -> Checklist:
    found = checklists_for(actor).filter(pk=checklist_id).first()
    if found is None:
        raise NotFound
    return found


def versions_of(checklist: Checklist) -> list[Version]:
    return list(Version.objects.filter(checklist=checklist).order_by("-number"))


def version_in_force(checklist: Checklist) -> Version | None:
    published = Version.objects.filter(checklist=checklist, published_at__isnull=False)
    return published.order_by("-number").first()


def draft_of(checklist: Checklist) -> Version | None:
    return Version.objects.filter(checklist=checklist, published_at=None).first()


def items_of(version: Version) -> list[Item]:
    return list(Item.objects.filter(version=version).select_related("unit", "category"))


def item_text(item_id: int) -> str:
    return Item.objects.filter(pk=item_id).values_list("text", flat=True).first() or ""


def usable_versions(actor: Actor) -> QuerySet[Version]:
    """Published versions, the newest of each first: a plan chooses among them."""
    known = Version.objects.filter(checklist__in=checklists_for(actor).values("pk"))
    published = known.filter(published_at__isnull=False).select_related("checklist")
    return published.order_by("checklist__name", "-number")


def areas_for(actor: Actor) -> QuerySet[Area]:
    around = places_around(actor, SEE, PLAN)
    every = Area.objects.prefetch_related("places", "groups__unit").order_by("name")
    return every if around is None else every.filter(place__in=around)


def groups_for(actor: Actor) -> QuerySet[Group]:
    around = places_around(actor, SEE, PLAN)
    every = Group.objects.select_related("unit", "area").prefetch_related("members__person")
    found = every if around is None else every.filter(unit__place__in=around)
    return found.order_by("unit__code")


def group_for(actor: Actor, group_id: int) -> Group:
    found = groups_for(actor).filter(pk=group_id).first()
    if found is None:
        raise NotFound
    return found


def unformed_groups(place_id: int) -> QuerySet[Unit]:
    """Units of the kind that are no group yet."""
    below = [node.id for node in tree().subtree(place_id)]
    known = Group.objects.values("unit")
    return units_at(below, UnitKind.SUPERVISION_GROUP).exclude(pk__in=known).order_by("code")


def towns_without_area(place_id: int) -> list[PlaceNode]:
    """Towns below a place that lie in no area: the list should be empty."""
    taken = set(AreaPlace.objects.values_list("place_id", flat=True))
    places = tree()
    below = [node for node in places.subtree(place_id) if node.level == "town"]
    covered = {node.id for pk in taken if pk in places for node in places.subtree(pk)}
    return [node for node in below if node.id not in covered]


def area_of(place_id: int) -> Area | None:
    """The area that a place lies in, by its town."""
    places = tree()
    if place_id not in places:
        return None
    around = [*(node.id for node in places.ancestors(place_id)), place_id]
    found = AreaPlace.objects.filter(place__in=around).select_related("area").first()
    return found.area if found else None


def groups_of_person(person_id: int | None) -> set[int]:
    held = Member.objects.filter(person=person_id) if person_id else Member.objects.none()
    return set(held.values_list("group_id", flat=True))
