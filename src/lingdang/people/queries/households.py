"""Where somebody lives: for themselves in plain, for those who serve the place masked."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.people.enums import CareNeed, Duty
from lingdang.people.models import Household
from lingdang.people.privacy import decrypt, mask_name, mask_phone
from lingdang.places.public import as_of, tree


@dataclass(frozen=True, slots=True)
class Home:
    """A household in plain."""

    person_id: int
    place_id: int
    name: str
    door: str
    phone: str
    size: int | None
    needs: tuple[CareNeed, ...]
    since: date
    agreed_at: datetime | None

    @property
    def building(self) -> str:
        """Name the house; nothing for a grid or community, whose name is said with the place."""
        node = tree().node(self.place_id)
        return node.name if node.level in {"building", "household"} else ""

    @property
    def address(self) -> str:
        return f"{self.building}{self.door}"


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A household in a list: nothing in plain, and of needs only that there are some."""

    person_id: int
    place_id: int
    name: str
    phone: str
    size: int | None
    needs: bool
    since: date


def home_of(actor: Actor) -> Home | None:
    """One's own; none when the place has ended: then it is asked for again."""
    if actor.person_id is None:
        return None
    found = Household.objects.select_related("person").filter(person=actor.person_id).first()
    return plain(found) if found and found.place_id in tree() else None


def plain(household: Household) -> Home:
    told = json.loads(decrypt(household.cipher))
    return Home(
        person_id=household.person_id,
        place_id=household.place_id,
        name=told["name"],
        door=told["door"],
        phone=household.person.phone,
        size=household.size,
        needs=tuple(CareNeed(need) for need in told["needs"]),
        since=household.since,
        agreed_at=household.agreed_at,
    )


def households_for(actor: Actor) -> QuerySet[Household]:
    """Households of the places where an actor may see them."""
    wanted = Q(pk__in=())
    for path in sorted(actor.reach(Duty.SEE_HOUSEHOLD).paths):
        below = Q(path__gte=path, path__lt=f"{path[:-1]}0") if path else Q()
        wanted |= Q(place__in=as_of(timezone.localdate()).filter(below).values("place_id"))
    return Household.objects.select_related("person").filter(wanted, person__is_active=True)


def household_for(actor: Actor, person_id: int) -> Household:
    found = households_for(actor).filter(pk=person_id).first()
    if found is None:
        raise NotFound
    return found


def home_row(household: Household) -> HomeRow:
    home = plain(household)
    return HomeRow(
        person_id=home.person_id,
        place_id=home.place_id,
        name=mask_name(home.name),
        phone=mask_phone(home.phone),
        size=home.size,
        needs=bool(home.needs),
        since=home.since,
    )
