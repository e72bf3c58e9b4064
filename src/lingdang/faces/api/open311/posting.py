"""Create a request: the form's fields to a report, every fault named at once."""

import math
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from lingdang.cases.public import Report, Source, report_case
from lingdang.evidence.public import store_photo
from lingdang.faces.api.open311 import attributes
from lingdang.faces.api.open311.errors import Refused
from lingdang.faces.api.open311.resources import actor_of
from lingdang.faces.api.open311.services import DETAIL, asked_by, service_of
from lingdang.faces.api.open311.wire import Value
from lingdang.kernel.actor import Actor
from lingdang.kernel.coordinates import System
from lingdang.kernel.errors import NotFound
from lingdang.places.public import PlaceNode, tree

type Form = Mapping[str, str]

LONGEST = 4000
_LONGEST_LINE = 200
_LINES = ("address_string", "first_name", "last_name", "phone")
_LIMITS = {"lat": 90.0, "long": 180.0}
_check_url = URLValidator(schemes=["http", "https"])


def create(request: HttpRequest) -> list[Value]:
    by = actor_of(request)
    report = _report(request, by)
    case = report_case(report=report, by=by).case
    notice = _("Received. It goes to the grid worker of the place.")
    return [{"service_request_id": case.number, "service_notice": notice, "account_id": None}]


def _report(request: HttpRequest, by: Actor) -> Report:
    form = {name: str(value).replace("\0", "").strip() for name, value in request.POST.items()}
    if not form.get("service_code"):
        raise Refused(400, _("A service_code is required."))
    service = service_of(form["service_code"])
    asked = asked_by(service)
    given = attributes.given_answers(request.POST)
    faults = [*_text_faults(form), *_place_faults(form), *attributes.problems(asked, given)]
    if faults:
        raise Refused(400, *faults)
    answers = attributes.answers(asked, given)
    detail = answers.pop(DETAIL, service.code)
    if form.get("media_url"):
        answers["media_url"] = form["media_url"]
    place = _place(form)
    return Report(
        description=form.get("description") or service.name,  # optional here, asked for there
        category_code=str(detail),
        source=Source.OPEN311,
        lng=_degrees(form, "long"),
        lat=_degrees(form, "lat"),
        system=System.WGS84,
        place_id=place.id if place else None,
        address=form.get("address_string", ""),
        photo_ids=photos_sent(request, by),
        contact_name=_name(form),
        contact_phone=form.get("phone", ""),
        attributes=answers,
        request_key=request.headers.get("Idempotency-Key"),
    )


def _text_faults(form: Form) -> list[str]:
    faults = []
    if len(form.get("description", "")) > LONGEST:
        sentence = _("The description may have at most %(count)s characters.")
        faults.append(sentence % {"count": LONGEST})
    for name in _LINES:
        if len(form.get(name, "")) > _LONGEST_LINE:
            sentence = _("%(name)s may have at most %(count)s characters.")
            faults.append(sentence % {"name": name, "count": _LONGEST_LINE})
    if form.get("media_url") and not is_url(form["media_url"]):
        faults.append(_("The media_url must be an http or https address."))
    return faults


def is_url(text: str) -> bool:
    try:
        _check_url(text)
    except ValidationError:
        return False
    return True


def _place_faults(form: Form) -> list[str]:
    given = [name for name in _LIMITS if form.get(name)]
    if len(given) == 1:
        return [_("lat and long must be sent together.")]
    faults = [
        _("%(name)s must be a number of degrees.") % {"name": name}
        for name in given
        if _degrees(form, name) is None
    ]
    if form.get("address_id") and _place(form) is None:
        faults.append(_("There is no address_id “%(id)s”.") % {"id": form["address_id"]})
    if not given and not form.get("address_string") and not form.get("address_id"):
        faults.append(_("A place is required: lat and long, address_string or address_id."))
    return faults


def _degrees(form: Form, name: str) -> float | None:
    try:
        degrees = float(form.get(name, ""))
    except ValueError:
        return None
    return degrees if math.isfinite(degrees) and abs(degrees) <= _LIMITS[name] else None


def _place(form: Form) -> PlaceNode | None:
    """Find the place whose code is the address_id."""
    try:
        return tree().by_code(form.get("address_id", ""))
    except NotFound:
        return None


def _name(form: Form) -> str:
    parts = [form.get("last_name", ""), form.get("first_name", "")]
    between = " " if "".join(parts).isascii() else ""
    return between.join(filter(None, parts))


def photos_sent(request: HttpRequest, by: Actor) -> tuple[int, ...]:
    """Take photographs sent along: ``media``, as in several cities; FixMyStreet's ``photo1`` …."""
    files = [file for name in sorted(request.FILES) for file in request.FILES.getlist(name)]
    return tuple(store_photo(file, by=by).pk for file in files)
