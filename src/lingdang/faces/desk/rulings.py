"""Standards in plain words, for rows, pages and the form that files a case."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from lingdang.cases.public import Case, limit_dates
from lingdang.standards.public import Limit, Standard, handbook

BETWEEN = ";"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a standard allows in streets of a class; an empty name stands for all others."""

    streets: str
    written: str


@dataclass(frozen=True, slots=True)
class Dated:
    purpose: str
    written: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Ruling:
    """The standard of one case, and until when each of its purposes is to be reached."""

    standard: Standard
    edition: str
    dates: list[Dated]


def allowances(standard: Standard) -> list[Allowance]:
    """In the order of the classes, what holds for the rest first."""
    limits = sorted(standard.limits.all(), key=lambda limit: (_rank(limit), limit.pk))
    return [
        Allowance(limits[0].street_class.name if limits[0].street_class else "", _written(limits))
        for _rank_, group in groupby(limits, key=_rank)
        if (limits := list(group))
    ]


def allowed(standard: Standard) -> str:
    """All on one line: ``4小时;严管街 1紧急工作时``."""
    return BETWEEN.join(f"{each.streets} {each.written}".strip() for each in allowances(standard))


def offered(category_code: str | None, day: date, path: str) -> list[tuple[str, str]]:
    """The standards that a case of a category may be filed under, each with what it allows there.

    Without a path, for many cases at once, with what it allows in streets of each class.
    """
    book = handbook()

    def there(standard: Standard) -> str:
        return _written(book.limits(standard, path, day)) if path else allowed(standard)

    return [
        (str(standard.pk), f"{standard.condition} ({there(standard)})")
        for standard in book.standards(category_code, day)
    ]


def ruling_of(case: Case) -> Ruling | None:
    if case.standard_id is None:
        return None
    standard = handbook(knowing=case.standard_id).standard(case.standard_id)
    dates = [
        Dated(dated.limit.get_purpose_display(), dated.limit.written, dated.at)
        for dated in limit_dates(case)
    ]
    return Ruling(standard, standard.edition.name, dates)


def _rank(limit: Limit) -> int:
    return limit.street_class.rank if limit.street_class else -1


def _written(limits: list[Limit]) -> str:
    return "/".join(limit.written for limit in limits)
