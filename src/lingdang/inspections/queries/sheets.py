"""The rectified ledger as lines of a sheet."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.inspections.models import Finding
from lingdang.inspections.queries.ledger import standing_of
from lingdang.people.public import Unit
from lingdang.places.public import tree


def ledger_head() -> list[str]:
    return [
        _("Round"),
        _("Point"),
        _("Place"),
        _("Type of point"),
        _("Item"),
        _("What is asked"),
        _("Result"),
        _("What was found"),
        _("Responsible unit"),
        _("Due by"),
        _("Standing"),
        _("Came back"),
        _("Found at"),
        _("Handed over at"),
        _("Put right at"),
        _("Case"),
    ]


def ledger_lines(findings: QuerySet[Finding]) -> Iterator[list[object]]:
    units = dict(Unit.objects.values_list("pk", "name"))
    for it in findings.order_by("pk").iterator(chunk_size=500):
        case = it.case
        yield [
            it.round.name,
            it.point.label,
            _place(it.point.place_id),
            it.point.kind,
            it.item.code,
            it.item.text,
            it.get_result_display(),
            it.note,
            units.get(it.unit_of, ""),  # type: ignore[attr-defined]  # annotated
            it.order.due_on.isoformat() if it.order else "",
            str(standing_of(it).label),
            (case.returns + case.reopened) if case else 0,
            _said(it.found_at),
            _said(it.handed_at),  # type: ignore[attr-defined]
            _said(it.rectified_at),  # type: ignore[attr-defined]
            case.number if case else "",
        ]


def _place(place_id: int) -> str:
    places = tree()
    return " / ".join(places.path_names(place_id)[-2:]) if place_id in places else ""


def _said(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""
