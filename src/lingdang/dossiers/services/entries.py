"""What entering each kind of thing changes. In memory: the caller locks and puts the shelf back.

Each function returns the words by which the timeline calls what was entered.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.dossiers.enums import Consent, Kind, Outcome, PaperState, ReplyChannel
from lingdang.dossiers.errors import AlreadyThere, NoConsent, OutOfOrder, ServiceChosen
from lingdang.dossiers.models import (
    Agreement,
    Document,
    Errand,
    Paper,
    Party,
    Reply,
    Session,
    Transfer,
)
from lingdang.dossiers.models.beside import LARGEST_AREA
from lingdang.dossiers.shelf import Dossier
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.people.public import encrypt

_WITH_CONSENT = {PaperState.COLLECTED, PaperState.HANDED_IN}


@dataclass(frozen=True, slots=True)
class Entering:
    """One thing on its way into a dossier: checked already, under the lock of its case."""

    dossier: Dossier
    said: Mapping[str, Any]
    by: Actor
    at: datetime
    photos: list[int] = field(default_factory=list)

    @property
    def case_id(self) -> int:
        return self.dossier.case.pk

    def add(self, thing: Model) -> None:
        self.dossier.shelf.add(thing)

    def change(self, thing: Model) -> None:
        self.dossier.shelf.change(thing)


def _errand(this: Entering) -> Errand:
    if this.dossier.errand is None:
        raise NotFound
    return this.dossier.errand


def _service(this: Entering) -> str:
    shelf = this.dossier.shelf
    if this.dossier.errand:
        raise ServiceChosen
    service = shelf.services[this.said["service"]]
    errand = Errand(case_id=this.case_id, service=service, consent="")
    shelf.errands[this.case_id] = errand
    this.dossier.papers.extend(Paper(errand=errand, name=name) for name in service.papers)
    for thing in (errand, *this.dossier.papers):
        this.add(thing)
    return service.name


def _consent(this: Entering) -> str:
    errand = _errand(this)
    if errand.consent:
        raise AlreadyThere
    errand.consent, errand.consent_at = this.said["consent"], this.at
    errand.consent_noted_by_id = this.by.person_id
    this.change(errand)
    return str(Consent(errand.consent).label)


def _paper(this: Entering) -> str:
    errand, state = _errand(this), PaperState(this.said["state"])
    if state in _WITH_CONSENT and not errand.consent:
        raise NoConsent
    paper = next(each for each in this.dossier.papers if each.name == this.said["paper"])
    paper.state, paper.moved_at = state.value, this.at
    this.change(paper)
    return _joined(paper.name, str(state.label), this.said.get("note"))


def _progress(this: Entering) -> str:
    _errand(this)
    return str(this.said["note"])


def _delivery(this: Entering) -> str:
    errand = _errand(this)
    if not errand.consent:
        raise NoConsent
    if errand.delivered_at:
        raise AlreadyThere
    errand.delivered_at = this.at
    this.change(errand)
    return str(this.said["note"])


def _party(this: Entering) -> str:
    known = {name: this.said.get(name, "") for name in ("name", "phone", "address")}
    party = Party(case_id=this.case_id, role=this.said["role"], cipher=_sealed(known))
    this.add(party)
    return str(party.get_role_display())


def _session(this: Entering) -> str:
    held_on = _past_day(this.said["held_on"], "held_on")
    who = dict.fromkeys(this.said[name] for name in ("mediator", "second") if this.said.get(name))
    session = Session(
        case_id=this.case_id,
        held_on=held_on,
        where=this.said.get("where", "")[:200],
        mediators=[int(person) for person in who],
        cipher=encrypt(this.said.get("note", "")),
    )
    this.add(session)
    return held_on.isoformat()


def _agreement(this: Entering) -> str:
    """What is agreed anew takes the place of what was agreed before."""
    agreement = this.dossier.agreement
    if agreement is None:
        agreement = this.dossier.shelf.agreements[this.case_id] = Agreement(case_id=this.case_id)
        this.add(agreement)
    looks = this.said.get("follow_up_on")
    agreement.outcome, agreement.cipher = this.said["outcome"], encrypt(this.said["text"])
    agreement.follow_up_on = date.fromisoformat(looks) if looks else None
    agreement.followed_up_at = agreement.kept = None
    this.change(agreement)
    return str(Outcome(agreement.outcome).label)


def _follow_up(this: Entering) -> str:
    agreement = this.dossier.agreement
    if agreement is None:
        raise NotFound
    agreement.kept, agreement.followed_up_at = this.said["kept"] == "yes", this.at
    this.change(agreement)
    return _("It holds") if agreement.kept else _("It does not hold")


def _document(this: Entering) -> str:
    there = this.dossier.documents
    step, title = next(iter(this.dossier.missing_documents.items()))
    if this.said["step"] != step:
        raise OutOfOrder(before=title)
    on = _past_day(this.said["on"], "on")
    if there and on < there[-1].on:
        raise Incomplete({"on": _("This is before the step that went before it.")})
    document = Document(
        case_id=this.case_id,
        step=step,
        position=there[-1].position + 1 if there else 0,
        number=this.said["number"][:80],
        on=on,
        note=this.said.get("note", ""),
        removed=_area(this.said.get("removed")),
        photo_ids=this.photos,
        by_id=this.by.person_id,
    )
    there.append(document)
    this.add(document)
    return _joined(title, this.said["number"])


def _area(said: float | None) -> Decimal | None:
    if not said:
        return None
    area = round(Decimal(str(said)), 2)
    if not 0 < area <= LARGEST_AREA:
        raise Incomplete({"removed": _("Nothing of this size is removed.")})
    return area


def _transfer(this: Entering) -> str:
    unit = this.dossier.shelf.units[this.said["unit"]]
    transfer = Transfer(
        case_id=this.case_id, unit=unit, cipher=encrypt(this.said["note"]), sent_at=this.at
    )
    this.dossier.transfers.append(transfer)
    this.add(transfer)
    return unit.name


def _receipt(this: Entering) -> str:
    transfer = this.dossier.waiting[this.said["transfer"]]
    if this.at < transfer.sent_at:
        raise Incomplete({"at": _("This is before it was handed over.")})
    transfer.received_at, transfer.receipt = this.at, this.said["receipt"][:80]
    this.change(transfer)
    return _joined(transfer.unit.name, transfer.receipt)


def _reply(this: Entering) -> str:
    reply = Reply(
        case_id=this.case_id,
        channel=this.said["channel"],
        cipher=encrypt(this.said["text"]),
        at=this.at,
        by_id=this.by.person_id,
    )
    this.add(reply)
    return str(ReplyChannel(reply.channel).label)


def _sealed(said: Mapping[str, Any]) -> str:
    return encrypt(json.dumps(said, ensure_ascii=False))


def _past_day(text: str, name: str) -> date:
    day = date.fromisoformat(text)
    if day > timezone.localdate():
        raise Incomplete({name: _("This day is still to come.")})
    return day


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


ENTRIES: dict[Kind, Callable[[Entering], str]] = {
    Kind.SERVICE: _service,
    Kind.CONSENT: _consent,
    Kind.PAPER: _paper,
    Kind.PROGRESS: _progress,
    Kind.DELIVERY: _delivery,
    Kind.PARTY: _party,
    Kind.SESSION: _session,
    Kind.AGREEMENT: _agreement,
    Kind.FOLLOW_UP: _follow_up,
    Kind.DOCUMENT: _document,
    Kind.TRANSFER: _transfer,
    Kind.RECEIPT: _receipt,
    Kind.REPLY: _reply,
}
