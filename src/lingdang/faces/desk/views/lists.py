"""Lists that people keep: one's own, shared ones, and those that everybody has."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from lingdang.faces.desk.filters import Filter
from lingdang.faces.desk.forms.lists import SaveListForm
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError
from lingdang.people.public import Duty
from lingdang.worklists.public import lists_for, remove_list, save_list

READY_MADE = (
    (gettext_lazy("Waiting for me"), "mine=1&sort=due"),
    (gettext_lazy("In my hands"), "ours=me&sort=due"),
    (gettext_lazy("In my unit's hands"), "ours=unit&sort=due"),
    (gettext_lazy("In my place, overdue"), "ours=place&due=over&sort=due"),
    (gettext_lazy("In my place, without owner"), "ours=place&unowned=1"),
)


@require_GET
@desk(Duty.SEE_CASE)
def saved_lists(request: ActorRequest) -> HttpResponse:
    query = Filter.of(request.GET).query()
    return _page(request, SaveListForm(request.actor, initial={"query": query}), query)


@require_POST
@desk(Duty.SEE_CASE)
def save(request: ActorRequest) -> HttpResponse:
    form = SaveListForm(request.actor, request.POST)
    if not form.is_valid():
        return _page(request, form, request.POST.get("query", ""))
    asked = Filter.of(QueryDict(form.cleaned_data["query"]))
    try:
        save_list(
            name=form.cleaned_data["name"],
            query=asked.query(),
            shared_at_id=form.cleaned_data["shared_at"],
            by=request.actor,
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return _page(request, form, asked.query())
    messages.success(request, _("Saved."))
    return redirect("desk:lists")


@require_POST
@desk(Duty.SEE_CASE)
def remove(request: ActorRequest, list_id: int) -> HttpResponse:
    remove_list(list_id=list_id, by=request.actor)
    messages.success(request, _("Removed."))
    return redirect("desk:lists")


def _page(request: ActorRequest, form: SaveListForm, query: str) -> HttpResponse:
    me = request.actor.person_id
    context = {
        "ready_made": READY_MADE,
        "saved": [
            (kept, Filter.of(QueryDict(kept.query)).chips(), kept.owner_id == me)
            for kept in lists_for(request.actor)
        ],
        "form": form,
        "query": query,
        "chips": Filter.of(QueryDict(query)).chips(),
    }
    status = form.status if form.is_bound else 200
    return answer(request, "cases/lists.html", context, status=status)
