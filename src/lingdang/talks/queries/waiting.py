"""Who still waits for a reply, and what is replied again and again."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from lingdang.cases.public import Case, CaseCalledBack, State, cases_for, reports_of
from lingdang.cases.public import Channel as CallBack
from lingdang.journal.public import facts_about
from lingdang.kernel.actor import Actor
from lingdang.talks.enums import Kind
from lingdang.talks.models import Remark, ReplyRule, Waiting

PUT_RIGHT = (State.HANDLED, State.VERIFIED, State.CALLED_BACK, State.CLOSED)


def waiting_for(actor: Actor) -> QuerySet[Waiting]:
    """Cases that this actor sees and whose reporters wait, with their case."""
    seen = cases_for(actor).values("pk")
    without = ReplyRule.objects.filter(required=False).values("category")
    waiting = Waiting.objects.filter(case__in=seen).exclude(case__category__in=without)
    return waiting.select_related("case__category")


def waits(case: Case) -> bool:
    """Whether somebody outside the office reported it, and was not replied to since it was done.

    Who says themselves that it is settled waits for nothing more.
    """
    if case.state not in PUT_RIGHT or case.handled_at is None or not _is_owed(case):
        return False
    return not was_replied_to(case) and not _settled_by_themselves(case)


def was_replied_to(case: Case) -> bool:
    since = {"at__gte": case.handled_at}
    return Remark.objects.filter(case=case.pk, kind=Kind.REPLY, **since).exists()


def _settled_by_themselves(case: Case) -> bool:
    said = facts_about([case.subject]).filter(name=CaseCalledBack.name, at__gte=case.handled_at)
    return said.filter(data__channel=CallBack.ONLINE, data__settled=True).exists()


def _is_owed(case: Case) -> bool:
    if case.parent_id or (case.procedure and not case.procedure.tells_reporter):
        return False
    return any(report.is_owed_a_reply for report in reports_of(case))


def lacks_reply(case: Case) -> bool:
    """Whether closing must wait for a reply: by the rule of its category, else as is usual."""
    rule = ReplyRule.objects.filter(category=case.category_id).first()
    required = rule.required if rule else settings.REPLY_BEFORE_CLOSING
    return required and _is_owed(case) and not was_replied_to(case)


def put_right_since(since: datetime) -> Iterator[int]:
    found = Case.objects.in_states(PUT_RIGHT).filter(parent=None, handled_at__gte=since)
    return found.values_list("pk", flat=True).iterator()


def reply_rules() -> QuerySet[ReplyRule]:
    return ReplyRule.objects.select_related("category").order_by("category")
