"""What the desk shows of dispatching: marks of a list, a case's proposal and its moves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from lingdang.cases.public import Case, State, Step, may_assign, steps_for
from lingdang.dispatching.public import (
    Mark,
    explanation_of,
    marks_of,
    may_supervise,
    may_urge,
    supervision_of,
    team_at,
)
from lingdang.faces.desk.forms.dispatching import (
    AssignForm,
    NoteForm,
    SettleForm,
    SuperviseForm,
    UrgeForm,
    people_of,
)
from lingdang.faces.desk.forms.fields import DeskForm
from lingdang.faces.desk.states import Badge
from lingdang.kernel.actor import Actor
from lingdang.people.public import Holder, Role, cards
from lingdang.shifts.public import Station

SUPERVISED, URGED = gettext_lazy("supervised"), gettext_lazy("urged")
_ORDER = ("settle", "assign", "urge", "supervise", "lift")


@dataclass(frozen=True, slots=True)
class Move:
    """What this person may do about a case that is no step of it, with its form."""

    name: str
    label: str | Promise
    form: DeskForm
    open: bool = False


LABELS = {
    "settle": pgettext_lazy("move", "Settle on the spot"),
    "assign": pgettext_lazy("move", "Give to a person"),
    "urge": pgettext_lazy("move", "Urge"),
    "supervise": pgettext_lazy("move", "Put under supervision"),
    "lift": pgettext_lazy("move", "Lift the supervision"),
}


def badges(mark: Mark | None) -> list[Badge]:
    """``督办`` in red, ``催办×3`` in amber: a word and a colour."""
    if mark is None:
        return []
    found = [Badge(str(SUPERVISED), "red")] if mark.until else []
    if mark.urges:
        found.append(Badge(f"{URGED} ×{mark.urges}", "amber"))
    return found


def of_case(actor: Actor, case: Case, refused: tuple[str, DeskForm] | None) -> dict[str, Any]:
    """Fill what the page of a case shows of dispatching."""
    explained = explanation_of(case)
    steps = steps_for(actor, case)
    return {
        "marks": badges(marks_of([case.pk]).get(case.pk)) if case.is_open else [],
        "watch": supervision_of(case),
        "explained": explained,
        "may_confirm": bool(
            explained
            and explained.waits
            and explained.proposal.names_somebody
            and {Step.DISPATCH, Step.KEEP} & {*steps}
        ),
        "moves": _moves(actor, case, steps, refused),
    }


def _moves(
    actor: Actor, case: Case, steps: list[Step], refused: tuple[str, DeskForm] | None
) -> list[Move]:
    name, form = refused or ("", None)
    return [
        Move(one, LABELS[one], form if form and one == name else made, open=one == name)
        for one in _ORDER
        if (made := form_of(one, actor, case, steps))
    ]


type _Made = DeskForm | None


def form_of(name: str, actor: Actor, case: Case, steps: list[Step], *sent: Any) -> _Made:
    """Make the form of a move, if this person may make it now."""
    maker = _FORMS.get(name)
    return maker(actor, case, steps, *sent) if maker else None


def _named(name: str) -> dict[str, str]:
    return {"auto_id": f"id_{name}_%s"}


def _settle(actor: Actor, case: Case, steps: list[Step], *sent: Any) -> _Made:
    waiting = case.state in {State.RECEIVED, State.FILED}
    works_there = actor.person_id in {post.person_id for post in team_at(_station(case))}
    may = waiting and works_there and Step.KEEP in steps
    return SettleForm(*sent, **_named("settle")) if may else None


def _assign(actor: Actor, case: Case, _steps: list[Step], *sent: Any) -> _Made:
    if case.state != State.DISPATCHED or not may_assign(actor, case):
        return None
    people = people_of(case, shown(team_at(_station(case))))
    return AssignForm(people, *sent, **_named("assign")) if people else None


def _urge(actor: Actor, case: Case, _steps: list[Step], *sent: Any) -> _Made:
    return UrgeForm(*sent, **_named("urge")) if may_urge(actor, case) else None


def _supervise(actor: Actor, case: Case, _steps: list[Step], *sent: Any) -> _Made:
    may = may_supervise(actor, case) and supervision_of(case) is None
    return SuperviseForm(*sent, **_named("supervise")) if may else None


def _lift(actor: Actor, case: Case, _steps: list[Step], *sent: Any) -> _Made:
    may = may_supervise(actor, case) and supervision_of(case) is not None
    return NoteForm(*sent, **_named("lift")) if may else None


_FORMS: dict[str, Callable[..., _Made]] = {
    "settle": _settle,
    "assign": _assign,
    "urge": _urge,
    "supervise": _supervise,
    "lift": _lift,
}


def _station(case: Case) -> Station:
    return Station(unit_id=case.unit_id) if case.unit_id else Station(place_id=case.place_id)


def shown(team: list[Holder]) -> dict[int, str]:
    """``张* · 网格员 · 138****1234``, for choosing: two of one surname differ by their phones."""
    known = cards(post.person_id for post in team)
    return {
        post.person_id: " · ".join(
            part
            for part in (
                known[post.person_id].display,
                str(Role(post.role).label),
                known[post.person_id].phone,
                _hours(post),
            )
            if part
        )
        for post in team
        if post.person_id in known
    }


def _hours(post: Holder) -> str:
    if post.duty_from is None or post.duty_to is None:
        return ""
    return f"{post.duty_from:%H:%M}–{post.duty_to:%H:%M}"
