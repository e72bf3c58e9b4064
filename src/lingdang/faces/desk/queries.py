"""Reads that only the desk makes. Each starts from what the actor may see."""

from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import State, cases_for, due_from
from lingdang.faces.desk import states
from lingdang.journal.public import Delivery, Fact, dead_letters, facts_for
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.people.public import (
    Duty,
    Person,
    Post,
    Unit,
    person_by_login,
    posts_for,
    units_for,
)
from lingdang.places.public import tree

WITHOUT_OWNER = Q(unit__isnull=True, handler__isnull=True, state__in=[State.RECEIVED, State.FILED])


def ours(actor: Actor, whose: str) -> Q:
    """What is in one's own hands, in those of one's units, or lies where one serves."""
    if whose == "me":
        return Q(handler=actor.person_id or 0)
    if whose == "unit":
        return Q(unit__in=sorted(actor.reach(Duty.SEE_CASE).units))
    return _within(actor, Duty.SEE_CASE)


def under(path: str) -> Q:
    """All that lies in a place: one range of the path index. The empty path is everywhere."""
    return Q(path__gte=path, path__lt=f"{path[:-1]}0") if path else Q(pk__gt=0)


def _within(actor: Actor, *duties: str) -> Q:
    paths = {path for duty in duties for path in actor.reach(duty).paths}
    return reduce(or_, (under(path) for path in sorted(paths)), Q(pk__in=()))


def tallies(actor: Actor, now: datetime) -> dict[str, int]:
    """How much waits, in one statement over what is still open."""
    running = cases_for(actor).open()
    return running.aggregate(
        mine=Count("pk", filter=due_from(actor)),
        soon=Count("pk", filter=Q(due_at__gte=now, due_at__lte=states.soon(now))),
        over=Count("pk", filter=Q(due_at__lt=now)),
        unowned=Count("pk", filter=WITHOUT_OWNER),
    )


def posts_on(
    actor: Actor,
    day: date,
    *,
    text: str = "",
    role: str = "",
    place_id: int | None = None,
    unit_id: int | None = None,
) -> QuerySet[Post]:
    """Find posts held on a day; a place stands for all that lies in it."""
    posts = posts_for(actor, day).on(day)
    if text:
        posts = posts.filter(Q(person__login__icontains=text) | Q(remark__icontains=text))
    if role:
        posts = posts.filter(role=role)
    if place_id:
        inside = [node.id for node in tree(day).subtree(place_id)]
        posts = posts.filter(place_id__in=inside)
    return posts.filter(unit_id=unit_id) if unit_id else posts


def post_for(actor: Actor, post_id: int) -> Post:
    found = posts_for(actor).filter(pk=post_id).first()
    if found is None:
        raise NotFound
    return found


def person_called(login: str) -> Person:
    found = person_by_login(login)
    if found is None:
        raise Incomplete({"person": _("Nobody has this sign-in name.")})
    return found


def units_on(actor: Actor, day: date, text: str = "") -> list[Unit]:
    """Units of a day, each below its parent, with how many serve there."""
    serving = Count("posts", filter=Q(posts__valid__contains=day))
    units = units_for(actor, Duty.MANAGE_POST, day).on(day)
    if text:
        units = units.filter(Q(name__contains=text) | Q(code__contains=text))
    return list(units.annotate(serving=serving))


def facts_asked(
    actor: Actor, *, subject: str = "", name: str = "", day: date | None
) -> QuerySet[Fact]:
    found = facts_for(actor)
    if subject:
        found = found.filter(subject=subject)
    if name:
        found = found.filter(name__contains=name)
    if day:
        begin = timezone.make_aware(datetime.combine(day, time.min))
        found = found.filter(at__gte=begin, at__lt=begin + timedelta(days=1))
    return found


def dead_asked(actor: Actor, text: str) -> QuerySet[Delivery]:
    dead = dead_letters(actor)
    if not text:
        return dead
    about = Q(fact__name__contains=text) | Q(fact__subject=text) | Q(handler__contains=text)
    return dead.filter(about | Q(error__icontains=text))
