from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from lingdang.approvals.public import waiting_for
from lingdang.cases.public import cases_for, due_from
from lingdang.faces.desk import planning, queries, rows
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.actor import Actor
from lingdang.people.public import Duty
from lingdang.places.public import unknown_years
from lingdang.shifts.public import coming_shifts

_SHOWN = 20
_SHIFTS = 5
_COLUMNS = ("number", "state", "text", "place", "owner", "due")


@require_GET
@desk()
def home(request: ActorRequest) -> HttpResponse:
    """Show what needs this person now."""
    now = timezone.now()
    if not request.actor.has(Duty.SEE_CASE) and not request.actor.has(Duty.MEDIATE):
        context = {"unknown": _unknown(request.actor), "shifts": _shifts(request.actor, now)}
        return answer(request, "home.html", context)
    mine = rows.listed(cases_for(request.actor)).filter(due_from(request.actor))
    context = {
        "tallies": queries.tallies(request.actor, now),
        "asked": waiting_for(request.actor).count(),
        "unknown": _unknown(request.actor),
        "shifts": _shifts(request.actor, now),
        "may_report": request.actor.has(Duty.REPORT_FOR_OTHER),
        **rows.table(mine.order_by("due_at", "id")[:_SHOWN], _COLUMNS, now),
    }
    return answer(request, "home.html", context)


def _unknown(actor: Actor) -> list[int]:
    """Years without holidays, for those who enter them."""
    return unknown_years(timezone.localdate()) if actor.has(Duty.MANAGE_PLACE) else []


def _shifts(actor: Actor, now: datetime) -> list[planning.Entry]:
    """One's own next shifts."""
    if actor.person_id is None:
        return []
    return [planning.entry_of(shift) for shift in coming_shifts(actor.person_id, now)[:_SHIFTS]]
