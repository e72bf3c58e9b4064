"""A question stops the clock until it is answered, replaced, or not answered in time."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lingdang.cases.public import (
    Case,
    SuspensionKind,
    lock_case,
    reports_of,
    resume_case,
    suspend_case,
    suspension_of,
)
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.texts import required_text
from lingdang.places.public import calendar
from lingdang.talks.enums import Audience, Ending, Kind
from lingdang.talks.errors import CaseEnded, NobodyReachable
from lingdang.talks.facts import QuestionEnded, ReporterAsked, ReporterReminded
from lingdang.talks.models import Remark
from lingdang.talks.policies import require_follow, require_talk
from lingdang.talks.queries.remarks import lock_open_question
from lingdang.talks.services.saying import carried, said, said_before

LONGEST = 1000
CLOCK = Actor.process("talks", "cases.see_case", "cases.resume_case")
_REMIND = timedelta(days=1)  # before it runs out


@transaction.atomic
def ask_reporter(*, case_id: int, text: str, by: Actor, key: UUID | None = None) -> Remark:
    """Ask who reported it; a newer question takes the place of an older one."""
    case = lock_case(case_id)
    require_talk(by, case)
    if earlier := said_before(case, key, by, {Kind.QUESTION}):
        return earlier
    words = required_text("text", text, LONGEST)
    if not case.is_open:
        raise CaseEnded
    if not any(report.is_reachable for report in reports_of(case)):
        raise NobodyReachable
    at = timezone.now()
    if older := lock_open_question(case.pk):
        _end(older, case, Ending.REPLACED, by=by, at=at)
        let_go_on(case)
    until = calendar().after(at, settings.QUESTION_DAYS, "working_days")
    heard = {"until": until, "key": key}
    question = said(case, Kind.QUESTION, Audience.REPORTER, words, by=by, at=at, **heard)
    now = lock_case(case_id)
    if now.due_at:  # what is hung up stands still already
        asked = SuspensionKind.ASKED
        now = suspend_case(case_id=case_id, kind=asked, reason=words, until=until, by=by)
    record(ReporterAsked(**carried(now), remark_id=question.pk), by=by, at=at)
    return question


@transaction.atomic
def overtake_question(*, case_id: int, by: Actor) -> bool:
    """End a question that nobody waits for any more: the case ended, or its clock goes on."""
    require_follow(by)
    case = lock_case(case_id)
    question = lock_open_question(case.pk)
    if question is None or (case.is_open and case.suspended_since):
        return False
    at = timezone.now()
    run_out = question.until is not None and question.until <= at
    _end(question, case, Ending.RUN_OUT if run_out else Ending.OVERTAKEN, by=by, at=at)
    return True


def end_run_out(*, by: Actor) -> int:
    """End every question whose days are over; says how many."""
    require_follow(by)
    over = Remark.objects.open_questions().filter(until__lte=timezone.now())
    return sum(_run_out(case_id, by) for case_id in over.values_list("case", flat=True))


@transaction.atomic
def _run_out(case_id: int, by: Actor) -> bool:
    case, at = lock_case(case_id), timezone.now()
    question = lock_open_question(case_id)
    if question is None or question.until is None or question.until > at:
        return False
    _end(question, case, Ending.RUN_OUT, by=by, at=at)
    let_go_on(case)
    return True


def remind_of_questions(*, by: Actor) -> int:
    """Remind once of every question that runs out within a day; says of how many."""
    require_follow(by)
    soon = Remark.objects.open_questions().filter(until__lte=timezone.now() + _REMIND)
    waiting = soon.filter(reminded_at=None).values_list("case", flat=True)
    return sum(_remind(case_id, by) for case_id in waiting)


@transaction.atomic
def _remind(case_id: int, by: Actor) -> bool:
    case, at = lock_case(case_id), timezone.now()
    question = lock_open_question(case_id)
    if question is None or question.reminded_at or question.until is None or question.until <= at:
        return False
    question.reminded_at = at
    question.save(update_fields=["reminded_at"])
    record(ReporterReminded(**carried(case), remark_id=question.pk), by=by, at=at)
    return True


def _end(question: Remark, case: Case, how: Ending, *, by: Actor, at: datetime) -> None:
    question.ended_at, question.ended_how = at, how
    question.save(update_fields=["ended_at", "ended_how"])
    asked_by = question.by_id
    ended = QuestionEnded(
        **carried(case), remark_id=question.pk, asked_by_id=asked_by, how=how.value
    )
    record(ended, by=by, at=at)


def let_go_on(case: Case) -> None:
    """Let the clock go on if it stood still for the question; as the system, whoever spoke."""
    suspension = suspension_of(case)
    if suspension and suspension.kind == SuspensionKind.ASKED:
        resume_case(case_id=case.pk, kind=SuspensionKind.ASKED, by=CLOCK)
