"""Service discovery: where the end points are, in a place that does not change."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lingdang.faces.api.open311.resources import resource
from lingdang.faces.api.open311.wire import Value, moment
from lingdang.faces.api.queries import categories_changed_at

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"


def described(request: HttpRequest) -> dict[str, Value]:
    changed = moment(categories_changed_at())
    ours = request.build_absolute_uri(reverse("api:open311-root")).rstrip("/")
    endpoints = [_endpoint(ours, "test" if settings.DEMO else "production", changed)]
    if settings.OPEN311_TEST_URL:
        endpoints.append(_endpoint(settings.OPEN311_TEST_URL.rstrip("/"), "test", changed))
    return {
        "changeset": changed,
        "contact": settings.OPEN311_CONTACT or _("Ask the district's grid governance centre."),
        "key_service": _("A security administrator of the district issues keys on request."),
        "endpoints": endpoints,
    }


def _endpoint(url: str, kind: str, changed: str) -> dict[str, Value]:
    return {
        "specification": SPECIFICATION,
        "url": url,
        "changeset": changed,
        "type": kind,
        "formats": ["text/xml", "application/json"],
    }


discovery = resource("discovery", get=described)


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "api_face/discovery.html", {"discovery": described(request)})
