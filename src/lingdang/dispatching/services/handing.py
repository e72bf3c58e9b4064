"""A shift hands over what it has in hand: one transaction, one note, one fact a case."""

from django.db import transaction

from lingdang.cases.public import hand_over_cases
from lingdang.dispatching.errors import NobodyNext, NothingInHand
from lingdang.dispatching.facts import ShiftHandedOver
from lingdang.dispatching.models import HandedCase, HandOver
from lingdang.dispatching.queries.hand_overs import preview
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.texts import optional_text
from lingdang.shifts.public import Station

_LONGEST = 1000


@transaction.atomic
def hand_over_shift(
    *,
    where: Station,
    by: Actor,
    giver_id: int | None = None,
    taker_id: int | None = None,
    note: str = "",
) -> HandOver:
    """Hand all that one person, or the shift that has ended, has in hand to the next on duty.

    A note is worth handing over where no case is.
    """
    words = optional_text("note", note, _LONGEST)
    plan = preview(by, where, giver_id=giver_id, taker_id=taker_id)
    if plan.taker is None:
        raise NobodyNext
    givers = dict(plan.cases.values_list("pk", "handler"))
    given = hand_over_cases(
        case_ids=list(givers),
        to_person_id=plan.taker.person_id,
        from_person_ids=plan.givers,
        by=by,
    )
    if not given and not words:
        raise NothingInHand
    done = HandOver.objects.create(
        place_id=where.place_id,
        unit_id=where.unit_id,
        to_id=plan.taker.person_id,
        by_id=by.person_id,
        note=words,
    )
    HandedCase.objects.bulk_create(
        HandedCase(hand_over=done, case=case, giver_id=givers[case.pk]) for case in given
    )
    record(_told(done, len(given)), by=by)
    return done


def _told(done: HandOver, cases: int) -> ShiftHandedOver:
    return ShiftHandedOver(
        hand_over_id=done.pk,
        at_place_id=done.place_id,
        unit_id=done.unit_id,
        to_person_id=done.to_id,
        cases=cases,
        note=done.note,
    )
