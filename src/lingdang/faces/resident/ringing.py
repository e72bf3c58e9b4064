"""A call as who rang sees it: what is happening, and what happened before, in plain words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lingdang.calls.public import OPEN, Level, State, Story, Told, call_of, story
from lingdang.faces.resident.matters import Matter
from lingdang.kernel.errors import NotFound

_POLL = {State.RINGING: 3, State.UNANSWERED: 10}  # seconds between two looks


@dataclass(frozen=True, slots=True)
class Line:
    """One level; ``who`` answered or is rung: nobody is named for not having answered."""

    words: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ringing:
    story: Story

    @property
    def state(self) -> str:
        return self.story.state.value

    @property
    def seen(self) -> str:
        """What a page shows: while it is this, it need not be sent again."""
        return f"{self.state}-{self.story.call.level}"

    @property
    def poll(self) -> int | None:
        return _POLL.get(self.story.state)

    @property
    def open(self) -> bool:
        return self.story.state in OPEN

    @property
    def headline(self) -> str:
        told = self.story
        if told.state != State.RINGING:
            return _endings()[told.state]
        tried = any(step.people for step in told.steps[:-1])
        return _headlines(tried=tried)[Level(told.call.level)]

    @property
    def whom(self) -> list[tuple[str, str, str]]:
        """Who answered, else whom it rings: name, role, number."""
        told = self.story
        ringing_now = told.now.people if told.now else []
        people = [told.answered_by] if told.answered_by else ringing_now
        return [(one.name, one.role, one.phone) for one in people]

    @property
    def phone(self) -> tuple[str, str]:
        """The first of them who may be called: name and number."""
        return next(((name, phone) for name, _role, phone in self.whom if phone), ("", ""))

    @property
    def lines(self) -> list[Line]:
        """Newest first."""
        return [
            Line(f"{step.level.label} · {_outcome(step)}", self._named(step), step.rung_at)
            for step in reversed(self.story.steps)
        ]

    def _named(self, step: Told) -> str:
        if step.answered:
            return self.whom[0][0]
        return ", ".join(one.name for one in step.people) if step.now else ""


def ringing(matter: Matter) -> Ringing:
    call = call_of(matter.case)
    if call is None:
        raise NotFound
    return Ringing(story(call))


def _endings() -> dict[State, str]:
    return {
        State.ANSWERED: _("Somebody has answered"),
        State.UNANSWERED: _("Nobody has answered yet"),
        State.CANCELLED: _("The call is cancelled"),
    }


def _headlines(*, tried: bool) -> dict[Level, str]:
    if tried:
        return {
            Level.GRID: _("Nobody answered: now ringing the grid worker"),
            Level.COMMUNITY: _("Nobody answered: now ringing the community"),
            Level.STREET: _("Nobody answered: now ringing the street"),
        }
    return {
        Level.GRID: _("Ringing the grid worker"),
        Level.COMMUNITY: _("Ringing the community"),
        Level.STREET: _("Ringing the street"),
    }


def _outcome(step: Told) -> str:
    if step.answered:
        return pgettext("a level of a call", "answered")
    if step.now:
        return pgettext("a level of a call", "ringing now")
    if step.people:
        return pgettext("a level of a call", "no answer")
    return pgettext("a level of a call", "nobody on duty")
