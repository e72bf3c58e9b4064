"""What every GeoReport resource shares: format, jurisdiction, key and error arrays."""

import functools
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from lingdang.faces.api.open311.errors import Refused
from lingdang.faces.api.open311.wire import Value, answer
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, Incomplete
from lingdang.people.public import actor_for_token

type View = Callable[..., HttpResponse]

_STATUSES = {403, 404}


def errors(form: str, status: int, *sentences: str) -> HttpResponse:
    listed: list[Value] = [{"code": status, "description": text} for text in sentences]
    return answer(form, "errors", listed, status)


def resource(container: str, **methods: Callable[..., Value]) -> View:
    """Make a view of one function per HTTP method; each returns what the container holds."""

    @csrf_exempt  # a key is asked for instead of a cookie
    @login_not_required
    @functools.wraps(next(iter(methods.values())))
    def view(request: HttpRequest, form: str, **arguments: str) -> HttpResponse:
        method = methods.get(str(request.method).lower())
        if method is None:
            sentence = _("This address does not take the method %(method)s.")
            response = errors(form, 405, sentence % {"method": request.method})
            response["Allow"] = ", ".join(name.upper() for name in methods)
            return response
        try:
            _require_jurisdiction(request)
            return answer(form, container, method(request, **arguments))
        except Refused as refusal:
            return errors(form, refusal.status, *refusal.sentences)
        except DomainError as error:
            return _refusal(form, error)

    return view


def actor_of(request: HttpRequest) -> Actor:
    """Whose key was sent: creating a request needs one."""
    actor = actor_for_token(request.POST.get("api_key", ""))
    if actor is None:
        raise Refused(403, _("The api_key is missing or not valid."))
    return actor


def _require_jurisdiction(request: HttpRequest) -> None:
    asked = request.GET.get("jurisdiction_id") or request.POST.get("jurisdiction_id")
    if asked and asked != settings.OPEN311_JURISDICTION:
        sentence = _("The jurisdiction_id “%(jurisdiction)s” is not served here.")
        raise Refused(404, sentence % {"jurisdiction": asked})


def _refusal(form: str, error: DomainError) -> HttpResponse:
    """Map every other status to 400, as the specification has it."""
    status = error.status if error.status in _STATUSES else 400
    if isinstance(error, Incomplete) and error.problems:
        return errors(form, status, *error.problems.values())
    return errors(form, status, str(error))


@csrf_exempt
@login_not_required
def no_resource(_request: HttpRequest, rest: str = "") -> HttpResponse:
    form = "json" if rest.endswith(".json") else "xml"
    return errors(form, 404, _("There is no such resource."))
