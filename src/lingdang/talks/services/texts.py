"""Standard replies, and of which categories a reply must or need not be given."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lingdang.cases.public import State
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.kernel.texts import required_text
from lingdang.standards.public import Category, category_by_code
from lingdang.talks.facts import ReplyRuleSet, StandardReplySet
from lingdang.talks.models import ReplyRule, StandardReply
from lingdang.talks.policies import require_manage
from lingdang.talks.services.replies import LONGEST

_TITLE = 80


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
    reply.title = required_text("title", title, _TITLE)
    reply.text = required_text("text", text, LONGEST)
    reply.category = _category(category_code) if category_code else None
    if state not in {"", *State.values}:
        raise Incomplete({"state": _("There is no such state.")})
    reply.state, reply.active = state, active
    _save_once(reply)
    record(StandardReplySet(reply_id=reply.pk, active=active), by=by)
    return reply


def _save_once(reply: StandardReply) -> None:
    try:
        with transaction.atomic():
            reply.save()
    except IntegrityError:
        raise Incomplete({"title": _("Another standard reply has this title.")}) from None


def _category(code: str) -> Category:
    category = category_by_code(code)
    if category is None:
        raise Incomplete({"category_code": _("There is no such category.")})
    return category


@transaction.atomic
def set_reply_rule(*, category_code: str, required: bool | None, by: Actor) -> None:
    """Of a category: a reply must precede closing, or none is due; ``None``: as is usual."""
    require_manage(by)
    category = _category(category_code)
    if required is None:
        ReplyRule.objects.filter(category=category).delete()
    else:
        ReplyRule.objects.update_or_create(category=category, defaults={"required": required})
    record(ReplyRuleSet(category=category.code, required=required), by=by)
