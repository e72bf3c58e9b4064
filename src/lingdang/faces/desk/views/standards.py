from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from lingdang.faces.desk import exports, rulings
from lingdang.faces.desk.forms.standards import StandardFilterForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.sorting import Sort
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.actor import Actor
from lingdang.standards.public import (
    Standard,
    handbook,
    search_standards,
    standard_for,
    standards_for,
)

_ORDERS = {
    "code": Order(("category_id", "number", "id"), descending=False),
    "newest": Order(("id",)),
}
_SORTS: dict[str, str | Promise] = {
    "code": gettext_lazy("by code"),
    "newest": gettext_lazy("newest first"),
}


def _standards(actor: Actor, asked: dict[str, Any]) -> QuerySet[Standard]:
    """Those of the edition in force today, unless another is asked for."""
    today = handbook().edition_on(timezone.localdate())
    edition = asked.get("edition") or (today.pk if today else None)
    found = standards_for(actor).filter(edition=edition)
    if kind := asked.get("kind"):
        found = found.filter(category__kind=kind)
    if major := asked.get("major"):
        found = found.filter(category__code__regex=rf"^{major}[0-9]{{3}}$")
    return search_standards(found, asked.get("q", ""))


@require_GET
@desk()
def standards(request: ActorRequest) -> HttpResponse:
    """When a case of which category is filed, put right and closed."""
    form = StandardFilterForm(request.actor, request.GET)
    asked = asked_in(form)
    order = _ORDERS[asked.get("sort", "code")]
    page = page_of(_standards(request.actor, asked), order, request.GET)
    context = {
        "page": page,
        "rows": [(standard, rulings.allowed(standard)) for standard in page.rows],
        "form": StandardFilterForm(request.actor, initial=asked),
        "query": urlencode(asked),
        "sorts": Sort.links(urlencode(asked), _SORTS, _ORDERS),
        "today": handbook().edition_on(timezone.localdate()),
    }
    return answer(request, "standards/list.html", context, part="results")


@require_GET
@desk()
def standard_export(request: ActorRequest) -> FileResponse:
    asked = asked_in(StandardFilterForm(request.actor, request.GET))
    found = _standards(request.actor, asked).order_by("category_id", "number")
    head = [
        *(_("Code"), _("Category"), _("Number"), _("Condition"), _("Limit"), _("Closed when")),
        *(_("Responsible"), _("Basis"), _("Supervised by"), _("Evidence wanted"), _("Edition")),
    ]
    return exports.sheet(_("Standards"), head, _lines(found))


def _lines(found: QuerySet[Standard]) -> Iterator[list[object]]:
    for standard in found.iterator(chunk_size=500):
        yield [
            *(standard.category_id, standard.category.name, standard.number, standard.condition),
            *(rulings.allowed(standard), standard.closing, standard.responsible, standard.basis),
            *(standard.supervisors, standard.evidence, standard.edition.name),
        ]


@require_GET
@desk()
def standard(request: ActorRequest, standard_id: int) -> HttpResponse:
    one = standard_for(request.actor, standard_id)
    others = standards_for(request.actor).filter(category=one.category).exclude(pk=one.pk)
    context = {
        "standard": one,
        "state": one.edition.state_on(timezone.localdate()),
        "allowances": rulings.allowances(one),
        "beside": others.filter(edition=one.edition).order_by("number"),
        "editions": others.exclude(edition=one.edition).order_by("-edition__valid", "number"),
    }
    return answer(request, "standards/standard.html", context)
