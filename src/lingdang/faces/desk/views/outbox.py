"""What leaves the product, what failed of it, and sending that again."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import batched
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from lingdang.faces.desk import exports, letters
from lingdang.faces.desk.forms.messages import OutboxForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.sorting import Sort
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.messaging.public import MOST_AT_ONCE, OutgoingQuerySet, outgoing_for, send_again
from lingdang.people.public import Duty

_ORDERS = {"newest": Order(("id",)), "oldest": Order(("id",), descending=False)}
_SORTS: dict[str, str | Promise] = {
    "newest": gettext_lazy("newest first"),
    "oldest": gettext_lazy("oldest first"),
}
_STEP = 500


def _asked(request: ActorRequest, asked: dict[str, Any]) -> OutgoingQuerySet:
    found = outgoing_for(request.actor)
    for name in ("channel", "what", "state"):
        if asked.get(name):
            found = found.filter(**{name: asked[name]})
    if text := asked.get("q"):
        found = found.filter(Q(facts__number__icontains=text) | Q(error__contains=text))
    if day := asked.get("day"):
        begins = timezone.make_aware(datetime.combine(day, time.min))
        found = found.filter(told_at__gte=begins, told_at__lt=begins + timedelta(days=1))
    return found


@require_GET
@desk(Duty.MANAGE_MESSAGES)
def outbox(request: ActorRequest) -> HttpResponse:
    form = OutboxForm(request.GET or {"state": "failed"})
    order = _ORDERS[form.asked.get("sort", "newest")]
    page = page_of(_asked(request, form.asked), order, request.GET)
    context = {
        "form": form,
        "page": page,
        "rows": letters.rows_of(page.rows),
        "query": form.query(),
        "sorts": Sort.links(form.query(), _SORTS, _ORDERS),
        "most": MOST_AT_ONCE,
    }
    return answer(request, "outbox/list.html", context, part="results", status=form.status_now)


@require_GET
@desk(Duty.MANAGE_MESSAGES)
def outbox_export(request: ActorRequest) -> FileResponse:
    found = _asked(request, OutboxForm(request.GET).asked)
    head = [
        *(_("When"), _("Channel"), _("To"), _("Kind of message"), _("Number"), _("State")),
        *(_("Tries"), _("Error")),
    ]
    return exports.sheet(_("Outgoing messages"), head, _lines(found))


def _lines(found: OutgoingQuerySet) -> Iterator[list[object]]:
    for stretch in batched(found.iterator(chunk_size=_STEP), _STEP):
        for row in letters.rows_of(stretch):
            at = timezone.localtime(row.told_at).strftime("%Y-%m-%d %H:%M")
            yield [at, row.channel, row.to, row.label, row.number, row.state, row.tries, row.error]


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
