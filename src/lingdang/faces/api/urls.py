"""Both interfaces. A token or a key is asked for inside, not by the sign-in page."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_safe

from lingdang.faces.api.v1.api import api
from lingdang.faces.api.v1.problems import nothing_here

app_name = "api"


def _open(pattern: URLPattern | URLResolver) -> URLPattern | URLResolver:
    if isinstance(pattern, URLPattern):
        view = pattern.callback
        # ninja writes its own pages for whatever method is sent
        pattern.callback = login_not_required(
            require_safe(view) if (pattern.name or "").startswith("openapi") else view
        )
    return pattern


v1 = [_open(pattern) for pattern in api.urls[0]]

urlpatterns = [
    path("api/v1/", include((v1, "v1"))),
    path("api/v1/<path:rest>", nothing_here),
    path("open311/", include("lingdang.faces.api.open311.urls")),
]
