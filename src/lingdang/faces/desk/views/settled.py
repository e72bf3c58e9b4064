from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lingdang.cases.public import cases_for
from lingdang.dispatching.public import own_places, report_settled
from lingdang.faces.desk.forms.dispatching import ReportSettledForm
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError
from lingdang.people.public import Duty


@require_http_methods(["GET", "POST"])
@desk(Duty.SETTLE_IN_GRID)
def report_and_settle(request: ActorRequest) -> HttpResponse:
    """自办即结: met, put right, told: one page for all three."""
    places = own_places(request.actor)
    form = ReportSettledForm(places, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            case = report_settled(
                report=form.report(),
                outcome=form.cleaned_data["outcome"],
                photo_ids=form.photo_ids(request.actor),
                by=request.actor,
            ).case
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("On record and settled as %(number)s.") % {"number": case.number}
            )
            seen = cases_for(request.actor).filter(pk=case.pk).exists()
            return redirect("desk:case", case.pk) if seen else redirect("desk:cases")
    status = form.status if request.method == "POST" else 200
    return answer(request, "cases/settled.html", {"form": form}, status=status)
