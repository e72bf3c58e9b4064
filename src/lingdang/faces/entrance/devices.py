"""Notifications on this device: turned on and off, and off when whoever uses it signs out."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.views import logout
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lingdang.faces.entrance.web import ActorRequest, way_back
from lingdang.messaging.public import (
    Ending,
    add_device,
    device_name,
    devices_for,
    end_device,
    public_key,
)

_COOKIE = "device"  # which of its person's devices this browser is; it outlives the session
_YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str
    since: datetime
    here: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What the switch needs; ``here`` is this browser, when it is on."""

    key: str
    here: Row | None
    others: list[Row]


def shown(request: ActorRequest) -> Shown | None:
    """Nothing where the district sends no notifications."""
    key = public_key()
    if not key:
        return None
    own = _own(request)
    rows = [
        Row(device.pk, device_name(device), device.since, device.pk == own)
        for device in devices_for(request.actor)
    ]
    here = next((row for row in rows if row.here), None)
    return Shown(key, here, [row for row in rows if not row.here])


@require_POST
def add(request: ActorRequest) -> HttpResponse:
    told = {name: request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth")}
    agent = request.headers.get("User-Agent", "")
    device = add_device(**told, agent=agent, by=request.actor)
    messages.success(request, _("Notifications now come to this device."))
    answer = redirect(way_back(request))
    answer.set_signed_cookie(
        _COOKIE,
        str(device.pk),
        max_age=_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    return answer


@require_POST
def end(request: ActorRequest, device_id: int) -> HttpResponse:
    end_device(device_id=device_id, by=request.actor)
    messages.success(request, _("No more notifications come to that device."))
    return redirect(way_back(request))


@login_not_required
def sign_out(request: ActorRequest) -> HttpResponse:
    """Whoever takes this browser next is not told what was told to who left."""
    if request.method != "POST":
        return _as_allauth(request)
    forget(request)
    return unnamed(_as_allauth(request))


def _as_allauth(request: HttpRequest) -> HttpResponse:
    answer: HttpResponse = logout(request)
    return answer


def forget(request: ActorRequest) -> None:
    if (own := _own(request)) is not None:
        end_device(device_id=own, by=request.actor, why=Ending.SIGNED_OUT)


def unnamed(answer: HttpResponse) -> HttpResponse:
    answer.delete_cookie(_COOKIE, samesite="Lax")
    return answer


def _own(request: HttpRequest) -> int | None:
    told = request.get_signed_cookie(_COOKIE, "")
    return int(told) if told else None
