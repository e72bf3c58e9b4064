"""Others have their word; the last one makes it happen, in the same transaction."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.approvals import facts
from lingdang.approvals.enums import DECIDED, Kind, State, Step
from lingdang.approvals.models import Application
from lingdang.approvals.policies import require_take
from lingdang.approvals.queries import lock_application, lock_open, steps_of
from lingdang.cases.public import (
    SuspensionKind,
    excuse_case,
    extend_case,
    recall_case,
    sealed,
    suspend_case,
)
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import optional_text, required_text

_EVENTS: dict[Step, type[facts.ApplicationEvent]] = {
    Step.AGREE: facts.ApplicationAgreed,
    Step.GRANT: facts.ApplicationGranted,
    Step.REFUSE: facts.ApplicationRefused,
    Step.WITHDRAW: facts.ApplicationWithdrawn,
    Step.LAPSE: facts.ApplicationLapsed,
}
_CHANGING = ("state", "agreed_by", "agreed_at", "decided_by", "decided_at", "words")


@transaction.atomic
def take_step(*, application_id: int, step: Step | str, by: Actor, words: str = "") -> Application:
    """Agree, grant, refuse or withdraw. A refusal says why."""
    if step not in Step.values:
        raise Incomplete({"step": _("There is no such step.")})
    application = lock_application(by, application_id)
    return _take(application, Step(step), words, by)


def _take(application: Application, step: Step, words: str, by: Actor) -> Application:
    require_take(by, step, application)
    said = required_text if step is Step.REFUSE else optional_text
    application.words = said("words", words)
    table = steps_of(Kind(application.kind))
    target, at = table.after(State(application.state), step), timezone.now()
    application.state = target
    if target is State.AGREED:
        application.agreed_by_id, application.agreed_at = by.person_id, at
    if target in DECIDED:
        application.decided_by_id, application.decided_at = by.person_id, at
    if target is State.GRANTED:
        _HAPPENS[Kind(application.kind)](application, by)
    application.save(update_fields=_CHANGING)
    record(sealed(application.case, _told(application, step)), by=by, at=at)
    return application


def _told(application: Application, step: Step) -> facts.ApplicationEvent:
    return _EVENTS[step](
        application_id=application.pk,
        case_id=application.case_id,
        kind=application.kind,
        held_at_id=application.case.place_id,
        words=application.words,
    )


def _extend(application: Application, by: Actor) -> None:
    extend_case(
        case_id=application.case_id,
        reason=application.reason,
        asked_at=application.asked_at,
        by=by.entrusted("cases.extend_case"),
    )


def _hang_up(application: Application, by: Actor) -> None:
    suspend_case(
        case_id=application.case_id,
        kind=SuspensionKind.HUNG_UP,
        reason=application.reason,
        until=application.until,
        since=application.asked_at,
        by=by.entrusted("cases.hang_up_case"),
    )


def _excuse(application: Application, by: Actor) -> None:
    excuse_case(
        case_id=application.case_id,
        reason=application.reason,
        by=by.entrusted("cases.excuse_case"),
    )


def _recall(application: Application, by: Actor) -> None:
    recall_case(
        case_id=application.case_id,
        reason=application.reason,
        by=by.entrusted("cases.recall_case"),
    )


# What granting does, with a duty lent for this one decision.
_HAPPENS: dict[Kind, Callable[[Application, Actor], None]] = {
    Kind.EXTEND: _extend,
    Kind.HANG_UP: _hang_up,
    Kind.APPEAL: _excuse,
    Kind.MISDISPATCH: _recall,
}


@transaction.atomic
def lapse_applications(*, case_id: int, by: Actor) -> int:
    """The case has gone on: what still waits in it has no object any more. Says how many."""
    waiting = lock_open(case_id)
    for application in waiting:
        _take(application, Step.LAPSE, "", by)
    return len(waiting)
