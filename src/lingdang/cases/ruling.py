"""Which rule a case is judged by, and what that allows. In memory, like the steps."""

from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.models import Case
from lingdang.kernel.errors import Incomplete
from lingdang.places.public import calendar, tree
from lingdang.standards.public import Category, Limit, Rule, rulebook

if TYPE_CHECKING:
    from lingdang.kernel.calendar import Unit as CalendarUnit


def first_rule(category: Category, at: datetime) -> Rule | None:
    return next(iter(rulebook().rules(category.code, _day(at))), None)


def rule_named(category: Category, rule_id: int, at: datetime) -> Rule:
    for rule in rulebook().rules(category.code, _day(at)):
        if rule.pk == rule_id:
            return rule
    raise Incomplete({"rule_id": _("This category has no such rule now.")})


def rule_of(case: Case) -> Rule | None:
    """The rule it was filed under; what was dispatched unfiled has the first of its category."""
    if case.filed_at is None or case.category is None:
        return None
    if case.rule_id is not None:
        rule = rulebook(knowing=case.rule_id).rule(case.rule_id)
        if rule.category_id == case.category_id:
            return rule
    return first_rule(case.category, case.filed_at)


def limits_of(case: Case) -> list[Limit]:
    """What its rule allows each purpose, by the class of where the case began."""
    if case.rule_id is None or case.filed_at is None:
        return []
    book = rulebook(knowing=case.rule_id)
    return book.limits(book.rule(case.rule_id), _path(case), _day(case.filed_at))


def longest_limit(case: Case) -> Limit | None:
    """The one that ends last: put right means that every purpose is reached."""
    return max(
        limits_of(case),
        key=lambda limit: limit_after(case.filed_at or case.received_at, limit),
        default=None,
    )


def limit_after(since: datetime, limit: Limit) -> datetime:
    return calendar().after(since, limit.amount, unit_of(limit))


def unit_of(limit: Limit) -> "CalendarUnit":
    return cast("CalendarUnit", limit.unit)


def _path(case: Case) -> str:
    """Where it began, whoever holds it now; places that ended are known by their heir."""
    places = tree()
    began = case.origin_place_id
    return places.node(began).path if began in places else case.path


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
