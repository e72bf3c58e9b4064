from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lingdang.faces.desk import exports, rulings
from lingdang.faces.desk.forms.standards import RuleFilterForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.actor import Actor
from lingdang.standards.public import Rule, rule_for, rulebook, rules_for, search_rules

_ORDERS = {
    "code": Order(("category_id", "number", "id"), descending=False),
    "newest": Order(("id",)),
}


def _rules(actor: Actor, asked: dict[str, Any]) -> QuerySet[Rule]:
    """Those of the edition in force today, unless another is asked for."""
    today = rulebook().edition_on(timezone.localdate())
    edition = asked.get("edition") or (today.pk if today else None)
    found = rules_for(actor).filter(edition=edition)
    if kind := asked.get("kind"):
        found = found.filter(category__kind=kind)
    if major := asked.get("major"):
        found = found.filter(category__code__regex=rf"^{major}[0-9]{{3}}$")
    return search_rules(found, asked.get("q", ""))


@require_GET
@desk()
def rules(request: ActorRequest) -> HttpResponse:
    """When a case of which category is filed, put right and closed."""
    form = RuleFilterForm(request.actor, request.GET)
    asked = asked_in(form)
    order = _ORDERS[asked.get("sort", "code")]
    page = page_of(_rules(request.actor, asked), order, request.GET)
    context = {
        "page": page,
        "rows": [(rule, rulings.allowed(rule)) for rule in page.rows],
        "form": RuleFilterForm(request.actor, initial=asked),
        "query": urlencode(asked),
        "today": rulebook().edition_on(timezone.localdate()),
    }
    return answer(request, "standards/rules.html", context, part="results")


@require_GET
@desk()
def rule_export(request: ActorRequest) -> FileResponse:
    asked = asked_in(RuleFilterForm(request.actor, request.GET))
    found = _rules(request.actor, asked).order_by("category_id", "number")
    head = [
        *(_("Code"), _("Category"), _("Number"), _("Condition"), _("Limit"), _("Closed when")),
        *(_("Responsible"), _("Basis"), _("Supervised by"), _("Evidence wanted"), _("Edition")),
    ]
    return exports.sheet(_("Rules"), head, _lines(found))


def _lines(found: QuerySet[Rule]) -> Iterator[list[object]]:
    for rule in found.iterator(chunk_size=500):
        yield [
            *(rule.category_id, rule.category.name, rule.number, rule.condition),
            *(rulings.allowed(rule), rule.closing, rule.responsible, rule.basis),
            *(rule.supervisors, rule.evidence, rule.edition.name),
        ]


@require_GET
@desk()
def rule(request: ActorRequest, rule_id: int) -> HttpResponse:
    one = rule_for(request.actor, rule_id)
    others = rules_for(request.actor).filter(category=one.category).exclude(pk=one.pk)
    context = {
        "rule": one,
        "state": one.edition.state_on(timezone.localdate()),
        "allowances": rulings.allowances(one),
        "beside": others.filter(edition=one.edition).order_by("number"),
        "editions": others.exclude(edition=one.edition).order_by("-edition__valid", "number"),
    }
    return answer(request, "standards/rule.html", context)
