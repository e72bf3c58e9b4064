"""Builders for the tests of other rooms: dull, valid, and changed by keyword."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from lingdang.cases.enums import Channel, Source, State
from lingdang.cases.models import Case
from lingdang.cases.queries.lists import lock_case
from lingdang.cases.services import transitions
from lingdang.cases.services.clock import start_clock
from lingdang.cases.services.transitions import CHANGING
from lingdang.journal.public import Event, Fact, record
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.kernel.errors import DomainError
from lingdang.people.public import Role, Unit, actor_for
from lingdang.people.testing import a_person, a_post, a_unit
from lingdang.places.public import Place, tree
from lingdang.places.testing import SmallDistrict, a_district
from lingdang.standards.public import Category
from lingdang.standards.testing import a_category

BUILDER = Actor.process("test")


@transaction.atomic
def a_case(
    state: State = State.RECEIVED,
    *,
    place: Place | None = None,
    unit: Unit | None = None,
    handler: Actor | None = None,
    handled_by: Actor | None = None,
    category: Category | None = None,
    at: datetime | None = None,
    **more: Any,
) -> Case:
    """A case taken to a state by the step table, with its facts; ``more`` are its fields.

    Without a unit or a handler it is dispatched to a new unit.
    """
    now = at or timezone.now()
    node = tree().node(place.pk) if place else tree().root()
    more.setdefault("description", "垃圾桶旁堆着建筑垃圾")
    more.setdefault("source", Source.RESIDENT)
    more.setdefault("received_at", now)
    case = Case(
        place_id=node.id, origin_place_id=node.id, path=node.path, located_how="chosen", **more
    )
    case.category, case.changed_at = category, now
    start_clock(case, now)
    case.save(force_insert=True)
    record(transitions.received(case, []), by=BUILDER, at=now)
    for event in _steps_to(state, case, unit=unit, handler=handler, handled_by=handled_by, at=now):
        case.save(update_fields=CHANGING)
        record(event, by=BUILDER, at=now)
    return lock_case(case.pk)


def _steps_to(
    state: State,
    case: Case,
    *,
    unit: Unit | None,
    handler: Actor | None,
    handled_by: Actor | None,
    at: datetime,
) -> Iterator[Event]:
    """The shortest way there, one event per step."""
    if state == State.REFUSED:
        yield transitions.refused(case, reason="不属于受理范围", at=at)
    if state == State.WITHDRAWN:
        yield transitions.withdrawn(case, reason="不需要了", at=at)
    if state == State.MERGED:
        yield transitions.merged(case, into=a_case(place=case.place), at=at)
    if state in {State.RECEIVED, State.REFUSED, State.WITHDRAWN, State.MERGED}:
        return
    category = case.category or Category.objects.first() or a_category()
    yield transitions.filed(case, category=category, at=at)
    if state == State.FILED:
        return
    if handler and handler.person_id and unit is None:
        yield transitions.kept(case, handler_id=handler.person_id, at=at)
    else:
        unit_id = (unit or a_unit()).pk
        yield transitions.dispatched(case, unit_id=unit_id, handler_id=None, at=at)
    who = (handled_by or handler or BUILDER).person_id
    rest: list[Callable[[], Event]] = [
        lambda: transitions.handled(
            case, outcome="已清理", level="grid", person_id=who, photo_ids=[], at=at
        ),
        lambda: transitions.verified(case, note="", person_id=None, at=at),
        lambda: transitions.called_back(
            case, settled=True, stars=5, channel=Channel.PHONE, comment="", at=at
        ),
        lambda: transitions.closed(case, at=at),
    ]
    way = [State.DISPATCHED, State.HANDLED, State.VERIFIED, State.CALLED_BACK, State.CLOSED]
    for step in rest[: way.index(state)]:
        yield step()


def told(case: Case) -> list[str]:
    """What the journal says of a case, in short."""
    names = Fact.objects.filter(subject=case.subject).order_by("id").values_list("name", flat=True)
    return [name.split(".")[1].removeprefix("case_") for name in names]


def race(calls: list[Callable[[], object]]) -> list[DomainError | None]:
    """Call all of them at once; the refusals, none for what went through."""

    def called(call: Callable[[], object]) -> DomainError | None:
        try:
            call()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(called, calls))


@dataclass(frozen=True, slots=True)
class Cast:
    """Named people in the small district, each ready to act."""

    ground: SmallDistrict
    unit: Unit
    grid_worker: Actor
    neighbour: Actor  # grid worker of the next grid
    community: Actor  # dispatcher of the village
    dispatcher: Actor  # of the town
    unit_handler: Actor
    verifier: Actor
    supervisor: Actor
    leader: Actor
    discipline_officer: Actor
    other_officer: Actor  # of the same office
    mediator: Actor  # of the village
    resident: Actor
    other_resident: Actor
    other_dispatcher: Actor  # of another town
    system_admin: Actor
    stranger: Actor = ANYONE

    def __getitem__(self, name: str) -> Actor:
        actor = getattr(self, name)
        if not isinstance(actor, Actor):
            raise KeyError(name)
        return actor


def cast() -> Cast:
    ground = a_district()
    unit = a_unit(place=ground.district)

    def staff(role: Role, place: Place | None = None, unit: Unit | None = None) -> Actor:
        person = a_person()
        a_post(person, role, place=place, unit=unit)
        return actor_for(person)

    return Cast(
        ground=ground,
        unit=unit,
        grid_worker=staff(Role.GRID_WORKER, ground.grid),
        neighbour=staff(Role.GRID_WORKER, ground.next_grid),
        community=staff(Role.DISPATCHER, ground.village),
        dispatcher=staff(Role.DISPATCHER, ground.town),
        unit_handler=staff(Role.UNIT_HANDLER, unit=unit),
        verifier=staff(Role.VERIFIER, ground.town),
        supervisor=staff(Role.SUPERVISOR, ground.town),
        leader=staff(Role.LEADER, ground.town),
        discipline_officer=staff(Role.DISCIPLINE_OFFICER, ground.town),
        other_officer=staff(Role.DISCIPLINE_OFFICER, ground.town),
        mediator=staff(Role.MEDIATOR, ground.village),
        resident=actor_for(a_person()),
        other_resident=actor_for(a_person()),
        other_dispatcher=staff(Role.DISPATCHER, ground.other_town),
        system_admin=staff(Role.SYSTEM_ADMIN, ground.district),
    )
