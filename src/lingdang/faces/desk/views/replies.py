"""Standard replies: kept here, offered where a case is replied to."""

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
from lingdang.faces.desk.forms.talks import StandardReplyFilterForm, StandardReplyForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import NotFound
from lingdang.people.public import Duty
from lingdang.talks.public import StandardReply, set_standard_reply, standard_replies

_ORDERS = {"used": Order(("used", "id")), "newest": Order(("id",))}


def _found(asked: dict[str, Any]) -> QuerySet[StandardReply]:
    """Narrowed to a category or a state: what is offered there, so what is offered everywhere."""
    found = standard_replies(asked.get("q", ""))
    if category := asked.get("category"):
        found = found.filter(Q(category=category) | Q(category=None))
    if state := asked.get("state"):
        found = found.filter(Q(state=state) | Q(state=""))
    return found


@require_GET
@desk(Duty.MANAGE_REPLIES)
def replies(request: ActorRequest) -> HttpResponse:
    asked = asked_in(StandardReplyFilterForm(request.GET))
    page = page_of(_found(asked), _ORDERS[asked.get("sort", "used")], request.GET)
    form = StandardReplyFilterForm(initial=asked)
    context = {"page": page, "form": form, "query": urlencode(asked)}
    return answer(request, "talks/replies.html", context, part="results")


@require_GET
@desk(Duty.MANAGE_REPLIES)
def reply_export(request: ActorRequest) -> FileResponse:
    asked = asked_in(StandardReplyFilterForm(request.GET))
    order = _ORDERS[asked.get("sort", "used")].by(backwards=False)
    head = [_("Title"), _("Text"), _("Category"), _("State"), _("Used"), _("In use")]
    return exports.sheet(_("Standard replies"), head, _lines(list(_found(asked).order_by(*order))))


def _lines(found: list[StandardReply]) -> Iterator[list[object]]:
    for one in found:
        category = one.category.name if one.category else ""
        used = _("yes") if one.active else _("no")
        yield [one.title, one.text, category, one.get_state_display(), one.used, used]


@require_http_methods(["GET", "POST"])
@desk(Duty.MANAGE_REPLIES)
def new_reply(request: ActorRequest) -> HttpResponse:
    return _edited(request, StandardReplyForm(request.POST or None), None)


@require_http_methods(["GET", "POST"])
@desk(Duty.MANAGE_REPLIES)
def edit_reply(request: ActorRequest, reply_id: int) -> HttpResponse:
    known = standard_replies().filter(pk=reply_id).first()
    if known is None:
        raise NotFound
    names = ("title", "text", "state", "active")
    initial = {name: getattr(known, name) for name in names}
    initial["category_code"] = known.category_id or ""
    return _edited(request, StandardReplyForm(request.POST or None, initial=initial), known)


def _edited(
    request: ActorRequest, form: StandardReplyForm, known: StandardReply | None
) -> HttpResponse:
    told = {"reply_id": known.pk if known else None, "by": request.actor}
    if request.method == "POST" and form.saved(set_standard_reply, **told):
        messages.success(request, _("The standard reply is kept."))
        return redirect("desk:replies")
    status = form.status if form.is_bound else 200
    context = {"form": form, "known": known}
    return answer(request, "talks/reply.html", context, status=status)
