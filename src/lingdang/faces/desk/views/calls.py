"""Calls 呼叫: who rings, who answered, and who still waits."""

from collections.abc import Iterator
from itertools import batched
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lingdang.calls.public import (
    OPEN,
    CallQuerySet,
    answer_call,
    call_for,
    may_answer_call,
    story,
)
from lingdang.faces.desk import calls, exports, names
from lingdang.faces.desk.forms.calls import CallFilterForm, FigureFilterForm
from lingdang.faces.desk.paging import page_of
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError
from lingdang.people.public import Duty

_STRETCH = 500


@require_GET
@desk(Duty.SEE_CASE)
def call_list(request: ActorRequest) -> HttpResponse:
    asked = asked_in(CallFilterForm(request.actor, request.GET))
    order = calls.ORDERS[asked.get("sort", "newest")]
    page = page_of(calls.found(request.actor, asked), order, request.GET)
    context = {
        "page": page,
        "rows": calls.rows_of(page.rows),
        "form": CallFilterForm(request.actor, initial=asked),
        "query": urlencode(asked),
    }
    return answer(request, "calls/list.html", context, part="results")


@require_GET
@desk(Duty.SEE_CASE)
def call_export(request: ActorRequest) -> FileResponse:
    asked = asked_in(CallFilterForm(request.actor, request.GET))
    order = calls.ORDERS[asked.get("sort", "newest")].by(backwards=False)
    head = [_("Number"), _("Place"), _("Rung"), _("State"), _("Level"), _("Who"), _("It took")]
    lines = _lines(calls.found(request.actor, asked).order_by(*order))
    return exports.sheet(_("Calls"), head, lines)


def _lines(found: CallQuerySet) -> Iterator[list[object]]:
    for stretch in batched(found.iterator(chunk_size=_STRETCH), _STRETCH):
        for row in calls.rows_of(stretch):
            call = row.story.call
            yield [
                *(call.case.number, names.place_name(call.place_id), call.rung_at),
                *(row.story.state.label, call.get_level_display(), row.who, row.took),
            ]


@require_GET
@desk()
def call(request: ActorRequest, call_id: int) -> HttpResponse:
    """One call, on a phone too: what is rung for, and one button."""
    found = call_for(request.actor, call_id)
    context = {
        "row": calls.Row(story(found)),
        "call": found,
        "case": found.case,
        "may_answer": found.state in OPEN and may_answer_call(request.actor, found),
    }
    return answer(request, "calls/call.html", context)


@require_POST
@desk()
def take(request: ActorRequest, call_id: int) -> HttpResponse:
    """Answer it; who comes second is told who was first."""
    try:
        answer_call(call_id=call_id, by=request.actor)
        messages.success(request, _("You have answered. Whoever rang can see it."))
    except DomainError as refusal:
        call_for(request.actor, call_id)
        messages.error(request, str(refusal))
    return redirect("desk:call", call_id)


@require_GET
@desk(Duty.SEE_CASE)
def figures(request: ActorRequest) -> HttpResponse:
    asked = asked_in(FigureFilterForm(request.actor, request.GET))
    context = {
        "rows": [(row, calls.lasted(row.median)) for row in calls.counted(request.actor, asked)],
        "form": FigureFilterForm(request.actor, initial=asked),
        "query": urlencode(asked),
    }
    return answer(request, "calls/figures.html", context, part="results")


@require_GET
@desk(Duty.SEE_CASE)
def figure_export(request: ActorRequest) -> FileResponse:
    asked = asked_in(FigureFilterForm(request.actor, request.GET))
    head = [_("Place"), _("Rings"), _("By grid worker"), _("By community"), _("By street")]
    head += [_("Nobody answered"), _("Cancelled"), _("Median time to answer")]
    lines = (
        [
            *(names.place_name(row.place_id), row.rings, row.grid, row.community, row.street),
            *(row.unanswered, row.cancelled, calls.lasted(row.median)),
        ]
        for row in calls.counted(request.actor, asked)
    )
    return exports.sheet(_("Figures of calls"), head, lines)
