"""The catalogue of services that a community does for people who cannot go themselves."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from lingdang.dossiers.public import Service, service_by_code, services_called, set_service
from lingdang.faces.desk import exports
from lingdang.faces.desk.forms.journal import search_words
from lingdang.faces.desk.forms.services import ServiceForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.sorting import Sort
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError
from lingdang.people.public import Duty

_ORDERS = {"code": Order(("code",), descending=False), "swift": Order(("days", "code"))}
_SORTS: dict[str, str | Promise] = {
    "code": gettext_lazy("by code"),
    "swift": gettext_lazy("slowest first"),
}


@require_GET
@desk(Duty.MANAGE_SERVICES)
def catalogue(request: ActorRequest) -> HttpResponse:
    words = search_words(request.GET)
    sort = request.GET.get("sort", "")
    order = _ORDERS.get(sort, _ORDERS["code"])
    query = urlencode({"q": words, "sort": sort})
    context = {
        "page": page_of(services_called(words), order, request.GET),
        "q": words,
        "query": query,
        "sorts": Sort.links(query, _SORTS, _ORDERS),
    }
    return answer(request, "services/list.html", context)


@require_GET
@desk(Duty.MANAGE_SERVICES)
def service_export(request: ActorRequest) -> FileResponse:
    found = services_called(search_words(request.GET)).order_by("code")
    head = [_("Code"), _("Name"), _("Offered to"), _("Papers"), _("Within … days"), _("In use")]
    return exports.sheet(_("Services"), head, _lines(list(found)))


def _lines(found: list[Service]) -> Iterator[list[object]]:
    for each in found:
        papers = ";".join(each.papers)
        used = _("yes") if each.in_use else _("no")
        yield [each.code, each.name, each.for_whom, papers, each.days, used]


@require_http_methods(["GET", "POST"])
@desk(Duty.MANAGE_SERVICES)
def new_service(request: ActorRequest) -> HttpResponse:
    return _edited(request, ServiceForm(request.POST or None), None)


@require_http_methods(["GET", "POST"])
@desk(Duty.MANAGE_SERVICES)
def service(request: ActorRequest, code: str) -> HttpResponse:
    known = service_by_code(code)
    names = ("code", "name", "for_whom", "days", "in_use")
    initial = {name: getattr(known, name) for name in names}
    initial["papers"] = "\n".join(known.papers)
    form = ServiceForm(request.POST or None, initial=initial)
    form.fields["code"].disabled = True
    return _edited(request, form, known)


def _edited(request: ActorRequest, form: ServiceForm, known: Service | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            set_service(**form.said(), by=request.actor)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The service is kept."))
            return redirect("desk:services")
    status = form.status if form.is_bound else 200
    context = {"form": form, "known": known}
    return answer(request, "services/edit.html", context, status=status)
