from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lingdang.cases.public import cases_for, report_case
from lingdang.faces.desk import maps
from lingdang.faces.desk.forms.report import ReportForm
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError
from lingdang.people.public import Duty


@require_http_methods(["GET", "POST"])
@desk(Duty.REPORT_FOR_OTHER)
def new_case(request: ActorRequest) -> HttpResponse:
    """Enter what a resident said on the telephone or at the counter."""
    form = ReportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            case = report_case(report=form.report(request.actor), by=request.actor).case
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Received as %(number)s.") % {"number": case.number})
            seen = cases_for(request.actor).filter(pk=case.pk).exists()
            return redirect("desk:case", case.pk) if seen else redirect("desk:cases")
    context = {
        "form": form,
        "map": maps.Map(maps.focus(request.actor, Duty.REPORT_FOR_OTHER)),
    }
    status = form.status if request.method == "POST" else 200
    return answer(request, "cases/new.html", context, status=status)
