"""What those say who reported a case: the answer to a question, or something unasked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import Case, lock_case
from lingdang.evidence.public import attach_photos
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.kernel.texts import optional_text
from lingdang.talks.enums import SPOKEN, Audience, Ending, Kind
from lingdang.talks.errors import CaseEnded, NothingAsked
from lingdang.talks.facts import ReporterAdded, ReporterAnswered
from lingdang.talks.models import Remark
from lingdang.talks.policies import may_add, require_speak
from lingdang.talks.queries.remarks import lock_open_question
from lingdang.talks.services.questions import let_go_on
from lingdang.talks.services.saying import carried, said, said_before

LONGEST = 1000


@transaction.atomic
def answer_question(
    *,
    case_id: int,
    text: str,
    by: Actor,
    photo_ids: Sequence[int] = (),
    sent_by: Actor | None = None,
    key: UUID | None = None,
) -> Remark:
    """Let whoever reported it answer, by their own report; the clock goes on.

    Staff that heard the answer by telephone writes it down. ``sent_by`` is as whom photographs
    were sent, where that is not ``by``.
    """
    report, case = _goes_on_in(case_id)
    require_speak(by, report, case)
    if earlier := said_before(case, key, by, SPOKEN):
        return earlier
    question = lock_open_question(case.pk)
    if question is None:
        raise NothingAsked
    return _answered(question, report, case, _Words(text, photo_ids, sent_by or by), by=by, key=key)


@transaction.atomic
def add_to_report(
    *,
    case_id: int,
    text: str,
    by: Actor,
    photo_ids: Sequence[int] = (),
    sent_by: Actor | None = None,
    key: UUID | None = None,
) -> Remark:
    """Let whoever reported it add something unasked; while something is asked it is the answer."""
    report, case = _goes_on_in(case_id)
    require_speak(by, report, case)
    if not may_add(by, report):
        raise NotAllowed  # staff leaves notes
    if earlier := said_before(case, key, by, SPOKEN):
        return earlier
    words = _Words(text, photo_ids, sent_by or by)
    if question := lock_open_question(case.pk):
        return _answered(question, report, case, words, by=by, key=key)
    if not case.is_open:
        raise CaseEnded
    at = timezone.now()
    addition = words.said(case, Kind.ADDITION, report, by=by, at=at, key=key)
    told = carried(case, remark_id=addition.pk, photo_ids=words.photo_ids)
    record(ReporterAdded(**told), by=by, at=at)
    return addition


def _answered(
    question: Remark, report: Case, case: Case, words: "_Words", *, by: Actor, key: UUID | None
) -> Remark:
    at = timezone.now()
    answer = words.said(case, Kind.ANSWER, report, by=by, at=at, about=question, key=key)
    question.ended_at, question.ended_how = at, Ending.ANSWERED
    question.save(update_fields=["ended_at", "ended_how"])
    let_go_on(case)
    told = carried(lock_case(case.pk), remark_id=answer.pk, asked_by_id=question.by_id)
    record(ReporterAnswered(**told, photo_ids=words.photo_ids), by=by, at=at)
    return answer


class _Words:
    """What somebody sent: words, or photographs, or both."""

    def __init__(self, text: str, photo_ids: Sequence[int], sent_by: Actor) -> None:
        self.text, self.photo_ids = optional_text("text", text, LONGEST), list(photo_ids)
        self.sent_by = sent_by
        if not self.text and not self.photo_ids:
            raise Incomplete({"text": _("Say it in a few words, or add a photograph.")})

    def said(
        self, case: Case, kind: Kind, report: Case, *, by: Actor, at: datetime, **more: Any
    ) -> Remark:
        more |= {"report": report, "photographs": len(self.photo_ids)}
        remark = said(case, kind, Audience.REPORTER, self.text, by=by, at=at, **more)
        attach_photos(
            self.photo_ids,
            subject=remark.subject,
            moment="other",
            by=self.sent_by,
            nameless=report.anonymous,
        )
        return remark


def _goes_on_in(case_id: int) -> tuple[Case, Case]:
    """A report and the case that it goes on in; that one is locked, and with it where it goes."""
    before = Case.objects.filter(pk=case_id).first()
    if before is None:
        raise NotFound
    case = lock_case(before.leading.pk)
    report = Case.objects.select_related("merged_into", "procedure").get(pk=case_id)
    if report.leading.pk != case.pk:
        raise NothingAsked
    return report, case
