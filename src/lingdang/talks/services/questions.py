"""A question stops the clock until it is answered, replaced, or not answered in time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import (
    Case,
    SuspensionKind,
    is_reporter,
    lock_case,
    reports_of,
    resume_case,
    suspend_case,
    suspension_of,
)
from lingdang.evidence.public import attach_photos
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.kernel.texts import optional_text, required_text
from lingdang.places.public import calendar
from lingdang.talks.enums import Audience, Ending, Kind
from lingdang.talks.errors import CaseEnded, NobodyReachable, NothingAsked
from lingdang.talks.facts import QuestionEnded, ReporterAnswered, ReporterAsked
from lingdang.talks.models import Remark
from lingdang.talks.policies import require_follow, require_talk
from lingdang.talks.queries.remarks import lock_open_question

LONGEST = 1000
CLOCK = Actor.process("talks", "cases.see_case", "cases.resume_case")


@transaction.atomic
def ask_reporter(*, case_id: int, text: str, by: Actor) -> Remark:
    """Ask who reported it; a newer question takes the place of an older one."""
    case = lock_case(case_id)
    require_talk(by, case)
    words = required_text("text", text, LONGEST)
    if not case.is_open:
        raise CaseEnded
    if not any(report.is_heard for report in reports_of(case)):
        raise NobodyReachable
    at = timezone.now()
    if older := lock_open_question(case.pk):
        _end(older, case, Ending.REPLACED, by=by, at=at)
        _go_on(case)
    until = calendar().after(at, settings.QUESTION_DAYS, "working_days")
    question = Remark.objects.create(
        case=case,
        kind=Kind.QUESTION,
        audience=Audience.REPORTER,
        text=words,
        by_id=by.person_id,
        at=at,
        until=until,
    )
    if lock_case(case_id).suspended_since is None:  # what is hung up stands still already
        asked = SuspensionKind.ASKED
        suspend_case(case_id=case_id, kind=asked, reason=words, until=until, by=by)
    record(ReporterAsked(**_carried(lock_case(case_id)), remark_id=question.pk), by=by, at=at)
    return question


@transaction.atomic
def answer_question(*, case_id: int, text: str, by: Actor, photo_ids: Sequence[int] = ()) -> Remark:
    """Let whoever reported it answer, by their own report; the clock goes on."""
    report, case = _goes_on_in(case_id)
    if not is_reporter(by, report):
        raise NotFound
    question = lock_open_question(case.pk)
    if question is None:
        raise NothingAsked
    words, photos = optional_text("text", text, LONGEST), list(photo_ids)
    if not words and not photos:
        raise Incomplete({"text": _("Say it in a few words, or add a photograph.")})
    at = timezone.now()
    answer = Remark.objects.create(
        case=case,
        kind=Kind.ANSWER,
        audience=Audience.REPORTER,
        text=words,
        by_id=by.person_id,
        at=at,
        about=question,
        photographs=len(photos),
    )
    attach_photos(photos, subject=answer.subject, moment="other", by=by, nameless=report.anonymous)
    question.ended_at, question.ended_how = at, Ending.ANSWERED
    question.save(update_fields=["ended_at", "ended_how"])
    _go_on(case)
    told = ReporterAnswered(
        **_carried(case), remark_id=answer.pk, asked_by_id=question.by_id, photo_ids=photos
    )
    record(told, by=by, at=at)
    return answer


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
    _go_on(case)
    return True


def _goes_on_in(case_id: int) -> tuple[Case, Case]:
    """A report and the case that it goes on in; that one is locked, and with it where it goes."""
    before = Case.objects.filter(pk=case_id).first()
    if before is None:
        raise NotFound
    case = lock_case(before.leading.pk)
    report = Case.objects.select_related("merged_into").get(pk=case_id)
    if report.leading.pk != case.pk:
        raise NothingAsked
    return report, case


def _end(question: Remark, case: Case, how: Ending, *, by: Actor, at: datetime) -> None:
    question.ended_at, question.ended_how = at, how
    question.save(update_fields=["ended_at", "ended_how"])
    record(QuestionEnded(**_carried(case), remark_id=question.pk, how=how.value), by=by, at=at)


def _go_on(case: Case) -> None:
    """Let the clock go on if it stood still for the question; as the system, whoever spoke."""
    suspension = suspension_of(case)
    if suspension and suspension.kind == SuspensionKind.ASKED:
        resume_case(case_id=case.pk, kind=SuspensionKind.ASKED, by=CLOCK)


def _carried(case: Case) -> dict[str, Any]:
    due = case.due_at.isoformat() if case.due_at else None
    return {"case_id": case.pk, "held_at_id": case.place_id, "due_at": due}
