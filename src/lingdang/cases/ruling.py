"""Which standard a case is judged by, and what that allows. In memory, like the steps."""

from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.models import Case
from lingdang.kernel.errors import Incomplete
from lingdang.places.public import calendar, tree
from lingdang.standards.public import Category, Limit, Standard, handbook

if TYPE_CHECKING:
    from lingdang.kernel.calendar import Unit as CalendarUnit


def first_standard(category: Category, at: datetime) -> Standard | None:
    return next(iter(handbook().standards(category.code, _day(at))), None)


def standard_named(category: Category, standard_id: int, at: datetime) -> Standard:
    for standard in handbook().standards(category.code, _day(at)):
        if standard.pk == standard_id:
            return standard
    raise Incomplete({"standard_id": _("This category has no such standard now.")})


def standard_of(case: Case) -> Standard | None:
    """What it was filed under; what was dispatched unfiled has the first of its category."""
    if case.filed_at is None or case.category is None:
        return None
    if case.standard_id is not None:
        standard = handbook(knowing=case.standard_id).standard(case.standard_id)
        if standard.category_id == case.category_id:
            return standard
    return first_standard(case.category, case.filed_at)


def limits_of(case: Case) -> list[Limit]:
    """What its standard allows each purpose, by the class of where the case began."""
    if case.standard_id is None or case.filed_at is None:
        return []
    book = handbook(knowing=case.standard_id)
    return book.limits(book.standard(case.standard_id), _path(case), _day(case.filed_at))


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
