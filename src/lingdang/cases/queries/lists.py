"""For a person, one for a person, one for change."""

from collections.abc import Iterable

from django.db.models import BigIntegerField, Func, Q

from lingdang.cases import policies
from lingdang.cases.enums import REFILABLE, STEPS, State, Step
from lingdang.cases.following import follower_of, hash_of
from lingdang.cases.models import Case, CaseQuerySet
from lingdang.cases.models.case_rules import IMPORTED
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound

# What anybody may read of a case: nothing about who reported it or who has it in hand.
_PUBLIC = (
    *("id", "state", "category_id", "description", "address", "lng", "lat", "source"),
    *("received_at", "changed_at", "closed_at", "due_at", "outcome", "place_id", "path"),
    "merged_into_id",
)


def cases_for(actor: Actor) -> CaseQuerySet:
    """All that this actor may see, for lists."""
    return Case.objects.visible_to(actor).listed()


def case_for(actor: Actor, case_id: int) -> Case:
    return _one(Case.objects.visible_to(actor).filter(pk=case_id))


def leading_for(actor: Actor, case_id: int) -> Case:
    """A case, or the one that it goes on in if this actor may see that one."""
    case = case_for(actor, case_id)
    if case.merged_into and policies.may_see(actor, case.merged_into):
        return case.merged_into
    return case


def case_by_number(actor: Actor, number: str) -> Case:
    case = _one(Case.objects.visible_to(actor).numbered(number))
    if case.number != number.strip():
        raise NotFound
    return case


def case_for_follow(token: str) -> Case:
    """Find the case whose report was answered with this token."""
    return _one(Case.objects.told_to_reporter().filter(follow_hash=hash_of(token)))


def follower(case: Case) -> Actor:
    """As whom the holder of the token acts on ``case_for_follow(token)``."""
    return follower_of(case.pk)


def reported_by(actor: Actor) -> CaseQuerySet:
    """A person's own reports, for lists."""
    if actor.person_id is None:
        return Case.objects.none()
    mine = Case.objects.told_to_reporter().filter(reporter=actor.person_id)
    return mine.select_related("merged_into").listed()


def without_owner(actor: Actor) -> CaseQuerySet:
    """Nobody has them in hand; this list should be empty."""
    return cases_for(actor).without_owner()


def public_cases() -> CaseQuerySet:
    """What everybody may read: nothing of persons is loaded; nothing withdrawn, no parts.

    What was merged stays, as a report of its own that shares the other's progress.
    """
    told = Case.objects.public().exclude(state=State.WITHDRAWN).filter(parent=None)
    led = [f"merged_into__{name}" for name in _PUBLIC]
    return told.select_related("merged_into").only(*_PUBLIC, *led).listed()


def imported_cases(keys: Iterable[str], *, by: Actor) -> dict[str, Case]:
    """Cases by the key that they were imported under, for who imports what belongs to them."""
    policies.require_import(by)
    found = Case.objects.filter(request_scope=IMPORTED, request_key__in=set(keys))
    return {case.request_key or "": case for case in found.select_related("procedure")}


def in_bbox(
    cases: CaseQuerySet, west: float, south: float, east: float, north: float
) -> CaseQuerySet:
    return cases.in_bbox(west, south, east, north)


def sees_inside(actor: Actor, case: Case) -> bool:
    """Whether they may read what is for staff alone."""
    return policies.sees_inside(actor, case)


def may_refile(actor: Actor, case: Case) -> bool:
    """Whether they may file it under another category now."""
    return case.state in REFILABLE and policies.may_refile(actor, case)


def may_link(actor: Actor, case: Case) -> bool:
    return policies.may_link(actor, case) and policies.may_see(actor, case)


def steps_for(actor: Actor, case: Case) -> list[Step]:
    """The steps that this actor may take now, in the order of the table."""
    closed = case.procedure.closed_steps if case.procedure else ()
    return [
        step
        for step in STEPS.open_to(State(case.state))
        if step not in closed
        and policies.may_take(actor, step, case)
        and policies.may_see(actor, case)
    ]


def is_reporter(actor: Actor, case: Case) -> bool:
    return policies.is_reporter(actor, case)


def lock_case(case_id: int) -> Case:
    """Lock one for change; of a part the whole too, which stays ahead of it."""
    both = Case.objects.filter(pk=case_id).values(kin=Unnested("pk", "parent"))
    cases = lock_cases(Q(pk__in=both))
    if case_id not in cases:
        raise NotFound
    case = cases[case_id]
    if case.parent_id:
        case.parent = cases[case.parent_id]
    return case


def lock_cases(which: Q) -> dict[int, Case]:
    """Lock several at once, always in the order of their ids, so that nobody waits in a circle."""
    locked = Case.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "category", "procedure"
    )
    return {case.pk: case for case in locked.filter(which).order_by("pk")}


class Unnested(Func):
    """Several columns of one row as several rows of one column."""

    template = "unnest(ARRAY[%(expressions)s])"
    output_field = BigIntegerField()


def _one(cases: CaseQuerySet) -> Case:
    case = cases.first()
    if case is None:
        raise NotFound
    return case
