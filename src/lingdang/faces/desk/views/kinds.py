"""The kinds of matter: how it stands with each, entering one, what adds up."""

from collections.abc import Iterator
from decimal import Decimal

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lingdang.cases.public import Reported, cases_for, report_case
from lingdang.dossiers.public import MonthTotal, removals_by_month, standings_for, start_errand
from lingdang.faces.desk import exports, maps, names
from lingdang.faces.desk.forms.kinds import MatterForm, RemovalForm
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, Incomplete, NotFound
from lingdang.people.public import Duty
from lingdang.places.public import tree
from lingdang.standards.public import procedure_by_code


@require_GET
@desk(Duty.SEE_CASE, Duty.MEDIATE)
def kinds(request: ActorRequest) -> HttpResponse:
    context = {
        "standings": standings_for(request.actor),
        "may_report": request.actor.has(Duty.REPORT_FOR_OTHER),
        "ordinary": cases_for(request.actor).filter(procedure=None).open().count(),
    }
    return answer(request, "kinds/list.html", context)


@require_http_methods(["GET", "POST"])
@desk(Duty.REPORT_FOR_OTHER)
def new_matter(request: ActorRequest, code: str) -> HttpResponse:
    """Enter a matter of a kind; whoever enters one that is restricted may see it no more."""
    procedure = procedure_by_code(code)
    if procedure is None or not procedure.in_use:
        raise NotFound
    form = MatterForm(request.actor, procedure, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            case = _reported(form, request.actor).case
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Received as %(number)s.") % {"number": case.number})
            seen = cases_for(request.actor).filter(pk=case.pk).exists()
            return redirect("desk:case", case.pk) if seen else redirect("desk:kinds")
    focus = maps.focus(request.actor, Duty.REPORT_FOR_OTHER)
    context = {"form": form, "procedure": procedure, "map": maps.Map(focus)}
    status = form.status if request.method == "POST" else 200
    return answer(request, "kinds/new.html", context, status=status)


def _reported(form: MatterForm, by: Actor) -> Reported:
    """Without a position it lies where whoever enters it serves."""
    report = form.report(by, maps.focus(by, Duty.REPORT_FOR_OTHER))
    if form.is_errand:
        return start_errand(report=report, service=form.cleaned_data["service"], by=by)
    return report_case(report=report, by=by)


@require_GET
@desk(Duty.SEE_CASE)
def removals(request: ActorRequest) -> HttpResponse:
    """What was taken down, month by month."""
    asked = _asked(request)
    months = _months(request, asked)
    context = {
        "form": RemovalForm(initial=asked),
        "asked": asked,
        "place": names.place_name(asked.get("place")),
        "months": months,
        "cases": sum(month.cases for month in months),
        "area": sum((month.removed for month in months), Decimal(0)),
    }
    return answer(request, "kinds/removals.html", context)


@require_GET
@desk(Duty.SEE_CASE)
def removal_export(request: ActorRequest) -> FileResponse:
    months = _months(request, _asked(request))
    head = [_("Month"), _("Cases"), _("Removed, m²")]
    return exports.sheet(_("Removals by month"), head, _lines(months))


def _asked(request: ActorRequest) -> dict[str, int]:
    form = RemovalForm({**RemovalForm.usual(), **request.GET.dict()})
    if not form.is_valid():
        raise Incomplete({name: str(problems[0]) for name, problems in form.errors.items()})
    return {name: value for name, value in form.cleaned_data.items() if value}


def _months(request: ActorRequest, asked: dict[str, int]) -> list[MonthTotal]:
    path = tree().node(asked["place"]).path if "place" in asked else ""
    return removals_by_month(request.actor, path, asked["year"])


def _lines(months: list[MonthTotal]) -> Iterator[list[object]]:
    for month in months:
        yield [f"{month.month:%Y-%m}", month.cases, float(month.removed)]
