"""One step of a history, replayed as the step table has it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases import enums
from lingdang.cases.enums import Channel
from lingdang.cases.errors import AlreadyAtTop, NotByTheHandler
from lingdang.cases.models import Case
from lingdang.cases.models.case_rules import LONGEST_TOLD
from lingdang.cases.policies import is_handler
from lingdang.cases.services import transitions
from lingdang.journal.public import Event
from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import cell
from lingdang.kernel.texts import optional_text, required_text
from lingdang.places.public import tree
from lingdang.standards.public import Category, Standard, handbook

_MOST_STARS = 5


class Names(Protocol):
    """Who and what a sheet may name."""

    def category(self, code: str) -> Category | None: ...
    def unit(self, code: str) -> int: ...
    def person(self, login: str, column: str = ...) -> int: ...


@dataclass(frozen=True, slots=True)
class Step:
    """One element of the ``steps`` cell."""

    said: Mapping[str, Any]
    names: Names

    @property
    def step(self) -> enums.Step:
        name = self.said.get("step")
        if name not in _REPLAYED:
            raise cell("steps", _("There is no step “%(step)s”.") % {"step": name})
        return enums.Step(str(name))

    def text(self, key: str) -> str:
        return required_text(key, str(self.said.get(key) or ""), LONGEST_TOLD)

    def words(self, key: str) -> str:
        return optional_text(key, str(self.said.get(key) or ""), LONGEST_TOLD)

    def handler(self) -> int | None:
        login = self.said.get("handler")
        return self.names.person(str(login), "handler") if login else None


def replay(case: Case, step: Step, *, by: Actor, at: datetime) -> Event:
    return _REPLAYED[step.step](case, step, by, at)


def _file(case: Case, step: Step, _by: Actor, at: datetime) -> Event:
    category = step.names.category(str(step.said.get("category") or "")) or case.category
    if category is None:
        raise cell("category", _("This is missing."))
    return transitions.filed(case, category=category, standard=_standard(category, step, at), at=at)


def _standard(category: Category, step: Step, at: datetime) -> Standard | None:
    """The standard that a history names by its number, as the edition of that day has it."""
    wanted = step.said.get("standard")
    if wanted is None:
        return None
    for standard in handbook().standards(category.code, timezone.localtime(at).date()):
        if standard.number == wanted:
            return standard
    raise cell("standard", _("This category had no such standard then."))


def _dispatch(case: Case, step: Step, _by: Actor, at: datetime) -> Event:
    unit_id = step.names.unit(step.text("unit"))
    return transitions.dispatched(case, unit_id=unit_id, handler_id=step.handler(), at=at)


def _keep(case: Case, step: Step, by: Actor, at: datetime) -> Event:
    handler_id = step.handler() or by.person_id
    if handler_id is None:
        raise cell("handler", _("This is missing."))
    return transitions.kept(case, handler_id=handler_id, at=at)


def _pass_up(case: Case, step: Step, _by: Actor, at: datetime) -> Event:
    above = tree().parent(case.place_id)
    if above is None:
        raise AlreadyAtTop
    return transitions.passed_up(case, to=above, reason=step.text("reason"), at=at)


def _handle(case: Case, step: Step, by: Actor, at: datetime) -> Event:
    return transitions.handled(
        case,
        outcome=step.text("outcome"),
        level=tree().node(case.place_id).level,
        person_id=by.person_id,
        photo_ids=[],
        at=at,
    )


def _verify(case: Case, step: Step, by: Actor, at: datetime) -> Event:
    if by.person_id is not None and is_handler(by, case):
        raise NotByTheHandler
    return transitions.verified(case, note=step.words("note"), person_id=by.person_id, at=at)


def _call_back(case: Case, step: Step, by: Actor, at: datetime) -> Event:
    if by.person_id is not None and is_handler(by, case):
        raise NotByTheHandler
    settled, stars = step.said.get("settled"), step.said.get("stars")
    channel = step.said.get("channel") or Channel.PHONE.value
    if not isinstance(settled, bool):
        raise cell("settled", _("Write true or false."))
    if stars is not None and stars not in range(1, _MOST_STARS + 1):
        raise cell("stars", _("Give one to five stars, or none."))
    if channel not in Channel.values:
        raise cell("channel", _("There is no such way of asking."))
    return transitions.called_back(
        case,
        settled=settled,
        stars=stars,
        channel=Channel(channel),
        comment=step.words("comment"),
        at=at,
    )


def _close(case: Case, _step: Step, _by: Actor, at: datetime) -> Event:
    if case.settled is False:
        raise cell("steps", _("What is not settled cannot be closed."))
    return transitions.closed(case, at=at)


def _conclude(case: Case, _step: Step, _by: Actor, at: datetime) -> Event:
    if case.handled_by_id is not None:
        raise cell("steps", _("Whoever handled it is known: verify it and call back."))
    return transitions.concluded(case, at=at)


def _for_a_reason(change: Callable[..., Event]) -> Callable[[Case, Step, Actor, datetime], Event]:
    def replayed(case: Case, step: Step, _by: Actor, at: datetime) -> Event:
        return change(case, reason=step.text("reason"), at=at)

    return replayed


_REPLAYED: dict[str, Callable[[Case, Step, Actor, datetime], Event]] = {
    enums.Step.FILE: _file,
    enums.Step.REFUSE: _for_a_reason(transitions.refused),
    enums.Step.DISPATCH: _dispatch,
    enums.Step.KEEP: _keep,
    enums.Step.PASS_UP: _pass_up,
    enums.Step.RECALL: _for_a_reason(transitions.recalled),
    enums.Step.HANDLE: _handle,
    enums.Step.RETURN: _for_a_reason(transitions.returned),
    enums.Step.VERIFY: _verify,
    enums.Step.CALL_BACK: _call_back,
    enums.Step.CLOSE: _close,
    enums.Step.CONCLUDE: _conclude,
    enums.Step.REOPEN: _for_a_reason(transitions.reopened),
    enums.Step.WITHDRAW: _for_a_reason(transitions.withdrawn),
}
