"""Reads that only the desk makes. Each starts from what the actor may see."""

import re
from contextlib import suppress
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from lingdang.cases.public import State, cases_for
from lingdang.faces.desk import states
from lingdang.journal.public import Delivery, Fact
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.people.public import (
    Duty,
    Person,
    PhoneNotValid,
    Post,
    Unit,
    person_by_login,
    person_by_phone,
    phone_index,
)
from lingdang.places.public import tree

_NUMBER = re.compile(r"(?:\d{8}-)?0*(\d{1,12})")
_PHONE_DIGITS = 7
WITHOUT_OWNER = Q(unit__isnull=True, handler__isnull=True, state__in=[State.RECEIVED, State.FILED])
# Whose turn it is in each state: the duty that takes the case further.
_TURNS = {
    State.RECEIVED: (Duty.FILE_CASE, Duty.DISPATCH_CASE, Duty.SETTLE_IN_GRID),
    State.FILED: (Duty.DISPATCH_CASE, Duty.SETTLE_IN_GRID),
    State.DISPATCHED: (Duty.HANDLE_CASE,),
    State.HANDLED: (Duty.VERIFY_CASE,),
    State.VERIFIED: (Duty.CALL_BACK_CASE,),
    State.CALLED_BACK: (Duty.CLOSE_CASE,),
}


def waiting_for(actor: Actor) -> Q:
    """Cases whose next step is this person's; the policies still decide about each."""
    condition = Q(pk__in=[])
    for state, duties in _TURNS.items():
        reach = reduce(or_, (actor.reach(duty) for duty in duties))
        mine = Q(unit_id__in=reach.units)
        if state == State.DISPATCHED:
            mine |= Q(handler_id=actor.person_id) if actor.person_id else Q()
        else:
            for path in reach.paths:
                mine |= Q(path__gte=path, path__lt=f"{path[:-1]}0") if path else Q(pk__gt=0)
        condition |= Q(state=state) & mine
    return condition


def matching(text: str) -> Q:
    """By number, by the phone of who reported, or by words."""
    words = text.strip()
    condition = Q(description__icontains=words) | Q(address__icontains=words)
    if number := _NUMBER.fullmatch(words):
        condition |= Q(pk=int(number[1]))
    if sum(c.isdigit() for c in words) >= _PHONE_DIGITS:
        try:
            condition |= Q(contact_index=phone_index(words))
        except PhoneNotValid:
            return condition
    return condition


def tallies(actor: Actor, now: datetime) -> dict[str, int]:
    """How much waits, in one statement over what is still open."""
    running = cases_for(actor).exclude(state__in=states.ENDED)
    return running.aggregate(
        mine=Count("pk", filter=waiting_for(actor)),
        soon=Count("pk", filter=Q(due_at__gte=now, due_at__lte=states.soon(now))),
        over=Count("pk", filter=Q(due_at__lt=now)),
        unowned=Count("pk", filter=WITHOUT_OWNER),
    )


def posts_on(
    day: date,
    *,
    text: str = "",
    role: str = "",
    place_id: int | None = None,
    unit_id: int | None = None,
) -> QuerySet[Post]:
    """Find posts held on a day; a place stands for all that lies in it."""
    posts = Post.objects.on(day).select_related("person")
    if text:
        posts = posts.filter(Q(person__login__icontains=text) | Q(remark__icontains=text))
    if role:
        posts = posts.filter(role=role)
    if place_id:
        inside = [node.id for node in tree(day).subtree(place_id)]
        posts = posts.filter(place_id__in=inside)
    return posts.filter(unit_id=unit_id) if unit_id else posts


def post(post_id: int) -> Post:
    found = Post.objects.select_related("person", "unit").filter(pk=post_id).first()
    if found is None:
        raise NotFound
    return found


def person_called(text: str) -> Person:
    """By sign-in name or whole phone number."""
    found = person_by_login(text)
    if found is None:
        with suppress(PhoneNotValid):
            found = person_by_phone(text)
    if found is None:
        raise Incomplete({"person": _("Nobody has this sign-in name or phone.")})
    return found


def units_on(day: date) -> list[Unit]:
    """All units of a day, each below its parent, with how many serve there."""
    serving = Count("posts", filter=Q(posts__valid__contains=day))
    return list(Unit.objects.on(day).annotate(serving=serving).order_by("path"))


def facts(
    *, subject: str = "", name: str = "", since: datetime | None, till: datetime | None
) -> QuerySet[Fact]:
    found = Fact.objects.all()
    if subject:
        found = found.filter(subject=subject)
    if name:
        found = found.filter(name=name)
    if since:
        found = found.filter(at__gte=since)
    if till:
        found = found.filter(at__lt=till)
    return found


def dead_deliveries(text: str = "") -> QuerySet[Delivery]:
    dead = Delivery.objects.filter(state=Delivery.State.DEAD).select_related("fact")
    if not text:
        return dead
    return dead.filter(
        Q(fact__name__icontains=text) | Q(fact__subject=text) | Q(error__icontains=text)
    )
