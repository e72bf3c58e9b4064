"""What one was told, and how one wants to be told."""

from collections.abc import Iterator
from itertools import batched

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lingdang.faces.desk import exports, letters
from lingdang.faces.desk.forms.messages import InboxForm, PreferenceForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance import devices
from lingdang.faces.entrance.letters import leads_to
from lingdang.faces.entrance.web import ActorRequest
from lingdang.messaging.public import (
    PERSONAL,
    Channel,
    MessageQuerySet,
    choose,
    inbox_for,
    mark_read,
    message_for,
    preference_of,
    reached_by,
    shown,
)
from lingdang.people.public import cards

_ORDERS = {"newest": Order(("id",)), "oldest": Order(("id",), descending=False)}
_STEP = 500


def _asked(request: ActorRequest, form: InboxForm) -> MessageQuerySet:
    found, asked = inbox_for(request.actor), form.asked
    if number := asked.get("q"):
        found = found.filter(facts__number__icontains=number)
    if what := asked.get("what"):
        found = found.filter(what=what)
    if state := asked.get("state"):
        found = found.filter(read_at__isnull=state == "unread")
    return found


@require_GET
@desk()
def inbox(request: ActorRequest) -> HttpResponse:
    form = InboxForm(request.GET)
    order = _ORDERS[form.asked.get("sort", "newest")]
    page = page_of(_asked(request, form), order, request.GET)
    rows = shown(page.rows)
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "people": cards({row.by_id for row in rows}),
        "query": form.query(),
        "other_way": form.query(sort="oldest" if order.descending else "newest"),
        "newest": order.descending,
    }
    return answer(request, "inbox/list.html", context, part="results", status=form.status_now)


@require_GET
@desk()
def inbox_export(request: ActorRequest) -> FileResponse:
    found = _asked(request, InboxForm(request.GET))
    head = [_("When"), _("Kind of message"), _("Number"), _("Title"), _("Text"), _("Read")]
    return exports.sheet(_("Inbox"), head, _lines(found))


def _lines(found: MessageQuerySet) -> Iterator[list[object]]:
    for stretch in batched(found.iterator(chunk_size=_STEP), _STEP):
        for row in shown(stretch):
            moment = timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M")
            read = _("yes") if row.read else _("no")
            yield [moment, row.label, row.number, row.title, row.text, read]


@require_POST
@desk()
def open_message(request: ActorRequest, message_id: int) -> HttpResponse:
    """Go where a message leads: it has been read then."""
    message = message_for(request.actor, message_id)
    mark_read(ids=[message.pk], by=request.actor)
    letters.forget_unread(request)
    return redirect(leads_to(message.what, message.about, message.facts) or "desk:inbox")


@require_POST
@desk()
def read_messages(request: ActorRequest) -> HttpResponse:
    """Mark those that are ticked as read, or all."""
    ids = [int(text) for text in request.POST.getlist("id") if text.isdigit()]
    everything = "everything" in request.POST
    mark_read(ids=None if everything else ids, by=request.actor)
    letters.forget_unread(request)
    return redirect("desk:inbox")


@require_http_methods(["GET", "POST"])
@desk()
def preferences(request: ActorRequest) -> HttpResponse:
    person_id = request.actor.person_id or 0
    reached = {channel for _pk, channel in reached_by([person_id])}
    ways = {  # a device gives its address by itself, below
        channel.value: channel in reached
        for channel in PERSONAL
        if channel in settings.MESSAGE_CHANNELS and (channel in reached or channel != Channel.PUSH)
    }
    kept = preference_of(person_id)
    initial = {
        **{name: getattr(kept, name) for name in PreferenceForm.base_fields if name != "channels"},
        "channels": [name for name in ways if name not in kept.silent],
    }
    form = PreferenceForm(request.POST or None, initial=initial, ways=ways)
    if request.method == "POST" and form.saved(choose, by=request.actor):
        messages.success(request, _("From now on you are told like this."))
        return redirect("desk:preferences")
    status = form.status if form.is_bound else 200
    context = {"form": form, "notify": devices.shown(request)}
    return answer(request, "inbox/preferences.html", context, status=status)
