"""What is asked when something is entered into a dossier: one list for page, program and check."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lingdang.cases.public import Case
from lingdang.dossiers.enums import (
    Consent,
    Holds,
    Kind,
    Outcome,
    PaperState,
    PartyRole,
    ReplyChannel,
)
from lingdang.dossiers.models import Service
from lingdang.dossiers.queries.mediators import mediators_at
from lingdang.dossiers.shelf import Dossier
from lingdang.standards.public import FieldType, Particular

if TYPE_CHECKING:
    from django.db.models import TextChoices

TEXT, LONG, NUMBER, DAY = FieldType.TEXT, FieldType.LONG, FieldType.NUMBER, FieldType.DAY
MOVES = (*(PaperState.COLLECTED, PaperState.HANDED_IN, PaperState.RETURNED, PaperState.NOT_NEEDED),)


@dataclass(frozen=True, slots=True)
class Ask(Particular):
    """A field with words for its choices, where the choices are codes."""

    labels: Mapping[str, str] = field(default_factory=dict)


def _text(name: str, title: str, *, required: bool = False, kind: str = TEXT) -> Ask:
    return Ask(name, title, kind, required)


def _choice(name: str, title: str, labels: Mapping[str, str], *, required: bool = True) -> Ask:
    return Ask(name, title, FieldType.CHOICE.value, required, list(labels), labels)


def _words(choices: "Iterable[TextChoices]") -> dict[str, str]:
    return {str(choice.value): str(choice.label) for choice in choices}


def asked_service(services: Iterable[Service]) -> Ask:
    """Which service is wanted: asked before there is a case, too."""
    return _choice("service", _("Service"), {each.code: each.name for each in services})


def _service(dossier: Dossier) -> list[Ask]:
    return [asked_service(dossier.shelf.services.values())]


def _consent(_dossier: Dossier) -> list[Ask]:
    return [_choice("consent", _("How consent was given"), _words(Consent))]


def _paper(dossier: Dossier) -> list[Ask]:
    return [
        _choice("paper", _("Paper"), {paper.name: paper.name for paper in dossier.papers}),
        _choice("state", _("Is now"), _words(MOVES)),
        _text("note", _("Remark")),
    ]


def _progress(_dossier: Dossier) -> list[Ask]:
    return [_text("note", _("How far it is"), required=True)]


def _delivery(_dossier: Dossier) -> list[Ask]:
    return [_text("note", _("What was brought, and to whom"), required=True)]


def _party(_dossier: Dossier) -> list[Ask]:
    return [
        _choice("role", _("Party"), _words(PartyRole)),
        _text("name", pgettext("of a person", "Name"), required=True),
        _text("phone", _("Phone")),
        _text("address", _("Address")),
    ]


def _session(dossier: Dossier) -> list[Ask]:
    group = mediators_at(dossier.case, dossier.shelf.mediators)
    return [
        Ask("held_on", _("Day"), DAY, required=True),
        _text("where", _("Where they met")),
        _choice("mediator", _("Mediator"), group),
        _choice("second", _("Second mediator"), group, required=False),
        _text("note", _("What was said"), kind=LONG),
    ]


def _agreement(_dossier: Dossier) -> list[Ask]:
    return [
        _choice("outcome", _("Outcome"), _words(Outcome)),
        _text("text", _("What was agreed"), required=True, kind=LONG),
        Ask("follow_up_on", _("Look again on"), DAY),
    ]


def _follow_up(_dossier: Dossier) -> list[Ask]:
    labels = {"yes": _("It holds"), "no": _("It does not hold")}
    return [_choice("kept", _("Does the agreement hold?"), labels)]


def _document(dossier: Dossier) -> list[Ask]:
    return [
        _choice("step", _("Legal step"), dossier.missing_documents),
        _text("number", _("Number of the document"), required=True),
        Ask("on", _("Day"), DAY, required=True),
        Ask("removed", _("Removed, m²"), NUMBER),
        _text("note", _("Remark")),
    ]


def _transfer(dossier: Dossier) -> list[Ask]:
    units = dossier.shelf.units
    return [
        _choice("unit", _("Body"), {code: unit.name for code, unit in units.items()}),
        _text("note", _("What it is asked to do"), required=True),
    ]


def _receipt(dossier: Dossier) -> list[Ask]:
    labels = {number: each.unit.name for number, each in dossier.waiting.items()}
    return [
        _choice("transfer", _("Hand-over"), labels),
        _text("receipt", _("Number of the receipt"), required=True),
    ]


def _reply(_dossier: Dossier) -> list[Ask]:
    return [
        _choice("channel", _("How they were told"), _words(ReplyChannel)),
        _text("text", _("What they were told"), required=True, kind=LONG),
    ]


ASKS: dict[Kind, tuple[Holds, Callable[[Dossier], list[Ask]]]] = {
    Kind.SERVICE: (Holds.ERRAND, _service),
    Kind.CONSENT: (Holds.ERRAND, _consent),
    Kind.PAPER: (Holds.ERRAND, _paper),
    Kind.PROGRESS: (Holds.ERRAND, _progress),
    Kind.DELIVERY: (Holds.ERRAND, _delivery),
    Kind.PARTY: (Holds.PARTIES, _party),
    Kind.SESSION: (Holds.SESSIONS, _session),
    Kind.AGREEMENT: (Holds.AGREEMENT, _agreement),
    Kind.FOLLOW_UP: (Holds.AGREEMENT, _follow_up),
    Kind.DOCUMENT: (Holds.DOCUMENTS, _document),
    Kind.TRANSFER: (Holds.TRANSFERS, _transfer),
    Kind.RECEIPT: (Holds.TRANSFERS, _receipt),
    Kind.REPLY: (Holds.REPLIES, _reply),
}


def holds(case: Case, what: Holds) -> bool:
    return case.procedure is not None and what.value in case.procedure.holds


def asked_for(case: Case, kinds: Iterable[Kind]) -> dict[Kind, list[Ask]]:
    """What entering each of these asks, of those that the procedure of the case holds."""
    dossier = Dossier.of(case)
    asked = {kind: ASKS[kind] for kind in kinds}
    return {kind: asks(dossier) for kind, (what, asks) in asked.items() if holds(case, what)}
