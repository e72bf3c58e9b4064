"""A notice is written, published, corrected, withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.evidence.public import Moment, attach_photos, photos_of, remove_photos
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.kernel.texts import required_text
from lingdang.notices.enums import STEPS, State, Step
from lingdang.notices.errors import NoticeChanged, NoticeOver
from lingdang.notices.facts import (
    NoticeCorrected,
    NoticePublished,
    NoticeWithdrawn,
    NoticeWritten,
)
from lingdang.notices.models import LONGEST_TEXT, LONGEST_TITLE, Notice
from lingdang.notices.policies import may_publish, require_publish
from lingdang.people.public import Person

LONGEST_REASON = 300
_LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Words:
    """What a notice says, for where, and on which days it is shown."""

    place_id: int
    title: str
    text: str
    urgent: bool
    from_on: date
    until_on: date

    def checked(self) -> dict[str, object]:
        problems = {}
        if self.until_on < self.from_on:
            problems["until_on"] = _("The last day is before the first.")
        elif (self.until_on - self.from_on).days > _LONGEST_DAYS:
            problems["until_on"] = _("A notice is shown for a year at most.")
        if problems:
            raise Incomplete(problems)
        return {
            "place_id": self.place_id,
            "title": required_text("title", self.title, LONGEST_TITLE),
            "text": required_text("text", self.text, LONGEST_TEXT),
            "urgent": self.urgent,
            "from_on": self.from_on,
            "until_on": self.until_on,
        }


@transaction.atomic
def write_notice(
    *, words: Words, by: Actor, photo_ids: Sequence[int] = (), key: UUID | None = None
) -> Notice:
    """Begin a draft; sent again under the same key it is the same draft."""
    require_publish(by, words.place_id)
    checked = words.checked()
    if by.person_id:
        Person.objects.select_for_update(no_key=True).get(pk=by.person_id)
    known = Notice.objects.filter(made_by=by.person_id, key=key).first() if key else None
    if known:
        return known
    notice = Notice.objects.create(
        **checked, made_at=timezone.now(), made_by_id=by.person_id, key=key
    )
    attach_photos(photo_ids, subject=notice.subject, moment=Moment.OTHER, by=by)
    _record(NoticeWritten, notice, by)
    return notice


@transaction.atomic
def rewrite_notice(
    *,
    notice_id: int,
    version: int,
    words: Words,
    by: Actor,
    photo_ids: Sequence[int] = (),
    without: Sequence[UUID] = (),
) -> Notice:
    """Say it anew: a draft is written on, what is published is corrected and nobody told again.

    ``without``: photographs that it shows no more.

    ``version`` is the one that was read: what somebody else wrote meanwhile is not lost.
    """
    notice = _locked(notice_id, by)
    require_publish(by, words.place_id)
    step = Step.CORRECT if notice.state == State.PUBLISHED else Step.REWRITE
    STEPS.after(State(notice.state), step)
    checked = words.checked()
    if notice.version != version:
        raise NoticeChanged
    for name, value in checked.items():
        setattr(notice, name, value)
    notice.version += 1
    notice.save(update_fields=[*checked, "version"])
    remove_photos(without, subject=notice.subject)
    attach_photos(photo_ids, subject=notice.subject, moment=Moment.OTHER, by=by)
    _record(NoticeCorrected if step == Step.CORRECT else NoticeWritten, notice, by)
    return notice


@transaction.atomic
def publish_notice(*, notice_id: int, by: Actor) -> Notice:
    """Show it to everybody from its first day on; its followers are told by the worker."""
    notice = _locked(notice_id, by)
    state = STEPS.after(State(notice.state), Step.PUBLISH)
    if notice.until_on < timezone.localdate():
        raise NoticeOver
    notice.state, notice.published_at = state, timezone.now()
    notice.published_by_id = by.person_id
    notice.save(update_fields=["state", "published_at", "published_by"])
    _record(NoticePublished, notice, by)
    return notice


@transaction.atomic
def withdraw_notice(*, notice_id: int, reason: str, by: Actor) -> Notice:
    """Show it to residents no more; whoever was not told yet is not told."""
    notice = _locked(notice_id, by)
    why = required_text("reason", reason, LONGEST_REASON)
    notice.state = STEPS.after(State(notice.state), Step.WITHDRAW)
    notice.withdrawn_at, notice.reason = timezone.now(), why
    notice.save(update_fields=["state", "withdrawn_at", "reason"])
    record(NoticeWithdrawn(notice_id=notice.pk, place=notice.place_id, reason=why), by=by)
    return notice


def _locked(notice_id: int, by: Actor) -> Notice:
    """Lock it for whoever may write there; to others there is none."""
    notice = Notice.objects.select_for_update(no_key=True).filter(pk=notice_id).first()
    if notice is None or not may_publish(by, notice.place_id):
        raise NotFound
    return notice


def _record(
    event: type[NoticeWritten | NoticePublished | NoticeCorrected], notice: Notice, by: Actor
) -> None:
    said = event(
        notice_id=notice.pk,
        place=notice.place_id,
        version=notice.version,
        title=notice.title,
        text=notice.text,
        urgent=notice.urgent,
        from_on=notice.from_on.isoformat(),
        until_on=notice.until_on.isoformat(),
        photo_ids=[photo.id for photo in photos_of(notice.subject)],
    )
    record(said, by=by)
