"""Who has it in hand: a unit, the grid itself, the level above, or nobody any more."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.enums import Step
from lingdang.cases.errors import AlreadyAtTop, NobodyServes
from lingdang.cases.models import Case
from lingdang.cases.policies import HANDLE, reach_over
from lingdang.cases.services import transitions
from lingdang.cases.services.saving import locked_for, moment_of, saved
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import required_text
from lingdang.people.public import Person, Role, Unit, actor_for, holders
from lingdang.places.public import tree
from lingdang.shifts.public import grid_team


@transaction.atomic
def dispatch_case(
    *,
    case_id: int,
    by: Actor,
    unit_id: int | None = None,
    handler_id: int | None = None,
    due_at: datetime | None = None,
) -> Case:
    """Hand it to a unit: the one named, or the one that its category usually goes to.

    ``due_at`` is by when an order wants it put right; without one, the limits say.
    """
    case = locked_for(Step.DISPATCH, case_id, by)
    if unit_id is None and case.category:
        unit_id = case.category.default_unit_id
    unit = unit_today(unit_id)
    _require_of_unit(unit, handler_id)
    at = timezone.now()
    if due_at is not None and due_at <= at:
        raise Incomplete({"due_at": _("This moment is past.")})
    event = transitions.dispatched(
        case, unit_id=unit.pk, handler_id=handler_id, at=at, due_at=due_at
    )
    return saved(case, event, by=by, at=at)


def unit_today(unit_id: int | None, field: str = "unit_id") -> Unit:
    if unit_id is None:
        raise Incomplete({field: _("Choose a unit.")})
    unit = Unit.objects.on(timezone.localdate()).filter(pk=unit_id).first()
    if unit is None:
        raise Incomplete({field: _("There is no such unit.")})
    return unit


def _require_of_unit(unit: Unit, handler_id: int | None) -> None:
    members = holders(Role.UNIT_HANDLER, unit_id=unit.pk) if handler_id else []
    if handler_id and handler_id not in {member.person_id for member in members}:
        raise Incomplete({"handler_id": _("This person does not serve in the unit.")})


@transaction.atomic
def keep_case(
    *, case_id: int, by: Actor, handler_id: int | None = None, at: datetime | None = None
) -> Case:
    """Settle it where it is held: small matters do not leave the grid. ``at``: when it was kept."""
    case = locked_for(Step.KEEP, case_id, by)
    keeper, at = _keeper(case, by, handler_id), moment_of(case, at)
    event = transitions.kept(case, handler_id=keeper, at=at)
    case.changed_at = timezone.now()
    return saved(case, event, by=by, at=at)


def _keeper(case: Case, by: Actor, wanted: int | None) -> int:
    """Who will do it: the one named, oneself if one handles here, else who serves the place."""
    if case.is_restricted:
        return _confidant(case, by, wanted)
    if wanted is None and by.person_id and by.reach(HANDLE).covers(path=case.path):
        return by.person_id
    serving = [member for member in grid_team(case.place_id) if member.place_id == case.place_id]
    if wanted is not None:
        if wanted not in {member.person_id for member in serving}:
            raise Incomplete({"handler_id": _("This person does not serve the place.")})
        return wanted
    workers = [member.person_id for member in serving if member.role == Role.GRID_WORKER]
    if workers:
        return workers[0]
    if by.person_id is None:
        raise NobodyServes
    return by.person_id


def _confidant(case: Case, by: Actor, wanted: int | None) -> int:
    """Find somebody of the roles that a restricted case is for: the one named, else oneself."""
    person_id = by.person_id if wanted is None else wanted
    person = Person.objects.filter(pk=person_id).first() if person_id else None
    if person is None:
        raise NobodyServes
    if not reach_over(actor_for(person), HANDLE, case).covers(path=case.path):
        raise Incomplete({"handler_id": _("This person does not serve the place.")})
    return person.pk


@transaction.atomic
def pass_up_case(*, case_id: int, reason: str, by: Actor) -> Case:
    """Hand it to the level above: big matters do not leave the community."""
    case = locked_for(Step.PASS_UP, case_id, by)
    words = required_text("reason", reason)
    above = tree().parent(case.place_id)
    if above is None:
        raise AlreadyAtTop
    at = timezone.now()
    return saved(case, transitions.passed_up(case, to=above, reason=words, at=at), by=by, at=at)


@transaction.atomic
def recall_case(*, case_id: int, reason: str, by: Actor) -> Case:
    """Take it from those whose it is not: it waits for a unit again, and is counted."""
    case = locked_for(Step.RECALL, case_id, by)
    words, at = required_text("reason", reason), timezone.now()
    return saved(case, transitions.recalled(case, reason=words, at=at), by=by, at=at)


@transaction.atomic
def release_case(*, case_id: int, by: Actor) -> Case:
    """Take it from who can no longer do it: it waits for an owner again."""
    case = locked_for(Step.RELEASE, case_id, by)
    at = timezone.now()
    return saved(case, transitions.released(case, at=at), by=by, at=at)


def owned_again(case: Case, by: Actor) -> None:
    """Give work that comes back to whoever had it, or to who serves the place now.

    What is restricted stays with those whom it is for: whoever sends it back has it.
    """
    if case.unit_id or case.handler_id:
        return
    if case.is_restricted:
        case.handler_id = _confidant(case, by, None)
        return
    team = grid_team(case.place_id)
    if not team:
        raise NobodyServes
    case.handler_id = team[0].person_id
