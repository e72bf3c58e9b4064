"""What was said in a case, for whoever reads it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from lingdang.cases.public import Case, case_for, cases_for, reports_of, sees_inside
from lingdang.evidence.public import PhotoCard, photos_of_many
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.people.public import PersonCard, cards
from lingdang.talks.enums import Audience, Ending, Kind
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
    about_id: int | None
    corrected: bool
    until: datetime | None
    ending: Ending | None
    photos: list[PhotoCard]
    mentioned: list[str]

    @property
    def is_open(self) -> bool:
        return self.kind == Kind.QUESTION and self.ending is None

    @property
    def by_reporter(self) -> bool:
        return self.kind == Kind.ANSWER


def conversation(actor: Actor, case: Case) -> list[Said]:
    """Oldest first: all of it for staff, of its kin too; for a reporter what is meant for them."""
    remarks = list(remarks_for(actor, case))
    ids = [remark.pk for remark in remarks]
    photos = photos_of_many(remark.subject for remark in remarks if remark.photographs)
    mentions: dict[int, list[int]] = {}
    for remark_id, person_id in Mention.objects.filter(remark__in=ids).values_list(
        "remark_id", "person_id"
    ):
        mentions.setdefault(remark_id, []).append(person_id)
    people = cards({remark.by_id for remark in remarks} | {p for m in mentions.values() for p in m})
    corrected = {remark.about_id for remark in remarks if remark.kind == Kind.NOTE}
    return [
        Said(
            id=remark.pk,
            kind=Kind(remark.kind),
            audience=Audience(remark.audience),
            text=remark.text,
            at=remark.at,
            who=None if remark.kind == Kind.ANSWER else people.get(remark.by_id or 0),
            about_id=remark.about_id,
            corrected=remark.pk in corrected,
            until=remark.until,
            ending=Ending(remark.ended_how) if remark.ended_how else None,
            photos=photos.get(remark.subject, []),
            mentioned=[people[pk].display for pk in mentions.get(remark.pk, ()) if pk in people],
        )
        for remark in remarks
    ]


def remarks_for(actor: Actor, case: Case) -> QuerySet[Remark]:
    """What this actor may read of what was said in a case that they see."""
    if sees_inside(actor, case):
        return Remark.objects.of([one.pk for one in reports_of(case)])
    return Remark.objects.of([case.pk, case.leading.pk]).for_reporter()


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
    """Whether a photograph of a remark is for this actor: staff that sees the case."""
    remark = Remark.objects.filter(pk=remark_id).first()
    if remark is None:
        return False
    try:
        case = case_for(actor, remark.case_id)
    except NotFound:
        return False
    return remark.audience != Audience.STAFF or sees_inside(actor, case)
