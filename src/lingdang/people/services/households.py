"""A resident says where they live, once; whoever serves there may look, for a reason."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotAllowed
from lingdang.kernel.texts import optional_text, required_text
from lingdang.people.enums import CareNeed
from lingdang.people.facts import HouseholdForgotten, HouseholdSet, HouseholdUnmasked
from lingdang.people.models import Household
from lingdang.people.models.household import LARGEST_HOUSEHOLD
from lingdang.people.privacy import encrypt
from lingdang.people.queries.households import Home, household_for, plain
from lingdang.people.queries.people import lock_person
from lingdang.places.public import tree

_LONGEST_NAME, _LONGEST_DOOR = 50, 100
_AT_LEAST = "village"


@dataclass(frozen=True, slots=True)
class HomeTold:
    """What a resident says of their household. Needs are kept only with ``agrees``."""

    place_id: int
    name: str
    door: str = ""
    size: int | None = None
    needs: Sequence[str] = ()
    agrees: bool = False
    since: date | None = None


@transaction.atomic
def set_household(*, told: HomeTold, by: Actor) -> Home:
    """Tell it, correct it, or move: what was known before is forgotten."""
    person_id = _own(by)
    person = lock_person(person_id)
    sealed, since = _checked(told)
    before = Household.objects.filter(person=person_id).first()
    moved = before is not None and before.place_id != told.place_id
    stays = before.since if before and not moved else None
    agreed = (before and before.agreed_at) or timezone.now() if told.needs else None
    household, _new = Household.objects.update_or_create(
        person=person,
        defaults={
            "place_id": told.place_id,
            "cipher": sealed,
            "size": told.size,
            "since": since or stays or timezone.localdate(),
            "agreed_at": agreed,
            "changed_at": timezone.now(),
        },
    )
    record(HouseholdSet(person_id=person_id, moved=moved), by=by)
    return plain(household)


def _checked(told: HomeTold) -> tuple[str, date | None]:
    problems = {}
    places = tree()
    if told.place_id not in places or places.node(told.place_id).rank < _rank():
        problems["place"] = _("Choose the community, grid or building where you live.")
    if told.size is not None and not 1 <= told.size <= LARGEST_HOUSEHOLD:
        problems["size"] = _("Between 1 and 30 people.")
    if told.since and told.since > timezone.localdate():
        problems["since"] = _("This day is still to come.")
    if set(told.needs) - {*CareNeed.values}:
        problems["needs"] = _("There is no such need.")
    elif told.needs and not told.agrees:
        problems["agrees"] = _("Needs are kept only if you agree that your grid team knows them.")
    if problems:
        raise Incomplete(problems)
    words = {
        "name": required_text("name", told.name, _LONGEST_NAME),
        "door": optional_text("door", told.door, _LONGEST_DOOR),
        "needs": sorted(set(told.needs)),
    }
    return encrypt(json.dumps(words, ensure_ascii=False)), told.since


def _rank() -> int:
    """From which level on a place says where somebody lives."""
    return min((node.rank for node in tree() if node.level == _AT_LEAST), default=0)


@transaction.atomic
def forget_household(*, by: Actor) -> None:
    """Take it back; taken back twice, it is gone once."""
    person_id = _own(by)
    gone, _rows = Household.objects.filter(person=person_id).delete()
    if gone:
        record(HouseholdForgotten(person_id=person_id), by=by)


@transaction.atomic
def unmask_household(*, person_id: int, reason: str, by: Actor) -> Home:
    """Show who lives there and what they need, for a reason that the journal keeps."""
    household = household_for(by, person_id)
    words = required_text("reason", reason)
    record(HouseholdUnmasked(person_id=person_id, reason=words), by=by)
    return plain(household)


def _own(by: Actor) -> int:
    if by.person_id is None:
        raise NotAllowed
    return by.person_id
