from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from lingdang.faces.desk import exports, names, queries
from lingdang.faces.desk.forms.journal import search_words
from lingdang.faces.desk.forms.posts import AppointForm, EndForm, PostFilterForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.sorting import Sort
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.people.public import Duty, Post, Role, appoint, end_post

_ORDERS = {"newest": Order(("id",)), "role": Order(("role", "id"), descending=False)}
_SORTS: dict[str, str | Promise] = {
    "role": gettext_lazy("by role"),
    "newest": gettext_lazy("newest first"),
}


def _posts(actor: Actor, asked: dict[str, Any]) -> QuerySet[Post]:
    return queries.posts_on(
        actor,
        asked.get("day") or timezone.localdate(),
        text=asked.get("q", ""),
        role=asked.get("role", ""),
        place_id=asked.get("place"),
        unit_id=asked.get("unit"),
    )


@require_GET
@desk(Duty.MANAGE_POST)
def posts(request: ActorRequest) -> HttpResponse:
    """Who serves where on a day."""
    asked = asked_in(PostFilterForm(request.GET))
    page = page_of(_posts(request.actor, asked), _ORDERS[asked.get("sort", "role")], request.GET)
    context = {
        "page": page,
        "form": PostFilterForm(initial={"day": timezone.localdate(), **asked}),
        "asked": asked,
        "query": urlencode(asked),
        "sorts": Sort.links(urlencode(asked), _SORTS, _ORDERS),
        "place": names.place_name(asked.get("place")),
    }
    return answer(request, "posts/list.html", context, part="results")


@require_GET
@desk(Duty.MANAGE_POST)
def post_export(request: ActorRequest) -> FileResponse:
    asked = asked_in(PostFilterForm(request.GET))
    found = _posts(request.actor, asked).order_by("role", "id")
    head = [
        _("Role"),
        _("Person"),
        _("Place"),
        _("Unit"),
        _("From the day"),
        _("Until the day"),
        _("Remark"),
    ]
    return exports.sheet(_("Posts"), head, _lines(found))


def _lines(found: QuerySet[Post]) -> Iterator[list[object]]:
    for post in found.iterator(chunk_size=1000):
        yield [
            post.role_label,
            post.person.masked_name,
            names.place_name(post.place_id, shown=9),
            names.unit_name(post.unit_id),
            post.since.isoformat(),
            _day(post.until),
            post.remark,
        ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


@require_http_methods(["GET", "POST"])
@desk(Duty.MANAGE_POST)
def new_post(request: ActorRequest) -> HttpResponse:
    form = AppointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            told = form.cleaned_data
            appoint(
                person_id=queries.person_called(told["person"]).pk,
                role=Role(told["role"]),
                place_id=told["place"],
                unit_id=told["unit_id"],
                remark=told["remark"],
                from_=told["from_"],
                by=request.actor,
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The post is taken."))
            return redirect("desk:posts")
    status = form.status if form.is_bound else 200
    return answer(request, "posts/new.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@desk(Duty.MANAGE_POST)
def post_end(request: ActorRequest, post_id: int) -> HttpResponse:
    post = queries.post_for(request.actor, post_id)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_post(post_id=post.pk, on=form.cleaned_data["on"], by=request.actor)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The post has ended."))
            return redirect("desk:posts")
    status = form.status if form.is_bound else 200
    return answer(request, "posts/end.html", {"form": form, "post": post}, status=status)


@require_GET
@desk(Duty.MANAGE_POST)
def units(request: ActorRequest) -> HttpResponse:
    words = search_words(request.GET)
    found = queries.units_on(request.actor, timezone.localdate(), words)
    return answer(request, "posts/units.html", {"units": found, "q": words})


@require_GET
@desk(Duty.MANAGE_POST)
def unit_export(request: ActorRequest) -> FileResponse:
    found = queries.units_on(request.actor, timezone.localdate(), search_words(request.GET))
    head = [_("Name"), _("Kind"), _("Code"), _("Place"), _("Posts")]
    lines = (
        [
            "　" * (unit.path.count("/") - 2) + unit.name,
            unit.get_kind_display(),
            unit.code,
            names.place_name(unit.place_id, shown=9),
            unit.serving,  # type: ignore[attr-defined]  # annotated by the query
        ]
        for unit in found
    )
    return exports.sheet(_("Units"), head, lines)
