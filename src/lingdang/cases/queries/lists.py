"""For a person, one for a person, one for change."""

from lingdang.cases import policies
from lingdang.cases.enums import REFILABLE, STEPS, State, Step
from lingdang.cases.following import follower_of, hash_of
from lingdang.cases.models import Case, CaseQuerySet
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound

# What anybody may read of a case: nothing about who reported it or who has it in hand.
_PUBLIC = (
    *("id", "state", "category_id", "description", "address", "lng", "lat", "source"),
    *("received_at", "changed_at", "closed_at", "due_at", "outcome", "place_id", "path"),
)


def cases_for(actor: Actor) -> CaseQuerySet:
    """All that this actor may see, for lists."""
    return Case.objects.visible_to(actor).listed()


def case_for(actor: Actor, case_id: int) -> Case:
    return _one(Case.objects.visible_to(actor).filter(pk=case_id))


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
    return Case.objects.told_to_reporter().filter(reporter=actor.person_id).listed()


def without_owner(actor: Actor) -> CaseQuerySet:
    """Nobody has them in hand; this list should be empty."""
    return cases_for(actor).without_owner()


def public_cases() -> CaseQuerySet:
    """What everybody may read, with nothing of persons loaded and nothing withdrawn."""
    return Case.objects.public().exclude(state=State.WITHDRAWN).only(*_PUBLIC).listed()


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


def lock_case(case_id: int) -> Case:
    return _one(
        Case.objects.select_for_update(no_key=True, of=("self",))
        .select_related("category", "procedure")
        .filter(pk=case_id)
    )


def _one(cases: CaseQuerySet) -> Case:
    case = cases.first()
    if case is None:
        raise NotFound
    return case
