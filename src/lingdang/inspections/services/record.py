"""What is found at a point is recorded once, and corrected until it is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.evidence.public import Moment, attach_photos
from lingdang.inspections.enums import BAD, CORRECTABLE, PLAN, Result, State
from lingdang.inspections.errors import (
    FindingChanged,
    HandedOverAlready,
    NotUnderWay,
    OutsideArea,
    PublishedAlready,
    RecordedAlready,
)
from lingdang.inspections.facts import FindingCorrected, FindingRecorded
from lingdang.inspections.models import Finding, Item, Point, Round
from lingdang.inspections.models.finding import LONGEST_NOTE
from lingdang.inspections.policies import may, may_record
from lingdang.inspections.queries.lists import groups_of_person
from lingdang.inspections.queries.rounds import is_member, lock_round, point_for
from lingdang.inspections.services.opening import drop_case, open_case
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.kernel.texts import optional_text, required_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What an inspector says. ``solved`` is what was done on the spot, empty when nothing was."""

    result: Result | str
    note: str = ""
    solved: str = ""
    photo_ids: Sequence[int] = ()
    after_ids: Sequence[int] = ()  # photographs of it put right
    lng: float | None = None
    lat: float | None = None
    at: datetime | None = None

    def checked(self, item: Item) -> dict[str, object]:
        if self.result not in Result.values:
            raise Incomplete({"result": _("There is no such result.")})
        bad = self.result in BAD
        solved = optional_text("solved", self.solved, LONGEST_NOTE)
        if not bad and (solved or self.after_ids):
            raise Incomplete({"solved": _("Nothing is to be put right here.")})
        if bad and item.photo and not self.photo_ids:
            raise Incomplete({"photo_ids": _("This item wants a photograph of what is wrong.")})
        if (self.lng is None) != (self.lat is None):
            raise Incomplete({"lng": _("A position has a longitude and a latitude.")})
        if self.lng is not None and self.lat is not None:
            on_earth = -180 <= self.lng <= 180 and -90 <= self.lat <= 90  # noqa: PLR2004 -- degrees
            if not on_earth:
                raise Incomplete({"lng": _("This position is not on earth.")})
        note = optional_text("note", self.note, LONGEST_NOTE)
        return {
            "result": Result(self.result),
            "note": note,
            "solved": solved,
            "lng": self.lng,
            "lat": self.lat,
        }


@transaction.atomic
def record_finding(
    *, point_id: int, item_id: int, seen: Seen, by: Actor, key: UUID | None = None
) -> Finding:
    """One item at one point, once; sent again under the same key it is the same finding.

    A bad one of an open round is a case at once; of an unannounced one, when that is published.
    """
    point, found = _locked(point_id, by)
    item = _item(found, item_id)
    known = Finding.objects.filter(found_by=by.person_id, key=key).first() if key else None
    if known:
        return known
    if found.state != State.UNDER_WAY:
        raise NotUnderWay
    finding = Finding(
        round=found, point=point, item=item, found_by_id=by.person_id, key=key,
        found_at=_moment(found, seen.at), **seen.checked(item),
    )  # fmt: skip
    _save_once(finding)
    photos = attach_photos(seen.photo_ids, subject=finding.subject, moment=Moment.BEFORE, by=by)
    photos += attach_photos(seen.after_ids, subject=finding.subject, moment=Moment.AFTER, by=by)
    Point.objects.filter(pk=point.pk).update(seen_at=timezone.now())
    told = FindingRecorded(
        finding_id=finding.pk,
        round_id=found.pk,
        item=item.code,
        result=finding.result,
        solved=bool(finding.solved),
        photo_ids=photos,
    )
    record(told, by=by)
    if finding.is_bad and not found.unannounced:
        open_case(finding)
    return finding


def _save_once(finding: Finding) -> None:
    try:
        with transaction.atomic():
            finding.save(force_insert=True)
    except IntegrityError:
        taken = Finding.objects.filter(point=finding.point_id, item=finding.item_id)
        if taken.exists():
            raise RecordedAlready from None
        raise


@transaction.atomic
def record_rest_as_met(*, point_id: int, by: Actor, at: datetime | None = None) -> int:
    """All items that nothing was said of are met; says how many there were."""
    point, found = _locked(point_id, by)
    if found.state != State.UNDER_WAY:
        raise NotUnderWay
    said = Finding.objects.filter(point=point).values("item")
    left = list(Item.objects.filter(version=found.checklist_id).exclude(pk__in=said))
    for item in left:
        met = Seen(result=Result.MET, at=at)
        record_finding(point_id=point.pk, item_id=item.pk, seen=met, by=by)
    if not left:
        Point.objects.filter(pk=point.pk).update(seen_at=timezone.now())
    return len(left)


@transaction.atomic
def correct_finding(
    *, finding_id: int, revision: int, seen: Seen, reason: str, by: Actor
) -> Finding:
    """Before publication, and before a unit has it; what proves to be met is no case any more."""
    held = Finding.objects.filter(pk=finding_id).values_list("point_id", flat=True).first()
    _point, found = _locked(held or 0, by)
    finding = Finding.objects.select_for_update(no_key=True, of=("self",)).get(pk=finding_id)
    finding.round, item = found, _item(found, finding.item_id)
    why = required_text("reason", reason, LONGEST_NOTE)
    if found.state not in CORRECTABLE:
        raise PublishedAlready
    if finding.order_id:
        raise HandedOverAlready
    if finding.revision != revision:
        raise FindingChanged
    before, checked = finding.result, seen.checked(item)
    for name, value in checked.items():
        if name not in {"lng", "lat"} or value is not None:
            setattr(finding, name, value)
    finding.revision += 1
    _attach(finding, seen, by)
    if not finding.is_bad and finding.case_id:
        drop_case(finding, why)
    finding.save()
    told = FindingCorrected(
        finding_id=finding.pk, round_id=found.pk, before=before, result=finding.result, reason=why
    )
    record(told, by=by)
    if finding.is_bad and not finding.case_id and not found.unannounced:
        open_case(finding)
    return finding


def _attach(finding: Finding, seen: Seen, by: Actor) -> None:
    subject = f"case:{finding.case_id}" if finding.case_id else finding.subject
    attach_photos(seen.photo_ids, subject=subject, moment=Moment.BEFORE, by=by)
    attach_photos(seen.after_ids, subject=subject, moment=Moment.AFTER, by=by)


def _locked(point_id: int, by: Actor) -> tuple[Point, Round]:
    """Lock the round for its inspectors; a point of another group's area is not theirs."""
    point = point_for(by, point_id)
    found = lock_round(point.round_id)
    plans = may(by, PLAN, found.place_id) and by.person_id is None  # a process
    if not (plans or may_record(by, is_member=is_member(by, found))):
        raise NotAllowed
    if not plans and point.group_id and point.group_id not in groups_of_person(by.person_id):
        raise OutsideArea
    return point, found


def _item(found: Round, item_id: int) -> Item:
    item = Item.objects.filter(pk=item_id, version=found.checklist_id).first()
    if item is None:
        raise NotFound
    return item


def _moment(found: Round, told: datetime | None) -> datetime:
    """When it was seen, of what could not be sent at once: since the round began, not ahead."""
    now = timezone.now()
    return min(now, max(told, found.began_at or now)) if told else now
