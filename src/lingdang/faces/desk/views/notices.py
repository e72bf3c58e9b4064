"""Notices: written, looked at as residents see them, published, corrected, withdrawn."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lingdang.faces.desk import exports, names
from lingdang.faces.desk.forms.notices import NoticeFilterForm, NoticeForm, WithdrawForm
from lingdang.faces.desk.newsroom import Preview, preview_of, rows_of
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError
from lingdang.notices.public import (
    Notice,
    NoticeQuerySet,
    matching,
    notice_for,
    notices_for,
    publish_notice,
    rewrite_notice,
    withdraw_notice,
    write_notice,
)
from lingdang.people.public import Duty
from lingdang.places.public import tree

_ORDERS = {"newest": Order(("id",)), "until": Order(("until_on", "id"))}


def _found(request: ActorRequest, asked: dict[str, Any]) -> NoticeQuerySet:
    found = notices_for(request.actor)
    if words := asked.get("q"):
        found = found.filter(matching(words))
    if state := asked.get("state"):
        found = found.filter(state=state)
    if place := asked.get("place"):
        found = found.filter(place__in=[node.id for node in tree().subtree(place)])
    return found


@require_GET
@desk(Duty.PUBLISH_NOTICE)
def notices(request: ActorRequest) -> HttpResponse:
    asked = asked_in(NoticeFilterForm(request.actor, request.GET))
    order = _ORDERS[asked.get("sort", "newest")]
    page = page_of(_found(request, asked), order, request.GET)
    context = {
        "page": page,
        "rows": rows_of(page.rows),
        "form": NoticeFilterForm(request.actor, initial=asked),
        "query": urlencode(asked),
    }
    return answer(request, "notices/list.html", context, part="results")


@require_GET
@desk(Duty.PUBLISH_NOTICE)
def notice_export(request: ActorRequest) -> FileResponse:
    asked = asked_in(NoticeFilterForm(request.actor, request.GET))
    order = _ORDERS[asked.get("sort", "newest")].by(backwards=False)
    head = [_("Title"), _("Text"), _("Place"), _("State"), _("Urgent"), _("Shown from")]
    found = _found(request, asked).order_by(*order)
    return exports.sheet(_("Notices"), [*head, _("Shown until"), _("Published on")], _lines(found))


def _lines(found: NoticeQuerySet) -> Iterator[list[object]]:
    for one in found.iterator(chunk_size=500):
        published = timezone.localtime(one.published_at) if one.published_at else None
        yield [
            one.title,
            one.text,
            names.place_name(one.place_id),
            one.get_state_display(),
            _("yes") if one.urgent else _("no"),
            one.from_on.isoformat(),
            one.until_on.isoformat(),
            published.strftime("%Y-%m-%d %H:%M") if published else "",
        ]


@require_http_methods(["GET", "POST"])
@desk(Duty.PUBLISH_NOTICE)
def new_notice(request: ActorRequest) -> HttpResponse:
    form = NoticeForm(request.actor, request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            made = write_notice(**form.told(), key=form.cleaned_data["key"], by=request.actor)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return redirect("desk:notice", made.pk)
    status = form.status if form.is_bound else 200
    return answer(request, "notices/edit.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@desk(Duty.PUBLISH_NOTICE)
def edit_notice(request: ActorRequest, notice_id: int) -> HttpResponse:
    known = notice_for(request.actor, notice_id)
    form = NoticeForm.of(request.actor, known)
    if request.method == "POST":
        form = NoticeForm(request.actor, request.POST, request.FILES, known=known)
        if form.is_valid() and _rewritten(request, known, form):
            messages.success(request, _("Saved."))
            return redirect("desk:notice", known.pk)
    status = form.status if form.is_bound else 200
    return answer(request, "notices/edit.html", {"form": form, "known": known}, status=status)


def _rewritten(request: ActorRequest, known: Notice, form: NoticeForm) -> bool:
    try:
        rewrite_notice(
            notice_id=known.pk,
            version=form.cleaned_data["version"],
            without=form.cleaned_data["without"],
            by=request.actor,
            **form.told(),
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    return True


@require_GET
@desk(Duty.PUBLISH_NOTICE)
def notice(request: ActorRequest, notice_id: int) -> HttpResponse:
    return _page(request, preview_of(notice_for(request.actor, notice_id)), WithdrawForm())


def _page(request: ActorRequest, shown: Preview, form: WithdrawForm) -> HttpResponse:
    status = form.status if form.is_bound else 200
    context = {"shown": shown, "form": form}
    return answer(request, "notices/notice.html", context, status=status)


@require_POST
@desk(Duty.PUBLISH_NOTICE)
def publish(request: ActorRequest, notice_id: int) -> HttpResponse:
    try:
        publish_notice(notice_id=notice_id, by=request.actor)
    except DomainError as refusal:
        if refusal.status != 409:  # noqa: PLR2004 -- not possible now: said where it was pressed
            raise
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Published. Its followers are being told."))
    return redirect("desk:notice", notice_id)


@require_POST
@desk(Duty.PUBLISH_NOTICE)
def withdraw(request: ActorRequest, notice_id: int) -> HttpResponse:
    known, form = notice_for(request.actor, notice_id), WithdrawForm(request.POST)
    if form.saved(withdraw_notice, notice_id=known.pk, by=request.actor):
        messages.success(request, _("Withdrawn: residents do not see it any more."))
        return redirect("desk:notice", known.pk)
    return _page(request, preview_of(known), form)
