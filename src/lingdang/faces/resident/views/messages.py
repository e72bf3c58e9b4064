"""What the signed-in resident was told, and how they want to be told."""

from django.conf import settings
from django.contrib import messages as told
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from lingdang.faces.entrance import devices
from lingdang.faces.entrance.letters import leads_to
from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident.preferences import PreferenceForm
from lingdang.kernel.errors import Incomplete
from lingdang.messaging.public import (
    PERSONAL,
    choose,
    inbox_for,
    mark_read,
    message_for,
    preference_of,
    reached_by,
    shown,
    unread,
)

_PAGE = 20
_LARGEST = 2**63


@never_cache
@vary_on_headers("HX-Request")
@require_GET
def messages(request: ActorRequest) -> HttpResponse:
    """Newest first, page by page: ``before`` is the last one of the page in front."""
    found = inbox_for(request.actor)
    before = request.GET.get("before", "")
    if before:
        if not before.isdigit() or int(before) >= _LARGEST:
            raise Incomplete({"before": _("This does not name a page.")})
        found = found.filter(pk__lt=int(before))
    rows = list(found[: _PAGE + 1])
    context = {
        "tab": "me",
        "rows": shown(rows[:_PAGE]),
        "next_page": rows[_PAGE - 1].pk if len(rows) > _PAGE else None,
        "waiting": unread(request.actor),
    }
    part = "#rows" if request.htmx else ""
    return render(request, f"resident/messages.html{part}", context)


@never_cache
@require_POST
def read_all(request: ActorRequest) -> HttpResponse:
    mark_read(by=request.actor)
    return redirect("resident:messages")


@never_cache
@require_POST
def open_message(request: ActorRequest, message_id: int) -> HttpResponse:
    """Go where it leads: to one's own matter, or to the desk when it was told to staff."""
    message = message_for(request.actor, message_id)
    mark_read(ids=[message.pk], by=request.actor)
    page = leads_to(message.what, message.about, message.facts)
    return redirect(page or "resident:messages")


@never_cache
@require_http_methods(["GET", "POST"])
def preferences(request: ActorRequest) -> HttpResponse:
    person_id = request.actor.person_id or 0
    reached = {channel for _pk, channel in reached_by([person_id])}
    ways = [c for c in PERSONAL if c in settings.MESSAGE_CHANNELS and c in reached]
    kept = preference_of(person_id)
    form = PreferenceForm(request.POST or None, ways=ways, kept=kept)
    if request.method == "POST" and form.is_valid():
        choose(by=request.actor, **form.cleaned_data)
        told.success(request, _("From now on you are told like this."))
        return redirect("resident:preferences")
    context = {"tab": "me", "form": form, "notify": devices.shown(request)}
    return render(request, "resident/preferences.html", context, status=422 if form.errors else 200)
