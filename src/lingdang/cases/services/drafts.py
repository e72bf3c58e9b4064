"""From what somebody tells to a case: whole, located, its contact sealed. Nothing is saved here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from lingdang.cases.enums import LocatedHow, Source
from lingdang.cases.models import Case
from lingdang.cases.models.case_rules import LONGEST_LINE
from lingdang.cases.policies import REPORT_FOR_OTHER
from lingdang.cases.queries.phones import index_of_phone
from lingdang.cases.services.clock import start_clock
from lingdang.cases.services.decide import category_named
from lingdang.cases.services.entrust import entrust, procedure_named
from lingdang.kernel.actor import Actor
from lingdang.kernel.coordinates import System, to_wgs84
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import optional_text
from lingdang.people.public import encrypt, normal_phone
from lingdang.places.public import locate, tree

MOST_PHOTOS = 9
_LONGEST_KEY, _LONGEST_NAME = 120, 50
_AHEAD = timedelta(minutes=5)  # clocks differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What somebody tells us. ``place_id`` is used when there is no position.

    ``request_key`` makes a retry safe: the same key with the same content is the same case.
    """

    description: str = ""
    category_code: str | None = None
    source: Source | str = Source.RESIDENT
    lng: float | None = None
    lat: float | None = None
    system: System = System.WGS84
    place_id: int | None = None
    address: str = ""
    photo_ids: tuple[int, ...] = ()
    contact_name: str = ""
    contact_phone: str = ""
    anonymous: bool = False
    request_key: str | None = None
    received_at: datetime | None = None
    attributes: Mapping[str, object] = field(default_factory=dict)
    procedure_code: str | None = None
    particulars: Mapping[str, object] = field(default_factory=dict)


def source_of(report: Report) -> Source:
    if report.source not in set(Source) - {Source.IMPORT}:
        raise Incomplete({"source": _("There is no such source.")})
    return Source(report.source)


def drafted(report: Report, source: Source, now: datetime, by: Actor) -> Case:
    _require_whole(report, source)
    case = Case(
        source=source.value,
        category=category_named(report.category_code),
        description=optional_text("description", report.description),
        address=optional_text("address", report.address, LONGEST_LINE),
        attributes=dict(report.attributes),
        received_at=_moment(report, now, by),
        changed_at=now,
        anonymous=report.anonymous,
        request_key=report.request_key,
    )
    procedure = procedure_named(report.procedure_code)
    entrust(case, procedure, report.particulars, whole=False)
    locate_case(case, report)
    if not report.anonymous:
        seal_contact(case, report)
    start_clock(case, case.received_at)
    return case


def _require_whole(report: Report, source: Source) -> None:
    """The bell needs no words: that it rang, and where, is the report."""
    if source != Source.BELL and not report.description.strip() and not report.photo_ids:
        raise Incomplete({"description": _("Say what it is, or add a photograph.")})
    if len(set(report.photo_ids)) > MOST_PHOTOS:
        raise Incomplete({"photo_ids": _("At most nine photographs.")})
    if report.request_key is not None and not 0 < len(report.request_key) <= _LONGEST_KEY:
        raise Incomplete({"request_key": _("The key is empty or too long.")})


def _moment(report: Report, now: datetime, by: Actor) -> datetime:
    """Staff and programs may tell of what came in before."""
    at = report.received_at
    if at is None:
        return now
    if at > now + _AHEAD or not (by.has(REPORT_FOR_OTHER) or by.person_id):
        raise Incomplete({"received_at": _("This moment is not possible.")})
    return min(at, now)


def locate_case(case: Case, report: Report) -> None:
    """Find the place: by position, else by the place chosen, else the district's own desk."""
    place = root = tree().root()
    how = LocatedHow.DESK
    if report.lng is not None and report.lat is not None:
        _require_on_earth(report.lng, report.lat)
        point = to_wgs84(report.lng, report.lat, report.system)
        case.lng, case.lat = round(point.lng, 7), round(point.lat, 7)
        case.raw_lng, case.raw_lat = report.lng, report.lat
        case.raw_system = System(report.system).value
        found = locate(point.lng, point.lat)
        place, how = tree().node(found.place_id), LocatedHow(found.how)
    elif report.lng is not None or report.lat is not None:
        raise Incomplete({"lng": _("A position has a longitude and a latitude.")})
    if place == root and report.place_id is not None:
        if report.place_id not in tree():
            raise Incomplete({"place_id": _("There is no such place.")})
        place, how = tree().node(report.place_id), LocatedHow.CHOSEN
    case.place_id = case.origin_place_id = place.id
    case.path, case.located_how = place.path, how.value


def _require_on_earth(lng: float, lat: float) -> None:
    if not (-180 <= lng <= 180 and -90 <= lat <= 90):  # noqa: PLR2004 -- degrees
        raise Incomplete({"lng": _("This position is not on earth.")})


def seal_contact(case: Case, report: Report) -> None:
    name = optional_text("contact_name", report.contact_name, _LONGEST_NAME)
    phone = report.contact_phone.strip()
    if phone:
        case.contact_index = index_of_phone(phone)
        if case.contact_index is None:
            raise Incomplete({"contact_phone": _("This is not a telephone number.")})
        phone = normal_phone(phone)
    if name or phone:
        contact = json.dumps({"name": name, "phone": phone}, ensure_ascii=False)
        case.contact_cipher = encrypt(contact)
