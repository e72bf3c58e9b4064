"""Of which categories a reply must precede closing, and of which none is due."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lingdang.faces.desk import exports
from lingdang.faces.desk.forms.talks import ReplyRuleFilterForm, ReplyRuleForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.people.public import Duty
from lingdang.talks.public import ReplyRule, reply_rules, set_reply_rule

_ORDER = Order(("category_id",), descending=False)


@require_http_methods(["GET", "POST"])
@desk(Duty.MANAGE_REPLIES)
def rules(request: ActorRequest) -> HttpResponse:
    form = ReplyRuleForm(request.POST or None)
    if request.method == "POST" and form.saved(set_reply_rule, by=request.actor):
        messages.success(request, _("The rule of the category is kept."))
        return redirect("desk:reply_rules")
    asked = asked_in(ReplyRuleFilterForm(request.GET))
    context = {
        "form": form,
        "filter": ReplyRuleFilterForm(initial=asked),
        "page": page_of(_found(asked), _ORDER, request.GET),
        "query": urlencode(asked),
    }
    status = form.status if form.is_bound else 200
    return answer(request, "talks/rules.html", context, part="results", status=status)


def _found(asked: dict[str, Any]) -> QuerySet[ReplyRule]:
    found = reply_rules()
    if words := asked.get("q"):
        found = found.filter(Q(category__name__icontains=words) | Q(category=words))
    if due := asked.get("due"):
        found = found.filter(required=due == "first")
    return found


@require_GET
@desk(Duty.MANAGE_REPLIES)
def rule_export(request: ActorRequest) -> FileResponse:
    head = [_("Code"), _("Category"), _("Reply")]
    found = _found(asked_in(ReplyRuleFilterForm(request.GET)))
    return exports.sheet(_("Replies by category"), head, _lines(list(found)))


def _lines(found: list[ReplyRule]) -> Iterator[list[object]]:
    for one in found:
        due = _("must precede closing") if one.required else _("none is due")
        yield [one.category_id, one.category.name, due]
