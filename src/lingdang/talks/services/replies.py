"""Reply in public or in private; what is replied often; what must be replied to."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import State, lock_case
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.kernel.texts import required_text
from lingdang.standards.public import category_by_code
from lingdang.talks.enums import Audience, Kind
from lingdang.talks.facts import AnswerRuleSet, ReporterReplied, StandardReplySet
from lingdang.talks.models import AnswerRule, Remark, StandardReply
from lingdang.talks.policies import require_manage, require_talk
from lingdang.talks.queries.personal import personal_in

LONGEST, _TITLE = 2000, 80


@transaction.atomic
def reply_to_reporter(
    *,
    case_id: int,
    text: str,
    public: bool,
    by: Actor,
    sure: bool = False,
    standard_id: int | None = None,
) -> Remark:
    """Answer who reported it. ``sure``: numbers of persons in a public reply are meant."""
    case = lock_case(case_id)
    require_talk(by, case)
    words = required_text("text", text, LONGEST)
    if public and case.is_restricted:
        raise Incomplete({"public": _("Not everybody may know of this case.")})
    if public and not sure and (found := personal_in(words)):
        numbers = {"numbers": ", ".join(found)}
        raise Incomplete({"sure": _("Everybody could read this: %(numbers)s") % numbers})
    at = timezone.now()
    reply = Remark.objects.create(
        case=case,
        kind=Kind.REPLY,
        audience=Audience.EVERYONE if public else Audience.REPORTER,
        text=words,
        by_id=by.person_id,
        at=at,
    )
    if standard_id:
        StandardReply.objects.filter(pk=standard_id).update(used=F("used") + 1)
    told = ReporterReplied(
        case_id=case.pk, held_at_id=case.place_id, remark_id=reply.pk, public=public
    )
    record(told, by=by, at=at)
    return reply


@transaction.atomic
def set_standard_reply(
    *,
    title: str,
    text: str,
    by: Actor,
    reply_id: int | None = None,
    category_code: str = "",
    state: str = "",
    active: bool = True,
) -> StandardReply:
    """Write a standard reply, or change one; what is no longer wanted is put away."""
    require_manage(by)
    reply = StandardReply.objects.select_for_update().filter(pk=reply_id or 0).first()
    if reply_id and reply is None:
        raise NotFound
    reply = reply or StandardReply()
    reply.title, reply.text = required_text("title", title, _TITLE), required_text("text", text)
    reply.category = category_by_code(category_code) if category_code else None
    if category_code and reply.category is None:
        raise Incomplete({"category_code": _("There is no such category.")})
    if state not in {"", *State.values}:
        raise Incomplete({"state": _("There is no such state.")})
    reply.state, reply.active = state, active
    try:
        with transaction.atomic():
            reply.save()
    except IntegrityError:
        raise Incomplete({"title": _("Another standard reply has this title.")}) from None
    record(StandardReplySet(reply_id=reply.pk, active=active), by=by)
    return reply


@transaction.atomic
def set_answer_rule(*, category_code: str, required: bool | None, by: Actor) -> None:
    """Say for a category whether a reply must precede closing; ``None``: as is usual here."""
    require_manage(by)
    category = category_by_code(category_code)
    if category is None:
        raise Incomplete({"category_code": _("There is no such category.")})
    if required is None:
        AnswerRule.objects.filter(category=category).delete()
    else:
        AnswerRule.objects.update_or_create(category=category, defaults={"required": required})
    record(AnswerRuleSet(category=category.code, required=required), by=by)
