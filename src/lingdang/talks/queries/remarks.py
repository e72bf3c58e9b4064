"""What was said in a case, for whoever reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from lingdang.cases.public import (
    Case,
    cases_for,
    is_reporter,
    parts_of,
    public_cases,
    reports_of,
    sees_inside,
)
from lingdang.evidence.public import PhotoCard, photos_of_many
from lingdang.kernel.actor import Actor
from lingdang.people.public import PersonCard, cards
from lingdang.talks.enums import SPOKEN, Audience, Ending, Kind, Way
from lingdang.talks.models import Mention, Remark


@dataclass(frozen=True, slots=True)
class Said:
    """One remark, ready to be shown. ``who`` is empty when the reporter spoke."""

    id: int
    kind: Kind
    audience: Audience
    text: str
    at: datetime
    who: PersonCard | None
    case_id: int
    report_id: int | None
    about_id: int | None
    corrected: bool
    way: Way | None
    until: datetime | None
    ending: Ending | None
    photos: list[PhotoCard]
    mentioned: list[str]

    @property
    def is_open(self) -> bool:
        return self.kind == Kind.QUESTION and self.ending is None

    @property
    def by_reporter(self) -> bool:
        return self.kind in SPOKEN


def conversation(actor: Actor, case: Case) -> list[Said]:
    """Oldest first: all of it for staff, of its kin too; for a reporter what is meant for them."""
    remarks = list(remarks_for(actor, case).select_related("report"))
    photos = photos_of_many(remark.subject for remark in remarks if remark.photographs)
    mentions = _mentions(remark.pk for remark in remarks if remark.kind == Kind.NOTE)
    ids = {remark.by_id for remark in remarks} | {p for who in mentions.values() for p in who}
    people = cards(ids)
    corrected = {remark.about_id for remark in remarks if remark.kind == Kind.NOTE}
    return [
        Said(
            id=remark.pk,
            kind=Kind(remark.kind),
            audience=Audience(remark.audience),
            text=remark.text,
            at=remark.at,
            who=None if _spoke_for_themselves(remark) else people.get(remark.by_id or 0),
            case_id=remark.case_id,
            report_id=remark.report_id,
            about_id=remark.about_id,
            corrected=remark.pk in corrected,
            way=Way(remark.way) if remark.way else None,
            until=remark.until,
            ending=Ending(remark.ended_how) if remark.ended_how else None,
            photos=photos.get(remark.subject, []),
            mentioned=[people[pk].display for pk in mentions.get(remark.pk, ()) if pk in people],
        )
        for remark in remarks
    ]


def _mentions(remark_ids: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    pairs = Mention.objects.filter(remark__in=list(remark_ids)).order_by("person")
    for remark_id, person_id in pairs.values_list("remark_id", "person_id"):
        found.setdefault(remark_id, []).append(person_id)
    return found


def _spoke_for_themselves(remark: Remark) -> bool:
    """Not so what staff wrote down for them; who that was is shown."""
    return remark.report is not None and remark.by_id in {None, remark.report.reporter_id}


def remarks_for(actor: Actor, case: Case) -> QuerySet[Remark]:
    """What this actor may read of what was said in a case that they see."""
    if sees_inside(actor, case):
        near = [*parts_of(case), *([case.parent] if case.parent else [])]
        kin = [*reports_of(case), *(one for one in near if sees_inside(actor, one))]
        return Remark.objects.of([one.pk for one in kin]).in_order()
    return Remark.objects.filter(_of_reporter(case)).exclude(audience=Audience.STAFF).in_order()


def _of_reporter(report: Case) -> Q:
    """What is said to all who reported it, and what they said themselves.

    What was told in private in the leading case before theirs came to it was for others.
    """
    own, leading = Q(case=report.pk), Q(case=report.leading.pk)
    if report.merged_into_id:
        leading &= Q(at__gte=report.closed_at) | Q(audience=Audience.EVERYONE)
    return (own | leading) & (Q(report=None) | Q(report=report.pk))


def public_replies() -> QuerySet[Remark]:
    """Replies that everybody may read, of cases that everybody may know, with their case."""
    return Remark.objects.public().filter(case__in=public_cases().values("pk"))


def public_texts(remark_ids: Iterable[int]) -> dict[int, str]:
    """What was said to everybody, by id."""
    told = Remark.objects.public().filter(pk__in=list(remark_ids))
    return dict(told.values_list("pk", "text"))


def open_question(case: Case) -> Remark | None:
    return Remark.objects.open_questions().filter(case=case.leading.pk).first()


def lock_open_question(case_id: int) -> Remark | None:
    asked = Remark.objects.open_questions().filter(case=case_id)
    return asked.select_for_update(no_key=True).first()


def open_questions_for(actor: Actor) -> QuerySet[Remark]:
    """Open questions of the cases that this actor sees, with their case."""
    asked = Remark.objects.open_questions().filter(case__in=cases_for(actor).values("pk"))
    return asked.select_related("case")


def may_read_photo(actor: Actor, remark_id: int) -> bool:
    """Whether a photograph of a remark is for this actor: staff on the case, or who sent it."""
    with_both = ("case__procedure", "case__merged_into__procedure", "report__procedure")
    remark = Remark.objects.select_related(*with_both).filter(pk=remark_id).first()
    if remark is None:
        return False
    if sees_inside(actor, remark.case) or sees_inside(actor, remark.case.leading):
        return True
    return remark.report is not None and is_reporter(actor, remark.report)
