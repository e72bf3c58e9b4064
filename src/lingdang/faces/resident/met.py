"""Matters of others that this person, or this browser, has met too: public words alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from lingdang.cases.public import Case, public_cases
from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident import states
from lingdang.faces.resident.maps import map_at
from lingdang.kernel.errors import NotFound
from lingdang.suggestions.public import Duplicate, NamedPlace, joined_by, joined_counts

_KEY = "met"
_LIMIT = 30


@dataclass(frozen=True, slots=True)
class Met:
    """A public matter, how far it is away and how many have met it."""

    case: Case
    joined: int
    metres: int | None = None

    @property
    def state(self) -> str:
        return states.words(self.case.state)

    @property
    def people(self) -> int:
        return self.joined + 1  # with who reported it


@dataclass(frozen=True, slots=True)
class Shown:
    """A place as the map draws it."""

    name: str
    place_id: int | None
    lng: float | str
    lat: float | str
    system: str


def matters(found: Iterable[Duplicate]) -> list[Met]:
    return [Met(one.case, one.joined, one.metres) for one in found]


def mapped(place: NamedPlace) -> Shown:
    point = map_at(place.spot.lng, place.spot.lat) if place.spot else map_at(None, None)
    return Shown(place.name, place.place_id, point.lng, point.lat, point.system)


def public_case(number: str) -> Case:
    case = public_cases().numbered(number).first()
    if case is None or case.number != number:
        raise NotFound
    return case


def remember(request: ActorRequest, case_id: int) -> None:
    """A browser without an account keeps what it joined with a number."""
    kept = [case_id, *(one for one in _kept(request) if one != case_id)]
    request.session[_KEY] = kept[:_LIMIT]
    if not request.user.is_authenticated:
        request.session.set_expiry(settings.RESIDENT_SESSION_AGE)


def mine(request: ActorRequest) -> list[Met]:
    known = joined_by(request.actor) if request.actor.person_id else public_cases().none()
    cases = list(known | public_cases().filter(pk__in=_kept(request)))
    cases.sort(key=lambda case: (case.received_at, case.pk), reverse=True)
    counts = joined_counts([case.pk for case in cases[:_LIMIT]])
    return [Met(case, counts.get(case.pk, 0)) for case in cases[:_LIMIT]]


def has_met(request: ActorRequest, number: str) -> bool:
    return any(one.case.number == number for one in mine(request))


def _kept(request: ActorRequest) -> list[int]:
    kept: list[int] = request.session.get(_KEY, [])
    return kept
