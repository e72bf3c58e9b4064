"""Where a refusal becomes a response: a page, a fragment or problem+json."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from lingdang.kernel.errors import DomainError, Incomplete


def problem(error: DomainError) -> JsonResponse:
    """Answer as ``application/problem+json`` (RFC 9457)."""
    body = {"type": error.code, "title": str(error), "status": error.status, **error.facts}
    if isinstance(error, Incomplete):
        body["problems"] = error.problems
    return JsonResponse(body, status=error.status, content_type="application/problem+json")


class DomainErrorMiddleware:
    """The one place where a refusal becomes a response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exc: Exception) -> HttpResponse | None:
        if not isinstance(exc, DomainError):
            return None
        if not request.accepts("text/html"):
            return problem(exc)
        part = "#message" if request.headers.get("HX-Request") else ""
        return render(request, f"entrance/refusal.html{part}", {"error": exc}, status=exc.status)
