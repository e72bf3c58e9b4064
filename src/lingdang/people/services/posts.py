"""Posts: taken and ended. Everything anybody may do comes from here."""

from dataclasses import dataclass
from datetime import date, time

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.people.enums import AT_EITHER, AT_UNIT, Duty, Role
from lingdang.people.errors import (
    PostDatesWrong,
    PostNeedsPlace,
    PostNeedsUnit,
    PostOverlaps,
)
from lingdang.people.facts import PostEnded, PostTaken
from lingdang.people.models import Post
from lingdang.people.policies import require, require_other, require_watched
from lingdang.people.queries.people import lock_person
from lingdang.people.queries.units import anchor_of, lock_post, unit_by_id


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyHours:
    """When a post is served every day; those of a night end before they begin."""

    begins: time
    ends: time


@transaction.atomic
def appoint(
    *,
    person_id: int,
    role: Role,
    from_: date,
    by: Actor,
    place_id: int | None = None,
    unit_id: int | None = None,
    until: date | None = None,
    remark: str = "",
    hours: DailyHours | None = None,
) -> Post:
    """Give a person a post, from a day on."""
    person = lock_person(person_id)
    require_other(by, person.pk)
    require_anchor(role, place_id, unit_id)
    unit = unit_by_id(unit_id) if unit_id else None
    require(by, Duty.MANAGE_POST, anchor_of(place_id, unit))
    valid = dates(from_, until)
    held = Post.objects.filter(person=person, valid__overlap=valid)
    require_watched(held.values_list("role", flat=True), role)
    post = Post(person=person, role=role, place_id=place_id, unit=unit, remark=remark.strip())
    post.valid = valid
    if hours:
        post.duty_from, post.duty_to = hours.begins, hours.ends
    try:
        with transaction.atomic():
            post.save(force_insert=True)
    except IntegrityError:
        raise PostOverlaps from None
    record(taken(post), by=by)
    return post


def dates(from_: date, until: date | None) -> DateRange:
    if until is not None and until <= from_:
        raise PostDatesWrong
    return DateRange(from_, until)


def require_anchor(role: Role, place_id: int | None, unit_id: int | None) -> None:
    """Check that the post names what its role is held at."""
    if role in AT_UNIT:
        if place_id or not unit_id:
            raise PostNeedsUnit(role=str(role.label))
    elif not place_id and not (role in AT_EITHER and unit_id):
        raise PostNeedsPlace(role=str(role.label))


def taken(post: Post) -> PostTaken:
    return PostTaken(
        post_id=post.pk,
        person_id=post.person_id,
        role=post.role,
        held_at_id=post.place_id,
        unit_id=post.unit_id,
        since=post.valid.lower.isoformat(),
        until=post.valid.upper.isoformat() if post.valid.upper else None,
    )


@transaction.atomic
def end_post(*, post_id: int, on: date, by: Actor) -> Post:
    """Let a post end before a day: on that day it is no longer held."""
    post = lock_post(post_id)
    require_other(by, post.person_id)
    require(by, Duty.MANAGE_POST, anchor_of(post.place_id, post.unit))
    post.valid = dates(post.valid.lower, on)
    post.save(update_fields=["valid"])
    ended = PostEnded(
        post_id=post.pk,
        person_id=post.person_id,
        role=post.role,
        held_at_id=post.place_id,
        unit_id=post.unit_id,
        on=on.isoformat(),
    )
    record(ended, by=by)
    return post
