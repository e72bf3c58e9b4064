"""GeoReport v2; the format is a suffix of every address."""

from django.urls import re_path

from lingdang.faces.api.open311 import discovery, requests, resources, services, updates

_FORM = r"\.(?P<form>json|xml)$"
_NAME = r"(?P<code>[^/]+)"

urlpatterns = [
    re_path(rf"^discovery{_FORM}", discovery.discovery, name="open311-discovery"),
    re_path(r"^discovery(?:\.html)?$", discovery.page, name="open311-page"),
    re_path(r"^v2/$", discovery.page, name="open311-root"),
    re_path(rf"^v2/discovery{_FORM}", discovery.discovery),
    re_path(rf"^v2/services{_FORM}", services.services, name="open311-services"),
    re_path(rf"^v2/services/{_NAME}{_FORM}", services.definition, name="open311-definition"),
    re_path(rf"^v2/requests{_FORM}", requests.requests, name="open311-requests"),
    re_path(rf"^v2/requests/{_NAME}{_FORM}", requests.request, name="open311-request"),
    re_path(rf"^v2/servicerequestupdates{_FORM}", updates.updates, name="open311-updates"),
    re_path(rf"^v2/tokens/{_NAME}{_FORM}", requests.token, name="open311-token"),
    re_path(r"^(?P<rest>.*)$", resources.no_resource, name="open311-nothing"),
]
