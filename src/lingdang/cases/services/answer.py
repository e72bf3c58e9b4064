"""The reporter's word closes a case or takes it up again. No case closes without it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Avg
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.checks import require_whole
from lingdang.cases.enums import Channel, State, Step
from lingdang.cases.errors import AlreadyAnswered, NotByTheHandler, NotSettled
from lingdang.cases.facts import CaseAnswered, CaseCalledBack
from lingdang.cases.models import Answer, Case
from lingdang.cases.policies import (
    has_put_right,
    is_reporter,
    require_answer,
    require_see,
    require_take,
)
from lingdang.cases.queries.kin import Family, answers_of, lock_family
from lingdang.cases.services import transitions
from lingdang.cases.services.assign import owned_again
from lingdang.cases.services.saving import locked_for, saved
from lingdang.cases.services.split import require_whole_at_work
from lingdang.journal.public import Event
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import optional_text, required_text

_MOST_STARS = 5


@transaction.atomic
def call_back_case(
    *,
    case_id: int,
    settled: bool,
    by: Actor,
    stars: int | None = None,
    channel: str = "",
    comment: str = "",
) -> Case:
    """Note what the reporter said: asked by staff, or said by the reporter."""
    case = locked_for(Step.CALL_BACK, case_id, by)
    usual = Channel.ONLINE if is_reporter(by, case) else Channel.PHONE
    way, at = _channel(channel) or usual, timezone.now()
    event = _called_back(case, settled=settled, stars=stars, channel=way, comment=comment, at=at)
    return saved(case, event, by=by, at=at)


def _called_back(
    case: Case, *, settled: bool, stars: int | None, channel: Channel, comment: str, at: datetime
) -> CaseCalledBack:
    words = checked(stars, comment)
    return transitions.called_back(
        case, settled=settled, stars=stars, channel=channel, comment=words, at=at
    )


def checked(stars: int | None, comment: str) -> str:
    if stars is not None and not 1 <= stars <= _MOST_STARS:
        raise Incomplete({"stars": _("Give one to five stars, or none.")})
    return optional_text("comment", comment)


def _channel(text: str) -> Channel | None:
    if not text:
        return None
    if text not in Channel.values:
        raise Incomplete({"channel": _("There is no such way of asking.")})
    return Channel(text)


@transaction.atomic
def conclude_case(*, case_id: int, by: Actor) -> Case:
    """Close what was handled and replied to where it was imported from; nobody is asked."""
    case, at = locked_for(Step.CONCLUDE, case_id, by), timezone.now()
    return saved(case, transitions.concluded(case, at=at), by=by, at=at)


@transaction.atomic
def close_case(*, case_id: int, by: Actor) -> Case:
    case = locked_for(Step.CLOSE, case_id, by)
    if case.settled is False:
        raise NotSettled
    at = timezone.now()
    return saved(case, transitions.closed(case, at=at), by=by, at=at)


@transaction.atomic
def reopen_case(*, case_id: int, reason: str, by: Actor) -> Case:
    """Take it up again: a reporter, by their own report, whichever case it went on in."""
    family = lock_family(case_id)
    require_see(by, family.report)
    mine = is_reporter(by, family.report)
    require_take(by, Step.REOPEN, family.report if mine else family.leading)
    case = family.leading
    require_whole(case, Step.REOPEN)
    require_whole_at_work(case)
    words, at = required_text("reason", reason), timezone.now()
    owned_again(case, by)
    return saved(case, transitions.reopened(case, reason=words, at=at), by=by, at=at)


@transaction.atomic
def answer_case(
    *, case_id: int, settled: bool, by: Actor, stars: int | None = None, comment: str = ""
) -> Case:
    """Let a reporter say whether it is settled: closed if so, else taken up again.

    Of several reporters one “not settled” takes it up again, and it is closed once all have said
    that it is settled (or by staff, who need not wait for who does not answer).
    """
    family, at = lock_family(case_id), timezone.now()
    require_answer(by, family.report)
    case = family.leading
    if has_put_right(by, case):
        raise NotByTheHandler
    told = _said(family, settled=settled, stars=stars, comment=comment, at=at)
    if not settled:
        owned_again(case, by)
        told.append(transitions.reopened(case, reason=comment.strip(), at=at))
    elif not (family.joint and family.awaited()):
        require_whole(case, Step.CLOSE)
        told.append(transitions.closed(case, at=at))
    return saved(case, *told, by=by, at=at)


def _said(
    family: Family, *, settled: bool, stars: int | None, comment: str, at: datetime
) -> list[Event]:
    """The first word calls the case back; each further one that it is settled adds to it."""
    case, joint = family.leading, family.joint
    if joint and family.report not in family.awaited():
        raise AlreadyAnswered
    told: list[Event] = []
    if not (joint and case.state == State.CALLED_BACK and case.settled):
        require_whole(case, Step.CALL_BACK)
        online = Channel.ONLINE
        told.append(
            _called_back(case, settled=settled, stars=stars, channel=online, comment=comment, at=at)
        )
    elif settled:
        words, common = checked(stars, comment), transitions.carried(case)
        mine = family.report.pk
        told.append(CaseAnswered(**common, report_id=mine, stars=stars, comment=words))
    if joint and settled:
        Answer.objects.update_or_create(report=family.report, defaults={"stars": stars, "at": at})
        case.rating = _mean(family)
    return told


def _mean(family: Family) -> int | None:
    """Several give stars: their mean counts."""
    given = answers_of(family.leading, family.reports).filter(stars__isnull=False)
    mean = given.aggregate(mean=Avg("stars"))["mean"]
    return round(mean) if mean else None
