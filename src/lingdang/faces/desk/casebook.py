"""What the page of a case shows beside its words."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lingdang.cases.public import MOST_EXTENSIONS, Case, Source
from lingdang.evidence.public import Moment, PhotoCard
from lingdang.faces.desk import names
from lingdang.faces.entrance import times
from lingdang.people.public import cards
from lingdang.places.public import levels

_WHOLE_PATH = 9


def facts_of(case: Case, now: datetime) -> list[tuple[str, str]]:
    """Names and values, in reading order; empty ones are not shown."""
    due = times.until(case.due_at, now) if case.due_at else ""
    return [
        (pgettext("column", "Place"), names.place_name(case.place_id, shown=_WHOLE_PATH)),
        (_("Address"), case.address),
        (_("How the place was found"), case.get_located_how_display()),
        (pgettext("column", "Category"), names.category_name(case.category_id)),
        (pgettext("column", "Kind of matter"), case.procedure.name if case.procedure else ""),
        (pgettext("column", "Source"), str(Source(case.source).label)),
        (pgettext("column", "In whose hands"), _owner(case)),
        (pgettext("column", "Received"), times.when(case.received_at, now)),
        (pgettext("column", "Deadline"), due),
        (_("Outcome"), case.outcome),
        (_("Settled at"), _level(case.level_settled)),
        (_("Reason"), case.reason),
        *_clock(case),
        (pgettext("column", "Returns"), str(case.returns or "")),
        (_("Stars given"), "★" * (case.rating or 0)),
    ]


def _clock(case: Case) -> list[tuple[str, str]]:
    late = _("yes") if case.overdue else ""
    return [
        (_("Extended"), f"{case.extensions} / {MOST_EXTENSIONS}" if case.extensions else ""),
        (_("Misdispatched"), str(case.misdispatches or "")),
        (_("Handled late"), f"{late} · {_('excused')}" if case.excused else late),
    ]


def _owner(case: Case) -> str:
    unit = names.unit_name(case.unit_id)
    card = cards([case.handler_id]).get(case.handler_id or 0)
    return " · ".join(part for part in (unit, card.display if card else "") if part)


def _level(code: str | None) -> str:
    return next((level.name for level in levels() if level.code == code), "") if code else ""


def photos_by_moment(
    shown: Iterable[PhotoCard],
) -> list[tuple[str | Promise, list[PhotoCard]]]:
    return [(moment.label, found) for moment in Moment if (found := _of(shown, moment))]


def _of(photos: Iterable[PhotoCard], moment: Moment) -> list[PhotoCard]:
    return [photo for photo in photos if photo.moment == moment]
