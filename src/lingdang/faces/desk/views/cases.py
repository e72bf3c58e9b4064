from django.http import FileResponse, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lingdang.cases.public import cases_for, export_cases, in_bbox
from lingdang.faces.desk import exports, maps, points, rows
from lingdang.faces.desk.filters import Filter
from lingdang.faces.desk.forms.bulk import STEPS
from lingdang.faces.desk.forms.filters import FilterChoices
from lingdang.faces.desk.maps import Map
from lingdang.faces.desk.paging import page_of
from lingdang.faces.desk.rows import USUAL
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.people.public import Duty


@require_GET
@desk(Duty.SEE_CASE, Duty.MEDIATE)
def case_list(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    chosen = Filter.of(request.GET)
    cases = chosen.apply(rows.listed(cases_for(request.actor)), request.actor, now)
    page = page_of(cases, chosen.order, request.GET)
    context = {
        "page": page,
        "chosen": chosen,
        "map": Map(chosen.values.get("place") or maps.focus(request.actor, Duty.SEE_CASE)),
        "bulk_steps": STEPS,
        "may_report": request.actor.has(Duty.REPORT_FOR_OTHER),
        **rows.table(page.rows, chosen.values.get("cols", USUAL), now),
    }
    return answer(request, "cases/list.html", context, part="results")


@require_GET
@desk(Duty.SEE_CASE, Duty.MEDIATE)
def case_filters(request: ActorRequest) -> HttpResponse:
    """Every filter at once; apart from the list, which need not carry all the choices."""
    initial = {"cols": USUAL, **Filter.of(request.GET).values}
    form = FilterChoices(initial=initial)
    return answer(request, "cases/filters.html", {"form": form}, part="form")


@require_GET
@desk(Duty.SEE_CASE, Duty.MEDIATE)
def case_points(request: ActorRequest) -> JsonResponse:
    """Answer with the cases of the list that lie in view, as GeoJSON."""
    now = timezone.now()
    query = request.GET.copy()
    box = maps.box_of(query.pop("bbox", [""])[0])
    cases = Filter.of(query).apply(cases_for(request.actor), request.actor, now)
    return JsonResponse(points.collection(in_bbox(cases, *box), now))


@require_GET
@desk(Duty.SEE_CASE, Duty.MEDIATE)
def case_export(request: ActorRequest, sheet: str) -> FileResponse:
    """Send all that the list holds, in its order; the columns it shows if these were chosen."""
    chosen = Filter.of(request.GET)
    cases = chosen.apply(cases_for(request.actor), request.actor, timezone.now())
    ordered = cases.order_by(*chosen.order.by(backwards=False))
    return _SHEETS[sheet](_("Cases"), *export_cases(ordered, chosen.values.get("cols", ())))


_SHEETS = {"xlsx": exports.sheet, "csv": exports.table}
