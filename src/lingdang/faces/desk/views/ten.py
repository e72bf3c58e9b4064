"""The ten matters 十件事: drafted from what is hot, put in order, confirmed, and kept."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lingdang.faces.desk import exports, names
from lingdang.faces.desk.forms.fields import DeskForm
from lingdang.faces.desk.forms.hot import ItemForm, NewTenForm, NodeForm, OutcomeForm
from lingdang.faces.desk.tens import item_in, period_of, shown
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError, NotFound
from lingdang.people.public import Duty
from lingdang.suggestions.public import (
    TEN,
    TenList,
    confirm_ten,
    draft_ten,
    finish_item,
    finish_node,
    items_of,
    may_keep_ten,
    move_item,
    remove_item,
    save_item,
    ten_for,
    tens_for,
)

_MOST = 100


@require_GET
@desk(Duty.SEE_CASE)
def tens(request: ActorRequest) -> HttpResponse:
    context = {
        "tens": [
            (ten, period_of(ten), names.place_name(ten.place_id))
            for ten in tens_for(request.actor)[:_MOST]
        ],
        "form": NewTenForm(request.actor) if request.actor.has(Duty.KEEP_TEN) else None,
    }
    return answer(request, "ten/list.html", context)


@require_POST
@desk(Duty.KEEP_TEN)
def new_ten(request: ActorRequest) -> HttpResponse:
    form = NewTenForm(request.actor, request.POST)
    if form.is_valid():
        try:
            ten = draft_ten(by=request.actor, **form.cleaned_data)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            return redirect("desk:ten", ten.pk)
    return redirect("desk:tens")


@require_GET
@desk(Duty.SEE_CASE)
def ten(request: ActorRequest, ten_id: int) -> HttpResponse:
    return _page(request, ten_for(request.actor, ten_id))


def _page(
    request: ActorRequest,
    ten: TenList,
    refused: tuple[str, int, DeskForm] | None = None,
) -> HttpResponse:
    """``refused`` is a form to show again: of a date or an item, and of which."""
    items = shown(request.actor, ten, items_of(ten))
    context = {
        "ten": ten,
        "period": period_of(ten),
        "place": names.place_name(ten.place_id),
        "items": items,
        "may_keep": may_keep_ten(request.actor, ten.place_id),
        "wanted": TEN - len(items),
        "node_form": NodeForm(),
        "outcome_form": OutcomeForm(),
        "refused": refused,
    }
    return answer(request, "ten/ten.html", context, status=refused[2].status if refused else 200)


@require_GET
@desk(Duty.SEE_CASE)
def ten_export(request: ActorRequest, ten_id: int) -> FileResponse:
    ten = ten_for(request.actor, ten_id)
    head = [
        _("Rank"),
        _("What it is called"),
        _("Unit that leads"),
        _("What is promised"),
        _("To be done by"),
        _("Dates kept"),
        _("Done on"),
        pgettext("ten matters", "What came of it"),
        _("Stars before"),
        _("Stars since"),
    ]
    return exports.sheet(f"{_('Ten matters')}-{period_of(ten)}", head, _lines(request, ten))


def _lines(request: ActorRequest, ten: TenList) -> Iterator[list[object]]:
    for one in shown(request.actor, ten, items_of(ten)):
        item, said = one.item, one.said
        yield [
            item.rank,
            item.title,
            item.unit.name if item.unit else "",
            item.promise,
            item.due_on.isoformat() if item.due_on else "",
            f"{one.kept}/{len(one.nodes)}",
            item.done_on.isoformat() if item.done_on else "",
            item.outcome,
            said.before.stars if said.before else "",
            said.after.stars if said.after else "",
        ]


@require_http_methods(["GET", "POST"])
@desk(Duty.KEEP_TEN)
def new_item(request: ActorRequest, ten_id: int) -> HttpResponse:
    return _fill(request, _draft(request, ten_id), ItemForm(request.POST or None))


@require_http_methods(["GET", "POST"])
@desk(Duty.KEEP_TEN)
def item(request: ActorRequest, ten_id: int, item_id: int) -> HttpResponse:
    ten = _draft(request, ten_id)
    known = item_in(ten, item_id)
    form = ItemForm(request.POST) if request.method == "POST" else ItemForm.of(known)
    return _fill(request, ten, form, item_id)


def _draft(request: ActorRequest, ten_id: int) -> TenList:
    ten = ten_for(request.actor, ten_id)
    if not ten.is_draft:
        raise NotFound
    return ten


def _fill(
    request: ActorRequest, ten: TenList, form: ItemForm, item_id: int | None = None
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            save_item(ten_id=ten.pk, item_id=item_id, item=form.data_of_item(), by=request.actor)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:ten", ten.pk)
    context = {"ten": ten, "period": period_of(ten), "form": form}
    return answer(request, "ten/item.html", context, status=form.status if form.is_bound else 200)


_ACTS = {
    "up": lambda **of: move_item(up=True, **of),
    "down": lambda **of: move_item(up=False, **of),
    "remove": remove_item,
}


@require_POST
@desk(Duty.KEEP_TEN)
def item_act(request: ActorRequest, ten_id: int, item_id: int, act: str) -> HttpResponse:
    if act not in _ACTS:
        raise NotFound
    _ACTS[act](ten_id=ten_id, item_id=item_id, by=request.actor)
    return redirect("desk:ten", ten_id)


@require_POST
@desk(Duty.KEEP_TEN)
def confirm(request: ActorRequest, ten_id: int) -> HttpResponse:
    try:
        confirm_ten(ten_id=ten_id, by=request.actor)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Confirmed: everybody can read it now."))
    return redirect("desk:ten", ten_id)


@require_POST
@desk(Duty.SEE_CASE)
def node_done(request: ActorRequest, ten_id: int, node_id: int) -> HttpResponse:
    form, ten = NodeForm(request.POST), ten_for(request.actor, ten_id)
    if form.saved(finish_node, ten_id=ten.pk, node_id=node_id, by=request.actor):
        messages.success(request, _("Noted."))
        return redirect("desk:ten", ten.pk)
    return _page(request, ten, ("node", node_id, form))


@require_POST
@desk(Duty.SEE_CASE)
def item_done(request: ActorRequest, ten_id: int, item_id: int) -> HttpResponse:
    form, ten = OutcomeForm(request.POST), ten_for(request.actor, ten_id)
    if form.saved(finish_item, ten_id=ten.pk, item_id=item_id, by=request.actor):
        messages.success(request, _("Noted."))
        return redirect("desk:ten", ten.pk)
    return _page(request, ten, ("item", item_id, form))
