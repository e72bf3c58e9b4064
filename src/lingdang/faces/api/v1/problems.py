"""Every refusal of ``/api/v1`` is one shape: ``application/problem+json``."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from lingdang.kernel.errors import DomainError, Incomplete, NotFound
from lingdang.kernel.web import problem

_OURS = 2  # the source and the parameter, before the names the caller knows
_NUMBER = _("This must be a number.")
_WHOLE = _("This must be a whole number.")
_TRUTH = _("This must be true or false.")
_CHARACTERS = _("This contains characters that are not possible here.")
_DAY = _("This must be a date, as in 2026-08-01.")
_MOMENT = _("This must be a date and time with its offset, as in 2026-08-01T08:00:00+08:00.")
SENTENCES: Mapping[str, str | Promise] = {
    "missing": _("This is missing."),
    "extra_forbidden": _("This is not known here."),
    "string_type": _("This must be text."),
    "string_too_short": _("This must have at least %(min_length)s characters."),
    "string_too_long": _("This must have at most %(max_length)s characters."),
    "string_pattern_mismatch": _CHARACTERS,
    "string_unicode": _CHARACTERS,
    "too_long": _("There must be at most %(max_length)s."),
    "too_short": _("There must be at least %(min_length)s."),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "greater_than_equal": _("This must be at least %(ge)s."),
    "less_than_equal": _("This must be at most %(le)s."),
    "literal_error": _("This must be one of %(expected)s."),
    "enum": _("This must be one of %(expected)s."),
    "list_type": _("This must be a list."),
    "dict_type": _("This must be an object."),
    "model_type": _("This must be an object."),
    "model_attributes_type": _("This must be an object."),
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "datetime_type": _MOMENT,
    "datetime_parsing": _MOMENT,
    "datetime_from_date_parsing": _MOMENT,
    "timezone_aware": _MOMENT,
    "uuid_type": _("This must be a UUID."),
    "uuid_parsing": _("This must be a UUID."),
}


class NoToken(DomainError):
    code = "no_token"
    status = 401
    text = _("A valid token is needed.")


class Unreadable(DomainError):
    code = "unreadable"
    status = 400
    text = _("The request cannot be read.")


class TooLarge(DomainError):
    code = "too_large"
    status = 413
    text = _("The request is too large.")


def sentence(item: Mapping[str, Any]) -> str:
    known = SENTENCES.get(item["type"])
    return str(item["msg"]) if known is None else str(known) % item.get("ctx", {})


def where(loc: tuple[str | int, ...]) -> str:
    """``("body", "report", "lng")`` is ``lng`` to the caller: source and parameter are ours."""
    inner = loc[_OURS:] or loc[1:]
    return ".".join(map(str, inner)) or str(loc[0])


def require_known(request: HttpRequest, schema: type[Schema]) -> None:
    """Refuse a misspelt filter: ignored, it would answer another question."""
    unknown = request.GET.keys() - schema.model_fields.keys()
    if unknown:
        raise Incomplete({name: str(SENTENCES["extra_forbidden"]) for name in sorted(unknown)})


def _refused(_request: HttpRequest, error: DomainError) -> HttpResponse:
    return problem(error)


def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(Incomplete({where(item["loc"]): sentence(item) for item in error.errors}))


def _http(_request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code != NoToken.status:
        return problem(Unreadable())
    response = problem(NoToken())
    response["WWW-Authenticate"] = "Bearer"
    return response


def _too_large(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return problem(TooLarge())


def _not_found(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(NotFound())


_ANSWERS: dict[type[Exception], Any] = {
    DomainError: _refused,
    ValidationError: _invalid,
    HttpError: _http,
    RequestDataTooBig: _too_large,
    Http404: _not_found,
}


def answer_problems(api: NinjaAPI) -> None:
    for kind, answer in _ANSWERS.items():
        api.add_exception_handler(kind, answer)


@csrf_exempt
@login_not_required
def nothing_here(_request: HttpRequest, rest: str) -> HttpResponse:
    return problem(NotFound())
