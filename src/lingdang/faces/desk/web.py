"""How a desk view is guarded and answered: staff only, page or part, never kept by a browser."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, cast

from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache

from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import Incomplete, NotAllowed

type View[**P, R: HttpResponseBase] = Callable[Concatenate[ActorRequest, P], R]


def desk[**P, R: HttpResponseBase](
    *duties: str,
) -> Callable[[View[P, R]], View[P, R]]:
    """Let in whoever holds one of ``duties``; any duty at all when none is named."""

    def guard(view: View[P, R]) -> View[P, R]:
        @never_cache
        @wraps(view)
        def guarded(request: ActorRequest, *args: P.args, **kwargs: P.kwargs) -> R:
            held = request.actor.duties
            if not (held if not duties else any(duty in held for duty in duties)):
                raise NotAllowed
            return view(request, *args, **kwargs)

        return cast("View[P, R]", guarded)

    return guard


def asked_in(form: Form) -> dict[str, Any]:
    """What the address of a list asks for; refused when it cannot be read."""
    if not form.is_valid():
        raise Incomplete({name: str(problems[0]) for name, problems in form.errors.items()})
    return {name: value for name, value in form.cleaned_data.items() if value}


def answer(
    request: ActorRequest,
    template: str,
    context: dict[str, Any],
    *,
    part: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the page, or only its ``part`` when htmx asks; the same address serves both."""
    wanted = f"#{part}" if part and request.htmx else ""
    response = render(request, f"desk/{template}{wanted}", context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
