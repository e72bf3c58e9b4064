"""What the desk shows of notices: rows of the list, and one as residents see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import pgettext_lazy

from lingdang.evidence.public import PhotoCard, photos_of
from lingdang.faces.desk import names
from lingdang.notices.public import STEPS, Notice, State, Step, versions_of
from lingdang.people.public import cards

_COLOURS = {State.DRAFT: "grey", State.PUBLISHED: "green", State.WITHDRAWN: "amber"}
_HAPPENED = {
    "notices.written.v1": pgettext_lazy("what happened to a notice", "written"),
    "notices.published.v1": pgettext_lazy("what happened to a notice", "published"),
    "notices.corrected.v1": pgettext_lazy("what happened to a notice", "corrected"),
    "notices.withdrawn.v1": pgettext_lazy("what happened to a notice", "withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Row:
    notice: Notice
    place: str
    colour: str


@dataclass(frozen=True, slots=True)
class Version:
    at: datetime
    who: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    row: Row
    photos: list[PhotoCard]
    versions: list[Version]
    may_publish: bool
    may_write: bool
    may_withdraw: bool


def rows_of(notices: Iterable[Notice]) -> list[Row]:
    return [_row(one) for one in notices]


def _row(notice: Notice) -> Row:
    return Row(notice, names.place_name(notice.place_id), _COLOURS[State(notice.state)])


def preview_of(notice: Notice) -> Preview:
    open_to = STEPS.open_to(State(notice.state))
    return Preview(
        row=_row(notice),
        photos=photos_of(notice.subject),
        versions=_versions(notice),
        may_publish=Step.PUBLISH in open_to,
        may_write=Step.REWRITE in open_to or Step.CORRECT in open_to,
        may_withdraw=Step.WITHDRAW in open_to,
    )


def _versions(notice: Notice) -> list[Version]:
    facts = versions_of(notice)
    people = cards(fact.person_id for fact in facts)
    return [
        Version(
            at=fact.at,
            who=people[fact.person_id].display if fact.person_id in people else "",
            label=str(_HAPPENED.get(fact.name, fact.name)),
            text=str(fact.data.get("text") or fact.data.get("reason") or ""),
        )
        for fact in facts
    ]
