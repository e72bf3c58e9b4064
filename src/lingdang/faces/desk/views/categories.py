from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET, require_http_methods

from lingdang.faces.desk import exports, names
from lingdang.faces.desk.forms.journal import search_words
from lingdang.faces.desk.forms.standards import CategoryFilterForm, NewCategoryForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.sorting import Sort
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError
from lingdang.people.public import Duty
from lingdang.standards.public import (
    Category,
    OldCode,
    add_category,
    handbook,
    may_manage,
    old_codes,
)

_ORDERS = {
    "code": Order(("code",), descending=False),
    "name": Order(("name", "code"), descending=False),
}
_SORTS: dict[str, str | Promise] = {
    "code": gettext_lazy("by code"),
    "name": gettext_lazy("by name"),
}
_OWN = r"^B?[0-9]{2}(0[89]|[1-9][0-9])[0-9]$"


def _categories(asked: dict[str, Any]) -> QuerySet[Category]:
    found = Category.objects.select_related("parent")
    if words := asked.get("q", "").replace("\0", ""):
        found = found.filter(Q(code__startswith=words) | Q(name__contains=words))
    if kind := asked.get("kind"):
        found = found.filter(kind=kind)
    if major := asked.get("major"):
        found = found.filter(code__regex=rf"^{major}([0-9]{{3}})?$")
    if asked.get("own"):
        found = found.filter(code__regex=_OWN)
    return found


@require_GET
@desk()
def categories(request: ActorRequest) -> HttpResponse:
    """What a case may be about, with what it was called before."""
    asked = asked_in(CategoryFilterForm(request.GET))
    page = page_of(_categories(asked), _ORDERS[asked.get("sort", "code")], request.GET)
    context = {
        "page": page,
        "rows": _rows(page.rows),
        "form": CategoryFilterForm(initial=asked),
        "query": urlencode({name: 1 if value is True else value for name, value in asked.items()}),
        "sorts": Sort.links(
            urlencode({name: 1 if value is True else value for name, value in asked.items()}),
            _SORTS,
            _ORDERS,
        ),
        "manages": may_manage(request.actor),
    }
    return answer(request, "standards/categories.html", context, part="results")


def _rows(shown: Iterable[Category]) -> list[tuple[Category, str, int]]:
    """Each with its codes of 2013 and how many standards it has today: a statement for all."""
    listed, today = list(shown), timezone.localdate()
    book, before = handbook(), dict[str, list[str]]()
    for old in old_codes().filter(category__in=listed):
        before.setdefault(old.category_id or "", []).append(f"{old.code} {old.name}")
    return [
        (each, ", ".join(before.get(each.code, [])), len(book.standards(each.code, today)))
        for each in listed
    ]


@require_GET
@desk()
def category_export(request: ActorRequest) -> FileResponse:
    found = _categories(asked_in(CategoryFilterForm(request.GET))).order_by("code")
    head = [
        _("Code"),
        _("Name"),
        _("Kind"),
        pgettext("category", "Inside"),
        _("In 2013"),
        _("Standards"),
    ]
    lines = (
        [one.code, one.name, one.get_kind_display(), one.parent.name if one.parent else "", *more]
        for one, *more in _rows(found)
    )
    return exports.sheet(_("Categories"), head, lines)


@require_http_methods(["GET", "POST"])
@desk(Duty.MANAGE_STANDARDS)
def new_category(request: ActorRequest) -> HttpResponse:
    """Add one of our own; its code is the next that is free, from 999 downward."""
    form = NewCategoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_category(**form.cleaned_data, by=request.actor)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            names.forget()
            told = {"code": added.code, "name": added.name}
            messages.success(request, _("Added as %(code)s %(name)s.") % told)
            return redirect("desk:categories")
    status = form.status if form.is_bound else 200
    return answer(request, "standards/new_category.html", {"form": form}, status=status)


def _old(request: ActorRequest) -> QuerySet[OldCode]:
    found, words = old_codes(), search_words(request.GET).replace("\0", "")
    if words:
        found = found.filter(Q(code__startswith=words) | Q(name__contains=words))
    return found.filter(category=None) if request.GET.get("open") else found


@require_GET
@desk()
def codes(request: ActorRequest) -> HttpResponse:
    """What the codes of 2013 are today; those that are nothing today first of all."""
    page = page_of(_old(request), Order(("kind", "code", "id"), descending=False), request.GET)
    open_ = bool(request.GET.get("open"))
    counted = OldCode.objects.aggregate(
        mapped=Count("pk", filter=Q(category__isnull=False)),
        without=Count("pk", filter=Q(category=None)),
    )
    words = search_words(request.GET)
    query = urlencode({"q": words} | ({"open": 1} if open_ else {}))
    context = {"page": page, "q": words, "open": open_, "query": query, **counted}
    return answer(request, "standards/codes.html", context, part="results")


@require_GET
@desk()
def code_export(request: ActorRequest) -> FileResponse:
    head = [_("Kind"), _("Code of 2013"), _("Name then"), _("Code"), _("Name")]
    lines = (
        [old.get_kind_display(), old.code, old.name, old.category_id or "", str(old.category or "")]
        for old in _old(request)
    )
    return exports.sheet(_("Codes of 2013"), head, lines)
