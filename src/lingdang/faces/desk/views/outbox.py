"""What leaves the product: what failed, in which words, to which addresses."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lingdang.faces.desk import exports, letters, queries
from lingdang.faces.desk.forms.messages import (
    AddressForm,
    OutboxForm,
    RobotForm,
    TemplateForm,
    WordsForm,
    fields_text,
)
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import NotFound
from lingdang.messaging.public import (
    BY_TEMPLATE,
    EVERYTHING,
    MOST_AT_ONCE,
    Channel,
    OutgoingQuerySet,
    add_robot,
    every_wording,
    outgoing_for,
    own_words_of,
    robots,
    send_again,
    set_address,
    set_template,
    set_words,
    stop_robot,
    templates_of,
    wording_of,
)
from lingdang.people.public import Duty

_ORDERS = {"newest": Order(("id",)), "oldest": Order(("id",), descending=False)}


def _asked(request: ActorRequest, asked: dict[str, Any]) -> OutgoingQuerySet:
    found = outgoing_for(request.actor)
    for name in ("channel", "what", "state"):
        if asked.get(name):
            found = found.filter(**{name: asked[name]})
    if text := asked.get("q"):
        found = found.filter(Q(facts__number__contains=text) | Q(error__contains=text))
    if day := asked.get("day"):
        begins = timezone.make_aware(datetime.combine(day, time.min))
        found = found.filter(told_at__gte=begins, told_at__lt=begins + timedelta(days=1))
    return found


@require_GET
@desk(Duty.MANAGE_MESSAGES)
def outbox(request: ActorRequest) -> HttpResponse:
    form = OutboxForm(request.GET if request.GET else {"state": "failed"})
    order = _ORDERS[form.asked.get("sort", "newest")]
    page = page_of(_asked(request, form.asked), order, request.GET)
    context = {
        "form": form,
        "page": page,
        "rows": letters.rows_of(page.rows),
        "query": form.query(),
        "other_way": form.query(sort="oldest" if order.descending else "newest"),
        "newest": order.descending,
        "most": MOST_AT_ONCE,
    }
    return answer(request, "outbox/list.html", context, part="results", status=form.status_now)


@require_GET
@desk(Duty.MANAGE_MESSAGES)
def outbox_export(request: ActorRequest) -> FileResponse:
    found = _asked(request, OutboxForm(request.GET).asked)[: exports.MOST]
    head = [
        *(_("When"), _("Channel"), _("To"), _("What about"), _("Number"), _("State")),
        *(_("Tries"), _("Error")),
    ]
    return exports.sheet(_("Outgoing messages"), head, _lines(found))


def _lines(found: OutgoingQuerySet) -> Iterator[list[object]]:
    for row in letters.rows_of(found):
        moment = timezone.localtime(row.told_at).strftime("%Y-%m-%d %H:%M")
        yield [moment, row.channel, row.to, row.label, row.number, row.state, row.tries, row.error]


@require_POST
@desk(Duty.MANAGE_MESSAGES)
def again(request: ActorRequest) -> HttpResponse:
    """Send those that are ticked again, or all failed ones that the list shows."""
    ids = [int(text) for text in request.POST.getlist("id") if text.isdigit()]
    if "everything" in request.POST:
        found = _asked(request, OutboxForm(request.GET).asked).failed()
        ids = list(found.values_list("pk", flat=True)[:MOST_AT_ONCE])
    count = send_again(ids=ids, by=request.actor)
    told = ngettext("%(count)s message is sent again.", "%(count)s messages are sent again.", count)
    messages.success(request, told % {"count": count})
    return redirect("desk:outbox")


@require_GET
@desk(Duty.MANAGE_MESSAGES)
def wordings(request: ActorRequest) -> HttpResponse:
    own = {what for what, _language in own_words_of([w.what for w in every_wording()])}
    rows = [
        {"what": w.what, "label": w.label, "title": w.title, "text": w.text, "own": w.what in own}
        for w in every_wording()
    ]
    return answer(request, "outbox/wordings.html", {"rows": rows, "everything": EVERYTHING})


@require_http_methods(["GET", "POST"])
@desk(Duty.MANAGE_MESSAGES)
def wording(request: ActorRequest, what: str) -> HttpResponse:
    """The words of one message in each language, and the templates that providers have of it."""
    parts = _parts(what)
    if request.method == "POST":
        for part in parts:
            if part["name"] == request.POST.get("part") and _saved(request, what, part):
                messages.success(request, _("The words are kept."))
                return redirect("desk:wording", what)
    bound = [part["form"] for part in parts if part["form"].is_bound]
    fields = sorted(wording_of(what).fields) if what != EVERYTHING else ["title", "text", "number"]
    context = {"what": what, "parts": parts, "fields": fields, "label": _label(what)}
    return answer(
        request, "outbox/wording.html", context, status=bound[0].status if bound else 200
    )
