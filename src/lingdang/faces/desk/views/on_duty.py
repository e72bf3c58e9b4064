"""Who is on duty now, and where nobody would be: lists to call from and to mend from."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from lingdang.faces.desk import exports, planning
from lingdang.faces.desk.forms.shifts import GapForm, StationFilterForm
from lingdang.faces.desk.paging import sliced
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.people.public import Duty
from lingdang.shifts.public import on_duty_at, plan_of, stations_of

_READ = (Duty.SEE_CASE, Duty.PLAN_SHIFTS)
_HANDS_OVER = (Duty.DISPATCH_CASE, Duty.HANDLE_CASE, Duty.SETTLE_IN_GRID)


def _on_duty(request: ActorRequest) -> tuple[dict[str, str], list[planning.DutyRow]]:
    form = StationFilterForm(stations_of(request.actor), request.GET)
    asked = asked_in(form)
    found = on_duty_at(request.actor, form.station(), timezone.now())
    told = asked | {"at": str(form.station())}
    return told, planning.duty_rows(found, asked.get("q", ""), asked.get("role", ""))


@require_GET
@desk(*_READ)
def now(request: ActorRequest) -> HttpResponse:
    told, found = _on_duty(request)
    context = {
        "form": StationFilterForm(stations_of(request.actor), initial=told),
        "page": sliced(found, request.GET),
        "query": urlencode(told),
        "hands_over": any(request.actor.has(duty) for duty in _HANDS_OVER),
    }
    return answer(request, "shifts/now.html", context, part="results")


@require_GET
@desk(*_READ)
def now_export(request: ActorRequest) -> FileResponse:
    _told, found = _on_duty(request)
    head = [pgettext("column", "Place"), _("Role"), pgettext("of a person", "Name")]
    head += [_("Phone"), _("On duty until")]
    lines = ([row.where, row.role, row.name, row.phone, _until(row)] for row in found)
    return exports.sheet(_("On duty now"), head, lines)


def _until(row: planning.DutyRow) -> str:
    return f"{timezone.localtime(row.until):%Y-%m-%d %H:%M}" if row.until else ""


def _gaps(request: ActorRequest) -> tuple[dict[str, object], list[planning.GapRow]]:
    form = GapForm(stations_of(request.actor), request.GET)
    asked = asked_in(form)
    found = plan_of(request.actor, form.station(), asked["week"])
    told = asked | {"at": str(form.station()), "week": asked["week"].isoformat()}
    looked = (asked.get(name, "") for name in ("q", "role", "sort"))
    return told, planning.gap_rows(found, *looked)


@require_GET
@desk(*_READ)
def gaps(request: ActorRequest) -> HttpResponse:
    """The hours of a week in which nobody of a team is on duty."""
    told, found = _gaps(request)
    context = {
        "form": GapForm(stations_of(request.actor), initial=told),
        "page": sliced(found, request.GET),
        "query": urlencode(told),
    }
    return answer(request, "shifts/gaps.html", context, part="results")


@require_GET
@desk(*_READ)
def gap_export(request: ActorRequest) -> FileResponse:
    _told, found = _gaps(request)
    head = [pgettext("column", "Place"), _("Role"), _("Day"), _("Nobody on duty"), _("Hours")]
    return exports.sheet(_("Gaps in the plan"), head, _lines(found))


def _lines(found: list[planning.GapRow]) -> Iterator[list[object]]:
    for row in found:
        yield [row.where, row.role, row.day.isoformat(), row.hours, row.length]
