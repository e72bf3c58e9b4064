"""Which look-backs and draws this actor may know of; one at a time, and for change."""

from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from lingdang.cases.public import cases_for
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.lookbacks import policies
from lingdang.lookbacks.enums import LOOK, SEE, STEPS, DrawKind, State, Step
from lingdang.lookbacks.models import Draw, LookBack
from lingdang.people.public import Person, actor_for

_A_WEEK = timedelta(days=7)  # within which one that is due is looked at


def look_backs_for(actor: Actor) -> QuerySet[LookBack]:
    """In the cases that they see as staff; what is still to come is for who looks alone."""
    found = LookBack.objects.filter(case__in=cases_for(actor).values("pk"))
    known = found.filter(~Q(state=State.DUE) | _under(actor.reach(LOOK).paths))
    return (known if actor.has(SEE) else found.none()).select_related("case__procedure", "draw")


def _under(paths: frozenset[str]) -> Q:
    """Where a duty reaches: the empty path is everywhere."""
    if "" in paths:
        return Q()
    each = [Q(case__path__gte=path, case__path__lt=f"{path[:-1]}0") for path in sorted(paths)]
    return reduce(or_, each, Q(pk__in=()))


def look_back_for(actor: Actor, look_back_id: int) -> LookBack:
    return _one(look_backs_for(actor).filter(pk=look_back_id))


def lock_look_back(actor: Actor, look_back_id: int) -> LookBack:
    locked = look_backs_for(actor).select_for_update(no_key=True, of=("self",))
    return _one(locked.filter(pk=look_back_id))


def _one[M: (LookBack, Draw)](found: QuerySet[M]) -> M:
    it = found.first()
    if it is None:
        raise NotFound
    return it


def due(found: QuerySet[LookBack], today: date) -> QuerySet[LookBack]:
    return found.filter(state=State.DUE, due_on__lte=today)


def overdue(found: QuerySet[LookBack], today: date) -> QuerySet[LookBack]:
    """Nobody looked within a week."""
    return found.filter(state=State.DUE, due_on__lt=today - _A_WEEK)


def coming(found: QuerySet[LookBack], today: date) -> QuerySet[LookBack]:
    return found.filter(state=State.DUE, due_on__gt=today)


def whole_of(actor: Actor) -> Actor:
    """The person behind an actor with all their duties, whatever a token lends of them."""
    person = Person.objects.filter(pk=actor.person_id or 0).first()
    return actor_for(person) if person else actor


def steps_for(actor: Actor, it: LookBack, today: date) -> list[Step]:
    """What this actor may say of it now."""
    if not it.is_due(today) or not policies.may_look(actor, whole_of(actor), it):
        return []
    return [step for step in STEPS.open_to(State.DUE) if step is not Step.LAPSE]


def draws_for(actor: Actor) -> QuerySet[Draw]:
    """All for who looks; for everybody in the office once nothing of it is to be looked at."""
    found = Draw.objects.all()
    if actor.has(LOOK):
        return found
    waiting = LookBack.objects.filter(state=State.DUE).values("draw")
    return found.exclude(pk__in=waiting) if actor.has(SEE) else found.none()


def draw_for(actor: Actor, draw_id: int) -> Draw:
    return _one(draws_for(actor).filter(pk=draw_id))


def last_day(kind: DrawKind) -> date | None:
    return Draw.objects.filter(kind=kind).order_by("-day").values_list("day", flat=True).first()


def first_day() -> date | None:
    daily = Draw.objects.filter(kind=DrawKind.DAILY).order_by("day")
    return daily.values_list("day", flat=True).first()


def still_due(case_id: int) -> QuerySet[LookBack]:
    return LookBack.objects.filter(case=case_id, state=State.DUE).select_related("case__procedure")


def may_read_photo(actor: Actor, look_back_id: int) -> bool:
    return look_backs_for(actor).filter(pk=look_back_id).exists()
