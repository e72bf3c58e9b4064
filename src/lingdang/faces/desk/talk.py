"""What the page of a case shows of what was said, and what this person may say."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lingdang.cases.public import Case, reports_of
from lingdang.evidence.public import PhotoCard
from lingdang.faces.desk.forms.talks import AnswerForm, AskForm, NoteForm, ReplyForm, SayForm
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.talks.public import Audience, Kind, Said, conversation, may_note, may_talk

ASK, ANSWER, REPLY, NOTE = "ask", "answer", "reply", "note"
LABELS: dict[str, str | Promise] = {
    ASK: _("Ask the reporter"),
    ANSWER: _("Write down their answer"),
    REPLY: _("Reply to the reporter"),
    NOTE: _("Internal note"),
}
_COLOURS = {Audience.EVERYONE: "green", Audience.REPORTER: "blue", Audience.STAFF: "grey"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was said; ``number`` is that of the other report it was said by."""

    said: Said
    colour: str
    number: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Something this person may say now, with its form."""

    name: str
    label: str | Promise
    form: SayForm
    open: bool


@dataclass(frozen=True, slots=True)
class Talk:
    lines: list[Line]
    offers: list[Offer]


def lines_of(said: Sequence[Said], reports: Sequence[Case]) -> list[Line]:
    numbers = {report.pk: report.number for report in reports if len(reports) > 1}
    return [
        Line(one, _COLOURS[one.audience], numbers.get(one.report_id or one.case_id, ""))
        for one in said
    ]


def photos_said(lines: Sequence[Line]) -> list[tuple[str | Promise, list[PhotoCard]]]:
    """Photographs that came with words, by the kind of what was said."""
    by_kind = {
        kind: list(
            chain.from_iterable(line.said.photos for line in lines if line.said.kind == kind)
        )
        for kind in Kind
    }
    return [(kind.label, photos) for kind, photos in by_kind.items() if photos]


def talk_of(actor: Actor, case: Case, refused: tuple[str, SayForm] | None = None) -> Talk:
    said, reports = conversation(actor, case), reports_of(case)
    offers = {
        name: Offer(name, LABELS[name], _form(name, case, said, len(reports)), open=False)
        for name in _names(actor, case, said, reports)
    }
    if refused:
        name, form = refused
        offers[name] = Offer(name, LABELS[name], form, open=True)
    return Talk(lines_of(said, reports), list(offers.values()))


def _names(actor: Actor, case: Case, said: list[Said], reports: Sequence[Case]) -> list[str]:
    found = []
    if may_talk(actor, case):
        found.append(REPLY)
        if any(one.is_open for one in said):
            found.append(ANSWER)
        if case.is_open and any(report.is_reachable for report in reports):
            found.append(ASK)
    return [*found, NOTE] if may_note(actor, case) else found


def form_of(name: str, actor: Actor, case: Case, *sent: Any) -> SayForm:
    """The form of something that this person may say."""
    may = may_note if name == NOTE else may_talk
    if name not in LABELS or not may(actor, case):
        raise NotAllowed
    return _form(name, case, conversation(actor, case), len(reports_of(case)), *sent)


def _form(name: str, case: Case, said: list[Said], reporters: int, *sent: Any) -> SayForm:
    named = {"auto_id": f"id_{name}_%s"}
    if name == REPLY:
        return ReplyForm(case, reporters, *sent, **named)
    if name == NOTE:
        return NoteForm(case, said, *sent, **named)
    return (AskForm if name == ASK else AnswerForm)(*sent, **named)
