"""What is asked when something is entered into a dossier: one list for page, program and check."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone
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
from lingdang.dossiers.models import Document, Paper, Service, Transfer
from lingdang.dossiers.queries.mediators import mediators_at
from lingdang.people.public import Unit
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


def asked_service() -> Ask:
    """Which service is wanted: asked before there is a case, too."""
    offered = Service.objects.filter(in_use=True).values_list("code", "name")
    return _choice("service", _("Service"), dict(offered))


def _service(_case: Case) -> list[Ask]:
    return [asked_service()]


def _consent(_case: Case) -> list[Ask]:
    return [_choice("consent", _("How consent was given"), _words(Consent))]


def _paper(case: Case) -> list[Ask]:
    papers = Paper.objects.filter(errand=case.pk).values_list("name", flat=True)
    return [
        _choice("paper", _("Paper"), {name: name for name in papers}),
        _choice("state", _("Is now"), _words(MOVES)),
        _text("note", _("Remark")),
    ]


def _progress(_case: Case) -> list[Ask]:
    return [_text("note", _("How far it is"), required=True)]


def _delivery(_case: Case) -> list[Ask]:
    return [_text("note", _("What was brought, and to whom"), required=True)]


def _party(_case: Case) -> list[Ask]:
    return [
        _choice("role", _("Party"), _words(PartyRole)),
        _text("name", pgettext("of a person", "Name"), required=True),
        _text("phone", _("Phone")),
        _text("address", _("Address")),
    ]


def _session(case: Case) -> list[Ask]:
    group = mediators_at(case)
    return [
        Ask("held_on", _("Day"), DAY, required=True),
        _text("where", _("Where they met")),
        _choice("mediator", _("Mediator"), group),
        _choice("second", _("Second mediator"), group, required=False),
        _text("note", _("What was said"), kind=LONG),
    ]


def _agreement(_case: Case) -> list[Ask]:
    return [
        _choice("outcome", _("Outcome"), _words(Outcome)),
        _text("text", _("What was agreed"), required=True, kind=LONG),
        Ask("follow_up_on", _("Look again on"), DAY),
    ]


def _follow_up(_case: Case) -> list[Ask]:
    labels = {"yes": _("It holds"), "no": _("It does not hold")}
    return [_choice("kept", _("Does the agreement hold?"), labels)]


def _document(case: Case) -> list[Ask]:
    return [
        _choice("step", _("Legal step"), missing_documents(case)),
        _text("number", _("Number of the document"), required=True),
        Ask("on", _("Day"), DAY, required=True),
        Ask("removed", _("Removed, m²"), NUMBER),
        _text("note", _("Remark")),
    ]


def _transfer(_case: Case) -> list[Ask]:
    units = Unit.objects.on(timezone.localdate()).order_by("path").values_list("code", "name")
    return [
        _choice("unit", _("Body"), dict(units)),
        _text("note", _("What it is asked to do"), required=True),
    ]


def _receipt(case: Case) -> list[Ask]:
    waiting = Transfer.objects.filter(case=case, received_at=None).select_related("unit")
    labels = {str(each.pk): each.unit.name for each in waiting}
    return [
        _choice("transfer", _("Hand-over"), labels),
        _text("receipt", _("Number of the receipt"), required=True),
    ]


def _reply(_case: Case) -> list[Ask]:
    return [
        _choice("channel", _("How they were told"), _words(ReplyChannel)),
        _text("text", _("What they were told"), required=True, kind=LONG),
    ]


def missing_documents(case: Case) -> dict[str, str]:
    """The legal steps that are still to come, in their order."""
    there = set(Document.objects.filter(case=case).values_list("step", flat=True))
    wanted = case.procedure.documents if case.procedure else []
    return {one["name"]: one["title"] for one in wanted if one["name"] not in there}


ASKS: dict[Kind, tuple[Holds, Callable[[Case], list[Ask]]]] = {
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
