"""The reporter's word closes a case or takes it up again. No case closes without it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.checks import require_whole
from lingdang.cases.enums import Channel, Step
from lingdang.cases.errors import NotSettled
from lingdang.cases.facts import CaseCalledBack
from lingdang.cases.models import Case
from lingdang.cases.policies import is_reporter, require_answer
from lingdang.cases.queries.lists import lock_case
from lingdang.cases.services import transitions
from lingdang.cases.services.assign import owned_again
from lingdang.cases.services.saving import locked_for, saved
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
    if stars is not None and not 1 <= stars <= _MOST_STARS:
        raise Incomplete({"stars": _("Give one to five stars, or none.")})
    words = optional_text("comment", comment)
    return transitions.called_back(
        case, settled=settled, stars=stars, channel=channel, comment=words, at=at
    )


def _channel(text: str) -> Channel | None:
    if not text:
        return None
    if text not in Channel.values:
        raise Incomplete({"channel": _("There is no such way of asking.")})
    return Channel(text)


@transaction.atomic
def close_case(*, case_id: int, by: Actor) -> Case:
    case = locked_for(Step.CLOSE, case_id, by)
    if case.settled is False:
        raise NotSettled
    at = timezone.now()
    return saved(case, transitions.closed(case, at=at), by=by, at=at)


@transaction.atomic
def reopen_case(*, case_id: int, reason: str, by: Actor) -> Case:
    case = locked_for(Step.REOPEN, case_id, by)
    words, at = required_text("reason", reason), timezone.now()
    owned_again(case, by)
    return saved(case, transitions.reopened(case, reason=words, at=at), by=by, at=at)


@transaction.atomic
def answer_case(
    *, case_id: int, settled: bool, by: Actor, stars: int | None = None, comment: str = ""
) -> Case:
    """Let the reporter say whether it is settled: closed if so, else taken up again. Two facts."""
    case = lock_case(case_id)
    require_answer(by, case)
    require_whole(case, Step.CALL_BACK)
    at = timezone.now()
    said = _called_back(
        case, settled=settled, stars=stars, channel=Channel.ONLINE, comment=comment, at=at
    )
    if settled:
        require_whole(case, Step.CLOSE)
        return saved(case, said, transitions.closed(case, at=at), by=by, at=at)
    owned_again(case, by)
    follows = transitions.reopened(case, reason=said.comment, at=at)
    return saved(case, said, follows, by=by, at=at)
