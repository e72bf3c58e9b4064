"""Somebody tells us something: on record at once, once, and on its way to the right grid."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.enums import LocatedHow, Source
from lingdang.cases.errors import KeyReused
from lingdang.cases.following import follower_of, hash_of, new_token
from lingdang.cases.models import Case
from lingdang.cases.models.case_rules import LONGEST_LINE
from lingdang.cases.policies import REPORT_FOR_OTHER, require_report
from lingdang.cases.queries.phones import index_of_phone
from lingdang.cases.services import transitions
from lingdang.cases.services.decide import category_named
from lingdang.cases.services.texts import optional_text
from lingdang.evidence.public import attach_photos
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.coordinates import System, to_wgs84
from lingdang.kernel.errors import Incomplete
from lingdang.people.public import blind_index, encrypt, normal_phone
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


@dataclass(frozen=True, slots=True)
class Reported:
    """``follow_token`` is for who has no account; ``again``: this report was on record already."""

    case: Case
    follow_token: str | None
    again: bool


def report_case(*, report: Report, by: Actor) -> Reported:
    """Accept a report. It is on disk when this returns; sent twice, it is one case."""
    source = _source(report)
    require_report(by, source)
    now = timezone.now()
    case = _drafted(report, source, now, by)
    token = _identify(case, report, by)
    try:
        with transaction.atomic():
            case.save(force_insert=True)
            if report.photo_ids:
                attach_photos(report.photo_ids, subject=case.subject, moment="before", by=by)
            event = transitions.received(case, list(report.photo_ids))
            record(event, by=_speaker(case, by), at=case.received_at)
    except IntegrityError:
        earlier = _sent_before(case)
        if earlier is None:
            raise
        return _again(earlier, case, token)
    return Reported(case, token, again=False)


def _source(report: Report) -> Source:
    if report.source not in set(Source) - {Source.IMPORT}:
        raise Incomplete({"source": _("There is no such source.")})
    return Source(report.source)


def _drafted(report: Report, source: Source, now: datetime, by: Actor) -> Case:
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
    locate_case(case, report)
    if not report.anonymous:
        seal_contact(case, report)
    case.due_at = transitions.deadline(case, case.received_at)
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


def _identify(case: Case, report: Report, by: Actor) -> str | None:
    """Note whose report it is. Staff who speak for others are not the reporter.

    An anonymous report bears no trace of the account it was sent from.
    """
    told = report.anonymous or report.contact_name or report.contact_phone
    for_other = bool(told) and by.has(REPORT_FOR_OTHER)
    if not for_other and not report.anonymous:
        case.reporter_id = by.person_id
    known = by.person_id if for_other or case.reporter_id else None
    scope = f"person:{known}" if known else "anyone"
    token = None if known else new_token(scope, report.request_key)
    case.follow_hash = hash_of(token) if token else None
    if report.request_key is not None:
        case.request_scope = scope
        case.request_digest = digest_of(report)
    return token


def digest_of(report: Report) -> str:
    """What tells a retry from another report under the same key; keyed, for it covers a phone."""
    content = asdict(report) | {"photo_ids": sorted(report.photo_ids), "request_key": None}
    return blind_index(json.dumps(content, sort_keys=True, default=str, ensure_ascii=False))


def _speaker(case: Case, by: Actor) -> Actor:
    """As whom the journal knows the reporter: without an account, as the reporter of this case."""
    return follower_of(case.pk) if case.follow_hash else by


def _sent_before(draft: Case) -> Case | None:
    if draft.request_key is None:
        return None
    sent = Case.objects.filter(request_scope=draft.request_scope, request_key=draft.request_key)
    return sent.select_related("category").first()


def _again(case: Case, draft: Case, token: str | None) -> Reported:
    """Answer a retry with the case that its first try made."""
    if case.request_digest != draft.request_digest:
        raise KeyReused
    known = token if token and case.follow_hash == hash_of(token) else None
    return Reported(case, known, again=True)
