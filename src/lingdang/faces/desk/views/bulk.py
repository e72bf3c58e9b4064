"""One step for many cases: seen before, taken, looked at, taken back."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lingdang.cases.public import UNDOABLE, Step
from lingdang.faces.desk import exports
from lingdang.faces.desk.forms.bulk import ChosenForm, form_for_all
from lingdang.faces.desk.forms.shelves import RunFilterForm
from lingdang.faces.desk.forms.steps import StepForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError, Incomplete
from lingdang.people.public import Duty
from lingdang.worklists.public import (
    Outcome,
    Run,
    begin_run,
    carry_on,
    previewed,
    rows_of,
    run_for,
    runs_for,
    undo_run,
)

_ORDERS = {"newest": Order(("id",)), "oldest": Order(("id",), descending=False)}


@require_POST
@desk(Duty.SEE_CASE)
def bulk(request: ActorRequest) -> HttpResponse:
    """Show which of the chosen cases the step is open to, and what it asks for."""
    chosen = _chosen(request)
    return _preview(request, chosen, form_for_all(chosen.cleaned_data["step"]))


@require_POST
@desk(Duty.SEE_CASE)
def bulk_take(request: ActorRequest) -> HttpResponse:
    chosen = _chosen(request)
    form = form_for_all(chosen.cleaned_data["step"], request.POST)
    if not form.is_valid():
        return _preview(request, chosen, form)
    try:
        run = begin_run(
            key=chosen.cleaned_data["key"] or uuid4(),
            case_ids=chosen.case_ids,
            step=chosen.cleaned_data["step"],
            data=form.facts(request.actor),
            by=request.actor,
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return _preview(request, chosen, form)
    return redirect("desk:run", run.pk)


def _chosen(request: ActorRequest) -> ChosenForm:
    chosen = ChosenForm(request.POST)
    if not chosen.is_valid():
        raise Incomplete({name: str(found[0]) for name, found in chosen.errors.items()})
    return chosen


def _preview(request: ActorRequest, chosen: ChosenForm, form: StepForm) -> HttpResponse:
    step: Step = chosen.cleaned_data["step"]
    found = previewed(request.actor, chosen.case_ids, step)
    context = {
        "step": step,
        "form": form,
        "possible": [item.case for item in found if item.possible],
        "impossible": [item.case for item in found if not item.possible],
        "key": chosen.cleaned_data["key"] or uuid4(),
        "undoable": step in UNDOABLE,
    }
    status = form.status if form.is_bound else 200
    return answer(request, "cases/bulk.html", context, status=status)


@require_GET
@desk(Duty.SEE_CASE)
def runs(request: ActorRequest) -> HttpResponse:
    asked = asked_in(RunFilterForm(request.GET))
    page = page_of(_runs(request, asked), _ORDERS[asked.get("sort", "newest")], request.GET)
    context = {
        "page": page,
        "runs": [(run, Step(run.step).label) for run in page.rows],
        "form": RunFilterForm(initial=asked),
        "query": urlencode(asked),
    }
    return answer(request, "cases/runs.html", context, part="results")


def _runs(request: ActorRequest, asked: dict[str, Any]) -> QuerySet[Run]:
    found = runs_for(request.actor, asked.get("q", ""))
    if step := asked.get("step"):
        found = found.filter(step=step)
    if since := asked.get("since"):
        found = found.filter(at__gte=timezone.make_aware(datetime.combine(since, time.min)))
    return found


@require_GET
@desk(Duty.SEE_CASE)
def run_export(request: ActorRequest) -> FileResponse:
    asked = asked_in(RunFilterForm(request.GET))
    order = _ORDERS[asked.get("sort", "newest")].by(backwards=False)
    head = [_("When"), _("Step"), _("Cases"), _("Done")]
    return exports.sheet(_("Steps for many"), head, _lines(_runs(request, asked).order_by(*order)))


def _lines(found: QuerySet[Run]) -> Iterator[list[object]]:
    for one in found.iterator(chunk_size=500):
        at = timezone.localtime(one.at).strftime("%Y-%m-%d %H:%M")
        yield [at, str(Step(one.step).label), one.cases, one.done]  # type: ignore[attr-defined]  # annotated by the query


@require_GET
@desk(Duty.SEE_CASE)
def run(request: ActorRequest, run_id: int) -> HttpResponse:
    """What became of each case."""
    found = run_for(request.actor, run_id)
    listed = rows_of(found)
    step = Step(found.step)
    context = {
        "run": found,
        "step": step,
        "rows": [(row, Outcome(row.outcome).label) for row in listed],
        "waiting": any(row.outcome == Outcome.WAITING for row in listed),
        "undoable": step in UNDOABLE and any(row.outcome == Outcome.DONE for row in listed),
        "tallies": [
            (outcome.label, count)
            for outcome in Outcome
            if (count := sum(row.outcome == outcome for row in listed))
        ],
    }
    return answer(request, "cases/run.html", context)


@require_POST
@desk(Duty.SEE_CASE)
def run_undo(request: ActorRequest, run_id: int) -> HttpResponse:
    one = request.POST.get("case", "")
    case_id = int(one) if one.isdecimal() else None
    undo_run(run_id=run_id, case_id=case_id, by=request.actor)
    return redirect("desk:run", run_id)


@require_POST
@desk(Duty.SEE_CASE)
def run_on(request: ActorRequest, run_id: int) -> HttpResponse:
    """Take up a run that was cut off."""
    carry_on(run_id=run_id, by=request.actor)
    return redirect("desk:run", run_id)
