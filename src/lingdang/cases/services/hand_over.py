"""From hand to hand among those responsible: the unit and the place stay what they are."""

from collections.abc import Callable, Collection, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.enums import OPEN, WAITING
from lingdang.cases.errors import NotInHand
from lingdang.cases.facts import CaseAssigned, CaseHandedOver
from lingdang.cases.models import Case
from lingdang.cases.policies import require_assign, serves
from lingdang.cases.queries.lists import lock_cases
from lingdang.cases.services.transitions import carried
from lingdang.journal.public import Event, record_all
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.people.public import Person, actor_for

type _Told = Callable[[Case, int], Event]

_IN_HAND = OPEN - WAITING


@transaction.atomic
def assign_case(*, case_id: int, handler_id: int, by: Actor) -> Case:
    """Give it to one of those responsible, by name; its deadline stays."""
    cases = _locked([case_id])
    _give(cases, handler_id, _assigned, by)
    return cases[0]


@transaction.atomic
def hand_over_cases(
    *, case_ids: Sequence[int], from_person_ids: Collection[int], to_person_id: int, by: Actor
) -> list[Case]:
    """Give what these people still have in hand of several cases to one person, all or none.

    Returns what was given: what has gone elsewhere in the meantime stays there.
    """
    cases = [case for case in _locked(case_ids) if _has(case, from_person_ids)]
    _give(cases, to_person_id, _handed_over, by)
    return cases


def _locked(case_ids: Collection[int]) -> list[Case]:
    found = lock_cases(Q(pk__in=case_ids))
    if found.keys() != set(case_ids):
        raise NotFound
    return list(found.values())


def _has(case: Case, person_ids: Collection[int]) -> bool:
    return case.handler_id in person_ids and case.state in _IN_HAND


def _give(cases: list[Case], to_person_id: int, told: _Told, by: Actor) -> None:
    """May – check – save – record; whoever has it already is given nothing."""
    taker, at = _taker(to_person_id), timezone.now()
    for case in cases:
        require_assign(by, case)
        if case.state not in _IN_HAND:
            raise NotInHand
        if not serves(taker, case):
            raise Incomplete({"handler_id": _("This person cannot take the case in hand.")})
    given = [case for case in cases if case.handler_id != to_person_id]
    events = [told(case, to_person_id) for case in given]
    for case in given:
        case.handler_id, case.changed_at = to_person_id, at
    Case.objects.bulk_update(given, ["handler", "changed_at"], batch_size=500)
    if events:
        record_all(events, by=by, at=at)


def _taker(person_id: int) -> Actor:
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise Incomplete({"handler_id": _("There is no such person.")})
    return actor_for(person)


def _assigned(case: Case, to: int) -> Event:
    return CaseAssigned(**carried(case), unit_id=case.unit_id, handler_id=to)


def _handed_over(case: Case, to: int) -> Event:
    giver = case.handler_id or 0  # one of those who had it in hand
    return CaseHandedOver(**carried(case), from_person_id=giver, to_person_id=to)
