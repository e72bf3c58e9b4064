"""What somebody says on the telephone or at the counter, typed in while they say it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lingdang.cases.public import Case, cases_for, report_case
from lingdang.faces.desk import maps, rows, whereabouts
from lingdang.faces.desk.forms.report import AddressForm, PhoneForm, ReportForm
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.intake.public import earlier_cases
from lingdang.kernel.errors import DomainError
from lingdang.people.public import Duty


@require_http_methods(["GET", "POST"])
@desk(Duty.REPORT_FOR_OTHER)
def new_case(request: ActorRequest) -> HttpResponse:
    form = ReportForm(request.actor, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            case = report_case(report=form.report(), by=request.actor).case
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return _onward(request, case)
    context = {
        "form": form,
        "map": maps.Map(maps.focus(request.actor, Duty.REPORT_FOR_OTHER)),
        "received": request.GET.get("received", ""),
    }
    status = form.status if request.method == "POST" else 200
    return answer(request, "cases/new.html", context, status=status)


def _onward(request: ActorRequest, case: Case) -> HttpResponse:
    """To the next call, when that is what was pressed; else to the case, if it may be seen."""
    messages.success(request, _("Received as %(number)s.") % {"number": case.number})
    if "next" in request.POST:
        return redirect(reverse("desk:new_case", query={"received": case.request_key}))
    seen = cases_for(request.actor).filter(pk=case.pk).exists()
    return redirect("desk:case", case.pk) if seen else redirect("desk:cases")


@require_POST
@desk(Duty.REPORT_FOR_OTHER)
def earlier(request: ActorRequest) -> HttpResponse:
    """Show what this number was left with before. Posted, so that no log of addresses holds it."""
    form = PhoneForm(request.POST)
    caller = None
    if form.is_valid():
        caller = earlier_cases(request.actor, form.cleaned_data["contact_phone"])
    cases = rows.rows_of(caller.cases, timezone.now()) if caller else []
    return answer(request, "cases/earlier.html", {"caller": caller, "cases": cases})


@require_GET
@desk(Duty.REPORT_FOR_OTHER)
def known_places(request: ActorRequest) -> HttpResponse:
    form = AddressForm(request.GET)
    words = form.cleaned_data["address"] if form.is_valid() else ""
    found = whereabouts.spots(request.actor, words)
    return answer(request, "cases/spots.html", {"spots": found})
