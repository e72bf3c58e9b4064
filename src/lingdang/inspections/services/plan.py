"""A round is planned, changed, and taken from step to step."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.inspections.enums import PLAN, PUBLISH, STEPS, Kind, State, Step
from lingdang.inspections.errors import NothingToInspect, RoundChanged
from lingdang.inspections.facts import RoundMoved, RoundPlanned
from lingdang.inspections.models import Group, Point, Round, Version
from lingdang.inspections.models.checklist import LONGEST_NAME
from lingdang.inspections.policies import may, organises, require
from lingdang.inspections.queries.rounds import is_member, lock_round, round_for
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotAllowed
from lingdang.kernel.texts import required_text
from lingdang.people.public import Person, Unit
from lingdang.places.public import tree

_LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a round is to be. ``checklist_id`` is a published version's."""

    name: str
    kind: Kind | str
    place_id: int
    checklist_id: int
    from_on: date
    until_on: date
    unannounced: bool = False
    group_ids: Sequence[int] = field(default=())
    organiser_ids: Sequence[int] = field(default=())

    def checked(self) -> dict[str, object]:
        problems = {}
        if self.kind not in Kind.values:
            problems["kind"] = _("There is no such kind of round.")
        if self.until_on < self.from_on:
            problems["until_on"] = _("The last day is before the first.")
        elif (self.until_on - self.from_on).days > _LONGEST_DAYS:
            problems["until_on"] = _("A round takes a year at most.")
        if not Version.objects.filter(pk=self.checklist_id, published_at__isnull=False).exists():
            problems["checklist_id"] = _("Choose a published check-list.")
        if Group.objects.filter(pk__in=self.group_ids).count() != len(set(self.group_ids)):
            problems["group_ids"] = _("There is no such group.")
        if Unit.objects.filter(pk__in=self.organiser_ids).count() != len(set(self.organiser_ids)):
            problems["organiser_ids"] = _("There is no such unit.")
        if problems:
            raise Incomplete(problems)
        return {
            "name": required_text("name", self.name, LONGEST_NAME),
            "kind": Kind(self.kind),
            "place_id": self.place_id,
            "checklist_id": self.checklist_id,
            "from_on": self.from_on,
            "until_on": self.until_on,
            "unannounced": self.unannounced,
        }


@transaction.atomic
def plan_round(*, plan: Plan, by: Actor, key: UUID | None = None) -> Round:
    """Sent again under the same key it is the same round."""
    require(by, PLAN, tree().node(plan.place_id).id)
    checked = plan.checked()
    if by.person_id:
        Person.objects.select_for_update(no_key=True).get(pk=by.person_id)
    known = Round.objects.filter(made_by=by.person_id, key=key).first() if key else None
    if known:
        return known
    made = Round.objects.create(**checked, made_at=timezone.now(), made_by_id=by.person_id, key=key)
    _join(made, plan)
    _planned(made, by)
    return made


@transaction.atomic
def change_round(*, round_id: int, version: int, plan: Plan, by: Actor) -> Round:
    """While it is planned; ``version`` is the one that was read."""
    found = _locked(round_id, by)
    require(by, PLAN, found.place_id)
    require(by, PLAN, tree().node(plan.place_id).id)
    STEPS.after(State(found.state), Step.CHANGE)
    checked = plan.checked()
    if found.version != version:
        raise RoundChanged
    for name, value in checked.items():
        setattr(found, name, value)
    found.version += 1
    found.save(update_fields=[*checked, "version"])
    _join(found, plan)
    _planned(found, by)
    return found


def _join(found: Round, plan: Plan) -> None:
    found.groups.set(plan.group_ids)
    found.organisers.set(plan.organiser_ids)


def _planned(found: Round, by: Actor) -> None:
    told = RoundPlanned(
        round_id=found.pk,
        version=found.version,
        kind=found.kind,
        unannounced=found.unannounced,
    )
    record(told, by=by)


@transaction.atomic
def move_round(*, round_id: int, step: Step, by: Actor) -> Round:
    """Begin it, finish it, go on, publish it, cancel it."""
    found = _locked(round_id, by)
    _require_step(by, found, step)
    state = STEPS.after(State(found.state), step)
    if step == Step.BEGIN and not (found.groups.exists() and _has_points(found)):
        raise NothingToInspect
    now = timezone.now()
    found.state = state
    if step == Step.BEGIN:
        found.began_at = now
    found.done_at = found.done_at or now if state in {State.DONE, State.PUBLISHED} else None
    found.published_at = now if state == State.PUBLISHED else None
    found.save(update_fields=["state", "began_at", "done_at", "published_at"])
    record(RoundMoved(round_id=found.pk, step=step.value, state=state.value), by=by)
    return found


def _has_points(found: Round) -> bool:
    return Point.objects.filter(round=found).exists()


def _require_step(by: Actor, found: Round, step: Step) -> None:
    """Members begin and finish; publishing and all else is for those who answer for it."""
    if step == Step.PUBLISH:
        require(by, PUBLISH, found.place_id)
    elif step == Step.CHANGE:
        raise Incomplete({"step": _("A plan is changed by filling it in anew.")})
    elif not may(by, PLAN, found.place_id):
        inside = step != Step.CANCEL and is_member(by, found)
        if not inside:
            raise NotAllowed


def steps_open(actor: Actor, found: Round) -> list[Step]:
    """The steps that a page offers."""
    offered: list[Step] = []
    for step in STEPS.open_to(State(found.state)):
        duty = PUBLISH if step == Step.PUBLISH else PLAN
        inside = step in {Step.BEGIN, Step.FINISH, Step.RESUME} and is_member(actor, found)
        if step != Step.CHANGE and (may(actor, duty, found.place_id) or inside):
            offered.append(step)
    return offered


def _locked(round_id: int, by: Actor) -> Round:
    """Lock it for whoever knows of it; to others there is none."""
    round_for(by, round_id)
    found = lock_round(round_id)
    if found.is_secret and not (organises(by, found) or is_member(by, found)):
        raise NotAllowed
    return found
