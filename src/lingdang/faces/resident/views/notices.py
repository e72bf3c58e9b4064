"""Notices: read by everybody, without signing in; as pages and as a feed."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident import news
from lingdang.notices.public import shown_notice

_IN_FEED = 50


@login_not_required
@never_cache
@vary_on_headers("HX-Request")
@require_GET
def notices(request: ActorRequest) -> HttpResponse:
    words, place = request.GET.get("q", "").strip(), _number(request.GET.get("place", ""))
    rows, next_page = news.page(words, place, _number(request.GET.get("page", "")) or 0)
    told = {"rows": rows, "next_page": next_page, "q": words, "place": place}
    part = "#rows" if request.htmx else ""
    return render(request, f"resident/notices.html{part}", {"tab": "home", **told})


@login_not_required
@never_cache
@require_GET
def notice(request: ActorRequest, notice_id: int) -> HttpResponse:
    found = shown_notice(notice_id)
    told = {"row": news.row_of(found), "photos": news.photos(found)}
    return render(request, "resident/notice.html", {"tab": "home", **told})


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


@login_not_required
@require_GET
def feed(request: ActorRequest) -> HttpResponse:
    """Atom, of the whole district or of one ``place``."""
    address = request.build_absolute_uri
    atom = Atom1Feed(gettext("Notices"), address(reverse("resident:notices")), "")
    for notice in news.asked("", _number(request.GET.get("place", "")))[:_IN_FEED]:
        there = address(reverse("resident:notice", args=[notice.pk]))
        atom.add_item(notice.title, there, notice.text, updateddate=notice.published_at)
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)
