"""Cases follow the tree of places and the posts of people, whatever becomes of these."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lingdang.cases.enums import OPEN, State
from lingdang.cases.facts import CaseAssigned, CaseHandedOver, CaseRehung, CaseReleased
from lingdang.cases.models import Case
from lingdang.cases.policies import serves
from lingdang.cases.queries.lists import lock_case
from lingdang.cases.services import transitions
from lingdang.cases.services.reckon import reckon_cases
from lingdang.cases.services.saving import saved
from lingdang.cases.services.transitions import carried
from lingdang.journal.public import Event, record_all
from lingdang.kernel.actor import Actor
from lingdang.people.public import Person, Role, TeamMember, actor_for
from lingdang.places.public import as_of, history, locate, successors
from lingdang.shifts.public import grid_team


@transaction.atomic
def follow_places(*, by: Actor) -> int:
    """Bring every case's path up to date with today's tree; says how many places differed.

    A case whose place has ended goes to its successor, if there are several to the one that
    covers its position, and if there is none to what was above. Their deadlines are reckoned
    anew: where a street is told apart by its class, the limit may be another.
    """
    today = dict(as_of(timezone.localdate()).values_list("place_id", "path"))
    held = Case.objects.order_by("place_id").values_list("place_id", "path").distinct()
    stale = [(place, path) for place, path in held if today.get(place) != path]
    moved = {place for place, _path in stale}
    lies_there = Q(place__in=moved) | Q(origin_place__in=moved)
    affected = list(Case.objects.open().filter(lies_there).values_list("pk", flat=True))
    for place_id, path in stale:
        if place_id in today:
            Case.objects.filter(place=place_id, path=path).update(path=today[place_id])
        else:
            _rehang(place_id, today, by)
    reckon_cases(affected, by=by)
    return len(stale)


def _rehang(place_id: int, today: Mapping[int, str], by: Actor) -> None:
    heirs = _heirs(place_id, today)
    cases = list(Case.objects.filter(place=place_id).select_for_update(no_key=True))
    told: list[Event] = []
    for case in cases:
        case.place_id = _heir_of(case, heirs, today)
        case.path = today[case.place_id]
        told.append(CaseRehung(**carried(case), from_id=place_id))
    Case.objects.bulk_update(cases, ["place", "path"], batch_size=500)
    record_all(told, by=by)


def _heirs(place_id: int, today: Mapping[int, str]) -> list[int]:
    """What stands today in the stead of a place that ended: its successors, or what was above."""
    found = [
        heir
        for step in successors(place_id)
        for heir in (
            [step.successor_id] if step.successor_id in today else _heirs(step.successor_id, today)
        )
    ]
    if found:
        return found
    above = history(place_id)[-1].parent_id
    if above is None:
        return [next(iter(today))]
    return [above] if above in today else _heirs(above, today)


def _heir_of(case: Case, heirs: list[int], today: Mapping[int, str]) -> int:
    if len(heirs) > 1 and case.lng is not None and case.lat is not None:
        there = locate(case.lng, case.lat).path
        for heir in heirs:
            if there.startswith(today[heir]):
                return heir
    return heirs[0]


@transaction.atomic
def follow_posts(*, by: Actor, person_id: int | None = None) -> int:
    """Take open cases from who no longer serves their place; says how many.

    The successor in the post has them next; without one they wait for an owner again.
    """
    kept = Case.objects.filter(state__in=sorted(OPEN), handler__isnull=False)
    if person_id is not None:
        kept = kept.filter(handler=person_id)
    moved = 0
    handlers = kept.order_by("handler").values_list("handler", flat=True).distinct()
    for handler in Person.objects.filter(pk__in=list(handlers)):
        actor = actor_for(handler)
        for case in kept.filter(handler=handler).select_related("procedure"):
            if not serves(actor, case):
                _hand_over(lock_case(case.pk), handler.pk, by)
                moved += 1
    return moved


def _hand_over(case: Case, from_id: int, by: Actor) -> None:
    if case.handler_id != from_id or not case.is_open:
        return
    at = timezone.now()
    successor = None if case.unit_id else _successor(case, from_id)
    event: Event
    if case.unit_id:  # the unit has it as before
        case.handler_id, case.changed_at = None, at
        event = CaseAssigned(**carried(case), unit_id=case.unit_id, handler_id=None)
    elif successor:
        case.handler_id, case.changed_at = successor.person_id, at
        event = CaseHandedOver(
            **carried(case), from_person_id=from_id, to_person_id=successor.person_id
        )
    elif case.state == State.DISPATCHED:
        event = transitions.released(case, at=at)
    else:  # put right already: it has no owner until it is sent back
        case.handler_id, case.changed_at = None, at
        event = CaseReleased(**carried(case), handler_id=from_id, unit_id=None)
    saved(case, event, by=by, at=at)


def _successor(case: Case, from_id: int) -> TeamMember | None:
    if case.is_restricted:
        return None  # those whom it is for choose among themselves
    for member in grid_team(case.place_id):
        here = member.place_id == case.place_id and member.person_id != from_id
        if here and member.role == Role.GRID_WORKER:
            return member
    return None
