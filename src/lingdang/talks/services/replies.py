"""Reply in public or in private, and know whose reporters still wait for a reply."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import Case, lock_case
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import required_text
from lingdang.talks.enums import Audience, Kind, Way
from lingdang.talks.facts import ReporterReplied
from lingdang.talks.models import Remark, StandardReply, Waiting
from lingdang.talks.policies import may_publish, require_follow, require_talk
from lingdang.talks.queries.personal import personal_in
from lingdang.talks.queries.waiting import put_right_since, waits
from lingdang.talks.services.saying import carried, said, said_before

LONGEST = 2000


@transaction.atomic
def reply_to_reporter(
    *,
    case_id: int,
    text: str,
    public: bool,
    by: Actor,
    sure: bool = False,
    way: str = "",
    standard_id: int | None = None,
    key: UUID | None = None,
) -> Remark:
    """Answer who reported it, all of them. ``sure``: numbers in a public reply are meant.

    ``way``: they were told by telephone or face to face, and this is what was said.
    """
    case = lock_case(case_id)
    require_talk(by, case)
    if earlier := said_before(case, key, by, {Kind.REPLY}):
        return earlier
    words = required_text("text", text, LONGEST)
    _require_fit(case, words, public=public, sure=sure, way=way)
    at, audience = timezone.now(), Audience.EVERYONE if public else Audience.REPORTER
    reply = said(case, Kind.REPLY, audience, words, by=by, at=at, way=way, key=key)
    if standard_id:
        StandardReply.objects.filter(pk=standard_id).update(used=F("used") + 1)
    Waiting.objects.filter(case=case).delete()
    told = ReporterReplied(**carried(case), remark_id=reply.pk, public=public, way=way)
    record(told, by=by, at=at)
    return reply


def _require_fit(case: Case, words: str, *, public: bool, sure: bool, way: str) -> None:
    if way not in {"", *Way.values}:
        raise Incomplete({"way": _("There is no such way of telling.")})
    if not public:
        return
    if way:
        raise Incomplete({"way": _("A public reply is written here.")})
    if not may_publish(case):
        raise Incomplete({"public": _("Not everybody may know of this case.")})
    if not sure and (found := personal_in(words)):
        numbers = {"numbers": ", ".join(found)}
        raise Incomplete({"sure": _("Everybody could read this: %(numbers)s") % numbers})


@transaction.atomic
def follow_waiting(*, case_id: int, by: Actor) -> bool:
    """Note whether somebody waits for a reply in a case as it is now."""
    require_follow(by)
    case = lock_case(case_id)
    if not waits(case):
        Waiting.objects.filter(case=case).delete()
        return False
    since = {"since": case.handled_at}
    Waiting.objects.update_or_create(case=case, defaults=since)
    return True


def find_waiting(*, since: datetime, by: Actor) -> int:
    """Look through what was put right since a moment, as a district does that begins with this."""
    require_follow(by)
    return sum(follow_waiting(case_id=pk, by=by) for pk in put_right_since(since))
