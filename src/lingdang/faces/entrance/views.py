"""Doors everybody passes: signing in for the demonstration, language, type size, photographs."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    JsonResponse,
)
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language

from lingdang.cases.public import claim_cases, may_read
from lingdang.doubts.public import may_read_answer
from lingdang.evidence.public import Size, open_display, photo_subject
from lingdang.faces.entrance import devices, players
from lingdang.faces.entrance.photos import is_signed
from lingdang.faces.entrance.web import ActorRequest, way_back
from lingdang.fieldwork.public import works_outside
from lingdang.inspections import public as inspections
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.lookbacks import public as lookbacks
from lingdang.notices import public as notices
from lingdang.registers import public as registers
from lingdang.talks.public import may_read_photo

_YEAR = 365 * 24 * 60 * 60
_DAY = 24 * 60 * 60
language = login_not_required(require_POST(set_language))


@login_not_required
@never_cache
@require_GET
def healthz(_request: HttpRequest) -> JsonResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ok"})


@login_not_required
def closed(_request: HttpRequest, *_parts: str) -> HttpResponse:
    raise NotFound


@login_not_required
@require_POST
def large_type(request: HttpRequest) -> HttpResponse:
    answer = redirect(way_back(request))
    on = "1" if request.POST.get("on") == "1" else "0"
    answer.set_cookie("large_type", on, max_age=_YEAR, samesite="Lax", httponly=True)
    return answer


@require_GET
def welcome(request: ActorRequest) -> HttpResponse:
    """Where a fresh sign-in goes: to the patrol, to a desk, to what one's own number reported."""
    if not request.actor.duties:
        claim_cases(by=request.actor)
        return redirect("resident:mine")
    return redirect("/patrol/" if works_outside(request.actor) else "/desk/")


@login_not_required
@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    _require_demo()
    return render(request, "entrance/demo.html", {"groups": players.groups()})


@login_not_required
@require_POST
def enter_demo(request: ActorRequest) -> HttpResponse:
    _require_demo()
    person = players.person(request.POST.get("person", ""))
    devices.forget(request)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return devices.unnamed(redirect("entrance:welcome"))


def _require_demo() -> None:
    if not settings.DEMO:
        raise NotFound


@login_not_required
@require_GET
def photo(request: ActorRequest, public_id: UUID, size: str) -> HttpResponseBase:
    """Serve a display copy to those who may see its matter, or who hold a page that may."""
    if size not in Size.values:
        raise NotFound
    if not is_signed(public_id, request.GET.get("key", "")):
        _require_may_see(request.actor, photo_subject(public_id))
    etag = f'"{public_id}-{size}"'  # a display copy never changes
    answer: HttpResponseBase
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponseNotModified()
    else:
        file, content_type = open_display(public_id, size)
        answer = FileResponse(file, content_type=content_type)
    answer["ETag"] = etag
    answer["Cache-Control"] = f"private, max-age={_DAY}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _require_may_see(actor: Actor, subject: str) -> None:
    kind, _, number = subject.partition(":")
    may = _MAY_READ.get(kind)
    if may is None or not may(actor, number):
        raise NotFound


_MAY_READ: dict[str, Callable[[Actor, str], bool]] = {
    "case": lambda actor, number: may_read(actor, int(number)),
    "remark": lambda actor, number: may_read_photo(actor, int(number)),
    "notice": lambda actor, number: notices.may_read_photo(actor, int(number)),
    "record": registers.may_read_photo,
    "doubt": lambda actor, number: may_read_answer(actor, int(number)),
    "lookback": lambda actor, number: lookbacks.may_read_photo(actor, int(number)),
    "finding": lambda actor, number: inspections.may_read_photo(actor, int(number)),
}
