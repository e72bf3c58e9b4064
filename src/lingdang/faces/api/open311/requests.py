"""Service requests are public cases, told without anybody's name."""

from collections.abc import Iterable, Mapping

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lingdang.cases.public import Case, State, case_for_follow
from lingdang.faces.api.open311.errors import Refused
from lingdang.faces.api.open311.filters import asked
from lingdang.faces.api.open311.media import Photos, photos_for
from lingdang.faces.api.open311.posting import create
from lingdang.faces.api.open311.resources import resource
from lingdang.faces.api.open311.updates import notes_of
from lingdang.faces.api.open311.wire import Value
from lingdang.faces.api.open311.words import STATUSES
from lingdang.faces.api.queries import categories, public_by_numbers, public_window
from lingdang.kernel.errors import NotFound
from lingdang.people.public import mask_doors, mask_numbers
from lingdang.places.public import Tree, tree


def _requests(request: HttpRequest) -> list[Value]:
    wanted = asked(request.GET.dict())
    if not wanted.ids:
        return _written(request, public_window(wanted))
    found = public_by_numbers(wanted.ids)
    return _written(request, (case for case in found if case.number in wanted.ids))


def _request(request: HttpRequest, code: str) -> list[Value]:
    found = _written(request, (case for case in public_by_numbers([code]) if case.number == code))
    if not found:
        raise Refused(404, _("There is no service_request_id “%(id)s”.") % {"id": code})
    return found


def _token(_request: HttpRequest, code: str) -> list[Value]:
    try:
        case = case_for_follow(code)
    except NotFound:
        raise Refused(404, _("There is no such token.")) from None
    return [{"service_request_id": case.number, "token": code}]


def _written(request: HttpRequest, cases: Iterable[Case]) -> list[Value]:
    listed = list(cases)
    names = {category.code: category.name for category in categories()}
    places, photos = tree(), photos_for((case.subject for case in listed), request)
    told = [_one(case, names, places, photos) for case in listed]
    return _extended(told, listed) if request.GET.get("extensions") == "true" else [*told]


def _extended(told: list[dict[str, Value]], cases: list[Case]) -> list[Value]:
    """Add what the specification leaves to extensions: how far it is, and its history."""
    notes = notes_of(cases)
    return [
        {**one, "extended_status": STATUSES[case.state], "notes": notes[case.pk]}
        for one, case in zip(told, cases, strict=True)
    ]


def _one(case: Case, names: Mapping[str, str], places: Tree, photos: Photos) -> dict[str, Value]:
    code = str(case.category_id)
    node = places.node(case.place_id) if case.place_id in places else None
    leading = case.leading  # what was merged keeps its id and words, and shares the progress
    return {
        "service_request_id": case.number,
        "status": "open" if leading.is_open else "closed",
        "status_notes": _notes(case),
        "service_name": names.get(code, code),
        "service_code": code,
        "description": mask_numbers(case.description) or None,
        "agency_responsible": None,
        "service_notice": None,
        "requested_datetime": case.received_at,
        "updated_datetime": leading.closed_at or leading.changed_at,
        "expected_datetime": leading.due_at if leading.state == State.DISPATCHED else None,
        "address": _address(case, places),
        "address_id": node.code or None if node else None,
        "zipcode": None,
        "lat": case.lat,
        "long": case.lng,
        "media_url": photos.before(case.subject),
    }


def _notes(case: Case) -> str:
    leading = case.leading
    label = str(State(leading.state).label)
    if leading.pk != case.pk:
        label = _("Merged into %(number)s. %(notes)s") % {"number": leading.number, "notes": label}
    ended = leading.outcome and not leading.is_open
    return f"{label}: {mask_numbers(leading.outcome)}" if ended else label


def _address(case: Case, places: Tree) -> str:
    """From the specific to the general, as the specification wants it; nobody's door."""
    names = places.path_names(case.place_id) if case.place_id in places else []
    return ", ".join(filter(None, [mask_doors(mask_numbers(case.address)), *reversed(names)]))


requests = resource("service_requests", get=_requests, post=create)
request = resource("service_requests", get=_request)
token = resource("service_requests", get=_token)
