"""The web app on a phone: what it is called, its service worker, what it says offline."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from lingdang.kernel.errors import NotFound

_NAMES: dict[str, tuple[str | Promise, str]] = {
    "resident": (_("Lingdang"), "/"),
    "patrol": (pgettext_lazy("name of an app", "Lingdang patrol"), "/patrol/"),
}
_WORKER = "assets/worker.js"
_KEPT = ("assets/patrol.js", "assets/resident.js")  # what phones open; the desk is no phone
_HOUR = 60 * 60


@login_not_required
@require_GET
@cache_control(max_age=_HOUR)
def manifest(_request: HttpRequest, face: str) -> JsonResponse:
    if face not in _NAMES:
        raise NotFound
    name, start = _NAMES[face]
    told = {
        "id": start,
        "name": str(name),
        "short_name": str(name),
        "lang": settings.LANGUAGE_CODE,
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "background_color": "#ededed",
        "theme_color": "#ededed",
        "icons": [
            {
                "src": static("entrance/bell.svg"),
                "type": "image/svg+xml",
                "sizes": "any",
                "purpose": "any",
            },
            *(_picture(purpose, width) for purpose in ("any", "maskable") for width in (192, 512)),
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json")


def _picture(purpose: str, width: int) -> dict[str, str]:
    """Name an icon as the build draws it."""
    name = "bell" if purpose == "any" else purpose
    return {
        "src": static(f"built/icons/{name}-{width}.png"),
        "type": "image/png",
        "sizes": f"{width}x{width}",
        "purpose": purpose,
    }


@login_not_required
@require_GET
@cache_control(no_cache=True)
def worker(_request: HttpRequest) -> HttpResponse:
    """The built worker, begun with the files of this version: another version, other bytes."""
    built = _built()
    told = {
        "files": [static(f"built/{file}") for file in built],
        "shell": reverse("entrance:offline"),
    }
    address = static(f"built/{_manifest()[_WORKER]['file']}")
    script = f"import {{ start }} from {json.dumps(address)};\nstart({json.dumps(told)});\n"
    return HttpResponse(script, content_type="text/javascript")


@login_not_required
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown where no page was kept: nothing of anybody."""
    return render(request, "entrance/offline.html")


@lru_cache(maxsize=1)
def _manifest() -> dict[str, Any]:
    path = Path(str(settings.DJANGO_VITE["default"]["manifest_path"]))
    found: dict[str, Any] = json.loads(path.read_text())
    return found


def _built() -> list[str]:
    """Every file that the phones' pages may ask for, by what names what."""
    known, found = _manifest(), dict[str, None]()
    waiting = list(_KEPT)
    while waiting:
        entry = known[waiting.pop()]
        if entry["file"] in found:
            continue
        found |= dict.fromkeys([entry["file"], *entry.get("css", []), *entry.get("assets", [])])
        waiting += [*entry.get("imports", []), *entry.get("dynamicImports", [])]
    return sorted(found)
