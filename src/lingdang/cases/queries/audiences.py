"""Whom a fact about a case concerns. Each function takes the case as it is now and the fact."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from lingdang.cases.enums import Source, State
from lingdang.cases.facts import CaseDispatched, CaseKept
from lingdang.cases.models import Case
from lingdang.cases.policies import DISPATCH, HANDLE, VERIFY, sees_inside
from lingdang.cases.queries.contacts import plain_contact
from lingdang.cases.queries.kin import reports_of
from lingdang.journal.public import Fact, facts_about
from lingdang.people.public import (
    Person,
    Role,
    actor_for,
    roles_with,
    serving_place,
    serving_unit,
)
from lingdang.places.public import tree
from lingdang.shifts.public import grid_team


@dataclass(frozen=True, slots=True)
class Audience:
    """Persons, bare telephone numbers, and units whose groups have a robot."""

    people: frozenset[int] = frozenset()
    phones: frozenset[str] = frozenset()
    units: frozenset[int] = frozenset()

    def __or__(self, other: "Audience") -> "Audience":
        return Audience(
            self.people | other.people, self.phones | other.phones, self.units | other.units
        )


def _where(case: Case, fact: Fact) -> int:
    """Where it happened; when that place has ended since, what was nearest above it."""
    places = tree()
    above = [int(pk) for pk in reversed(case.path.strip("/").split("/"))]
    known = (fact.place_id, case.place_id, *above)
    return next(pk for pk in (*known, places.root().id) if pk is not None and pk in places)


def _people(ids: Iterable[int | None]) -> Audience:
    return Audience(frozenset(pk for pk in ids if pk))


def _serving(case: Case, duty: str, place_id: int) -> list[int]:
    """Who holds a duty there; of a restricted case, who holds one of the roles it is for."""
    if case.procedure is None or not case.procedure.restricted:
        return serving_place(roles_with(duty), place_id)
    named = {name.partition("@")[0] for name in case.procedure.roles}
    return serving_place({role for role in Role if role in named}, place_id)


def reporter(case: Case, _fact: Fact | None = None) -> Audience:
    """Who reported it, by their account or by the number they left.

    Nobody, when anonymous, or when the procedure does not tell them how it goes on.
    """
    if case.anonymous or (case.procedure and not case.procedure.tells_reporter):
        return Audience()
    if case.reporter_id:
        return _people([case.reporter_id])
    phone = plain_contact(case).phone
    return Audience(phones=frozenset({phone} if phone else ()))


def reporters_of(case_id: int) -> list[tuple[Case, Audience]]:
    """Everybody who reported a matter, each with the report that is theirs."""
    case = Case.objects.select_related("procedure").get(pk=case_id)
    return [(report, reporter(report)) for report in reports_of(case)]


def in_hand(case_id: int) -> frozenset[int]:
    """Whose step is due now in a case."""
    case = Case.objects.select_related("procedure").get(pk=case_id)
    if case.state == State.DISPATCHED:
        return handlers_now(case).people
    duty = VERIFY if case.state == State.HANDLED else DISPATCH
    return frozenset(_serving(case, duty, case.place_id))


def grid_worker_on_duty(case: Case, fact: Fact) -> Audience:
    """Whoever the bell would ring now: the grid worker on duty, or who serves the place at all."""
    team = grid_team(_where(case, fact))
    workers = [one for one in team if one.role == Role.GRID_WORKER and one.on_duty] or team[:1]
    nearest = [one.person_id for one in workers if one.place_id == workers[0].place_id]
    return _people(nearest)


def handlers(_case: Case, fact: Fact) -> Audience:
    """Who has it in hand by this fact: the person named, else those who handle for the unit."""
    unit_id, handler_id = fact.data.get("unit_id"), fact.data.get("handler_id")
    if unit_id is None:
        return _people([handler_id])
    people = [handler_id] if handler_id else serving_unit(roles_with(HANDLE), unit_id)
    return Audience(frozenset(people), units=frozenset({unit_id}))


def handlers_now(case: Case, _fact: Fact | None = None) -> Audience:
    """Who has it in hand now, for facts that do not say."""
    if case.unit_id is None:
        return _people([case.handler_id])
    if case.handler_id:
        return _people([case.handler_id])
    return _people(serving_unit(roles_with(HANDLE), case.unit_id))


def successor(_case: Case, fact: Fact) -> Audience:
    return _people([fact.data["to_person_id"]])


def dispatchers(case: Case, fact: Fact) -> Audience:
    return _people(_serving(case, DISPATCH, _where(case, fact)))


def verifiers(case: Case, fact: Fact) -> Audience:
    """Four eyes: not whoever put it right."""
    found = _serving(case, VERIFY, _where(case, fact))
    return _people(pk for pk in found if pk != case.handled_by_id)


def next_hands(case: Case, fact: Fact) -> Audience:
    """Whose step is due, in the state that the fact names."""
    state = fact.data["state"]
    if state == State.DISPATCHED:
        return handlers(case, fact)
    return verifiers(case, fact) if state == State.HANDLED else dispatchers(case, fact)


def next_hands_and_leaders(case: Case, fact: Fact) -> Audience:
    """Whose step is due, and who answers for them."""
    above = serving_place({Role.LEADER, Role.SUPERVISOR}, _where(case, fact))
    unit_id = fact.data["unit_id"]
    of_unit = serving_unit({Role.LEADER}, unit_id) if unit_id else []
    return next_hands(case, fact) | _people([*above, *of_unit])


def handlers_of_the_whole(case: Case, fact: Fact) -> Audience:
    """Who leads the case that this one is a part of."""
    return handlers_now(case.parent, fact) if case.parent else Audience()


def handlers_before(case: Case, fact: Fact) -> Audience:
    """Who had it in hand by the last fact that gave it to somebody, before this one."""
    given = [CaseDispatched.name, CaseKept.name]
    last = facts_about([case.subject]).filter(name__in=given, pk__lt=fact.pk).last()
    return handlers(case, last) if last else Audience()


def undone(*steps: str) -> Callable[[Case, Fact], bool]:
    return lambda _case, fact: fact.data["step"] in steps


def by_residents(case: Case, _fact: Fact) -> bool:
    return case.source in {Source.RESIDENT, Source.HOTLINE, Source.OPEN311, Source.API}


def who_may_see(people: Collection[int], case: Case) -> list[int]:
    """Of staff, those who may see the case: a message tells nobody of what is hidden from them."""
    found = Person.objects.filter(pk__in=people)
    return [person.pk for person in found if sees_inside(actor_for(person), case)]
