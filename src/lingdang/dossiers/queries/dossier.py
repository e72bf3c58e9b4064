"""The dossier of a case as it reads: section by section, as its procedure holds them."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lingdang.cases.public import STEPS, Case, State, unmet
from lingdang.dossiers.asks import ASKS, holds
from lingdang.dossiers.enums import Consent, Holds, Kind, PaperState
from lingdang.dossiers.models import (
    Agreement,
    Document,
    Errand,
    Party,
    Reply,
    Session,
    Transfer,
)
from lingdang.people.public import cards, decrypt, mask_name, mask_phone


@dataclass(frozen=True, slots=True)
class Row:
    """What stands there, and the id by which it can be unmasked."""

    cells: list[str]
    party_id: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    what: str
    title: str
    head: list[str]
    rows: list[Row] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Missing:
    """What is still wanted before a step that could be next."""

    step: str
    wants: list[str]


def sections_of(case: Case) -> list[Section]:
    return [_SECTIONS[what](case) for what in Holds if holds(case, what)]


def missing_of(case: Case) -> list[Missing]:
    next_steps = STEPS.open_to(State(case.state))
    found = [Missing(str(step.label), unmet(case, step)) for step in next_steps]
    return [each for each in found if each.wants]


def enterable(case: Case) -> list[Kind]:
    """What may be entered now, in the order in which a page offers it."""
    if not case.is_open:
        return [Kind.FOLLOW_UP] if Agreement.objects.filter(pk=case.pk).exists() else []
    found = [kind for kind, (what, _asks) in ASKS.items() if holds(case, what)]
    shut: set[Kind] = set()
    if holds(case, Holds.ERRAND):
        shut |= _shut_of_errand(errand_of(case))
    if holds(case, Holds.AGREEMENT) and not Agreement.objects.filter(pk=case.pk).exists():
        shut.add(Kind.FOLLOW_UP)
    return [kind for kind in found if kind not in shut]


def _shut_of_errand(errand: Errand | None) -> set[Kind]:
    """First the service; then consent, once; the result once."""
    if errand is None:
        return {Kind.CONSENT, Kind.PAPER, Kind.PROGRESS, Kind.DELIVERY}
    shut = {Kind.SERVICE}
    if errand.consent:
        shut.add(Kind.CONSENT)
    if errand.delivered_at or not errand.consent:
        shut.add(Kind.DELIVERY)
    return shut


def errand_of(case: Case) -> Errand | None:
    """The errand of a case whose procedure holds one."""
    if not holds(case, Holds.ERRAND):
        return None
    return Errand.objects.select_related("service").filter(pk=case.pk).first()


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def _errand(case: Case) -> Section:
    errand = errand_of(case)
    head = [_("Paper"), _("Is now"), _("Since")]
    title = str(Holds.ERRAND.label)
    if errand is None:
        return Section(Holds.ERRAND, title, head)
    rows = [
        Row([paper.name, str(PaperState(paper.state).label), _moment(paper.moved_at)])
        for paper in errand.papers.all()
    ]
    consent = str(Consent(errand.consent).label) if errand.consent else _("not given yet")
    told = [
        (_("Service"), errand.service.name),
        (_("Consent"), f"{consent} {_moment(errand.consent_at)}".strip()),
        (_("Result handed over"), _moment(errand.delivered_at)),
    ]
    return Section(Holds.ERRAND, title, head, rows, told)


def _parties(case: Case) -> Section:
    rows = []
    for party in Party.objects.filter(case=case):
        known = json.loads(decrypt(party.cipher))
        cells = [
            str(party.get_role_display()),
            mask_name(known["name"]),
            mask_phone(known["phone"]),
        ]
        rows.append(Row(cells, party.pk))
    return Section(
        Holds.PARTIES,
        str(Holds.PARTIES.label),
        [_("Party"), pgettext("of a person", "Name"), _("Phone")],
        rows,
    )


def _sessions(case: Case) -> Section:
    sessions = list(Session.objects.filter(case=case))
    people = cards({person for session in sessions for person in session.mediators})
    rows = [
        Row(
            [
                _day(session.held_on),
                session.where,
                "、".join(people[pk].display for pk in session.mediators if pk in people),
                decrypt(session.cipher),
            ]
        )
        for session in sessions
    ]
    head = [_("Day"), _("Where they met"), _("Mediator"), _("What was said")]
    return Section(Holds.SESSIONS, str(Holds.SESSIONS.label), head, rows)


def _agreement(case: Case) -> Section:
    title = str(Holds.AGREEMENT.label)
    agreement = Agreement.objects.filter(pk=case.pk).first()
    if agreement is None:
        return Section(Holds.AGREEMENT, title, [])
    holds_now = {True: _("It holds"), False: _("It does not hold"), None: ""}[agreement.kept]
    told = [
        (_("Outcome"), str(agreement.get_outcome_display())),
        (_("What was agreed"), decrypt(agreement.cipher)),
        (_("Look again on"), _day(agreement.follow_up_on)),
        (_("Does the agreement hold?"), holds_now),
    ]
    return Section(Holds.AGREEMENT, title, [], told=told)


def _documents(case: Case) -> Section:
    titles = {one["name"]: one["title"] for one in case.procedure.documents}  # type: ignore[union-attr]  # holds() said so
    found = {document.step: document for document in Document.objects.filter(case=case)}
    rows = []
    for step, title in titles.items():
        document = found.get(step)
        cells = ["", "", "", ""]
        if document:
            removed = f"{document.removed.normalize():f}" if document.removed else ""
            cells = [document.number, _day(document.on), removed, document.note]
        rows.append(Row([title, *cells]))
    head = [_("Legal step"), _("Number of the document"), _("Day"), _("Removed, m²"), _("Remark")]
    return Section(Holds.DOCUMENTS, str(Holds.DOCUMENTS.label), head, rows)


def _replies(case: Case) -> Section:
    rows = [
        Row([_moment(reply.at), str(reply.get_channel_display()), decrypt(reply.cipher)])
        for reply in Reply.objects.filter(case=case)
    ]
    head = [_("When"), _("How they were told"), _("What they were told")]
    return Section(Holds.REPLIES, str(Holds.REPLIES.label), head, rows)


def _transfers(case: Case) -> Section:
    rows = [
        Row(
            [
                each.unit.name,
                decrypt(each.cipher),
                _moment(each.sent_at),
                each.receipt or _("no receipt yet"),
            ]
        )
        for each in Transfer.objects.filter(case=case).select_related("unit")
    ]
    head = [_("Body"), _("What it is asked to do"), _("Handed over"), _("Number of the receipt")]
    return Section(Holds.TRANSFERS, str(Holds.TRANSFERS.label), head, rows)


_SECTIONS: dict[Holds, Callable[[Case], Section]] = {
    Holds.ERRAND: _errand,
    Holds.PARTIES: _parties,
    Holds.SESSIONS: _sessions,
    Holds.AGREEMENT: _agreement,
    Holds.DOCUMENTS: _documents,
    Holds.REPLIES: _replies,
    Holds.TRANSFERS: _transfers,
}
