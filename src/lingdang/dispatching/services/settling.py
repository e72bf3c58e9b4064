"""自办即结: whoever meets a small matter puts it right on the spot and says so in one go."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lingdang.cases.public import (
    Case,
    Report,
    Reported,
    State,
    handle_case,
    keep_case,
    lock_case,
    report_case,
)
from lingdang.kernel.actor import Actor
from lingdang.people.public import Duty

_WAITING = frozenset({State.RECEIVED, State.FILED})


@transaction.atomic
def settle_on_the_spot(
    *,
    case_id: int,
    outcome: str,
    by: Actor,
    photo_ids: Sequence[int] = (),
    at: datetime | None = None,
) -> Case:
    """Keep it in the grid and say what was done. Others verify and call back, as always.

    What is in hand already is only handled; every step asks its own policy. ``at``: when it was.
    """
    case = lock_case(case_id)
    if case.state in _WAITING:
        keep_case(case_id=case_id, handler_id=_keeper(case, by), by=by, at=at)
    return handle_case(case_id=case_id, outcome=outcome, photo_ids=photo_ids, by=by, at=at)


def _keeper(case: Case, by: Actor) -> int | None:
    """Oneself: by one's duty to handle here, or else named, for those who serve the place."""
    return None if by.reach(Duty.HANDLE_CASE).covers(path=case.path) else by.person_id


@transaction.atomic
def report_settled(
    *,
    report: Report,
    outcome: str,
    by: Actor,
    photo_ids: Sequence[int] = (),
    at: datetime | None = None,
) -> Reported:
    """Report what one has put right already: one case, on record and handled, or none at all.

    Sent again with the same key it is the same case, however far that has come.
    """
    reported = report_case(report=report, by=by)
    if reported.again:
        return reported
    case = settle_on_the_spot(
        case_id=reported.case.pk, outcome=outcome, photo_ids=photo_ids, by=by, at=at
    )
    return Reported(case, reported.follow_token, again=False)
