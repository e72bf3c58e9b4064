"""What entering each kind of thing changes. In memory of one transaction: the caller locks.

Each function returns the words by which the timeline calls what was entered.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import Case
from lingdang.dossiers.asks import missing_documents
from lingdang.dossiers.enums import Consent, Kind, Outcome, PaperState, ReplyChannel
from lingdang.dossiers.errors import AlreadyThere, NoConsent, OutOfOrder, ServiceChosen
from lingdang.dossiers.models import (
    Agreement,
    Document,
    Errand,
    Paper,
    Party,
    Reply,
    Service,
    Session,
    Transfer,
)
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.people.public import Unit, encrypt

_WITH_CONSENT = {PaperState.COLLECTED, PaperState.HANDED_IN}


@dataclass(frozen=True, slots=True)
class Entering:
    """One thing on its way into a dossier: checked already, under the lock of its case."""

    case: Case
    said: Mapping[str, Any]
    by: Actor
    at: datetime
    photos: list[int] = field(default_factory=list)


def _errand(case: Case) -> Errand:
    found = Errand.objects.select_related("service").filter(pk=case.pk).first()
    if found is None:
        raise NotFound
    return found


def _service(this: Entering) -> str:
    if Errand.objects.filter(pk=this.case.pk).exists():
        raise ServiceChosen
    service = Service.objects.get(pk=this.said["service"])
    errand = Errand.objects.create(case_id=this.case.pk, service=service)
    Paper.objects.bulk_create(Paper(errand=errand, name=name) for name in service.papers)
    return service.name


def _consent(this: Entering) -> str:
    errand = _errand(this.case)
    if errand.consent:
        raise AlreadyThere
    errand.consent, errand.consent_at = this.said["consent"], this.at
    errand.consent_noted_by_id = this.by.person_id
    errand.save(update_fields=["consent", "consent_at", "consent_noted_by"])
    return str(Consent(errand.consent).label)


def _paper(this: Entering) -> str:
    errand, state = _errand(this.case), PaperState(this.said["state"])
    if state in _WITH_CONSENT and not errand.consent:
        raise NoConsent
    paper = Paper.objects.get(errand=errand, name=this.said["paper"])
    paper.state, paper.moved_at = state.value, this.at
    paper.save(update_fields=["state", "moved_at"])
    return _joined(paper.name, str(state.label), this.said.get("note"))


def _progress(this: Entering) -> str:
    _errand(this.case)
    return str(this.said["note"])


def _delivery(this: Entering) -> str:
    errand = _errand(this.case)
    if not errand.consent:
        raise NoConsent
    if errand.delivered_at:
        raise AlreadyThere
    errand.delivered_at = this.at
    errand.save(update_fields=["delivered_at"])
    return str(this.said["note"])


def _party(this: Entering) -> str:
    known = {name: this.said.get(name, "") for name in ("name", "phone", "address")}
    party = Party.objects.create(
        case_id=this.case.pk, role=this.said["role"], cipher=_sealed(known)
    )
    return str(party.get_role_display())


def _session(this: Entering) -> str:
    held_on = _past_day(this.said["held_on"], "held_on")
    who = dict.fromkeys(this.said[name] for name in ("mediator", "second") if this.said.get(name))
    Session.objects.create(
        case_id=this.case.pk,
        held_on=held_on,
        where=this.said.get("where", "")[:200],
        mediators=[int(person) for person in who],
        cipher=encrypt(this.said.get("note", "")),
    )
    return held_on.isoformat()


def _agreement(this: Entering) -> str:
    looks = date.fromisoformat(this.said["follow_up_on"]) if this.said.get("follow_up_on") else None
    Agreement.objects.update_or_create(
        case_id=this.case.pk,
        defaults={
            "outcome": this.said["outcome"],
            "cipher": encrypt(this.said["text"]),
            "follow_up_on": looks,
            "followed_up_at": None,
            "kept": None,
        },
    )
    return str(Outcome(this.said["outcome"]).label)


def _follow_up(this: Entering) -> str:
    agreement = Agreement.objects.filter(pk=this.case.pk).first()
    if agreement is None:
        raise NotFound
    agreement.kept, agreement.followed_up_at = this.said["kept"] == "yes", this.at
    agreement.save(update_fields=["kept", "followed_up_at"])
    return _("It holds") if agreement.kept else _("It does not hold")


def _document(this: Entering) -> str:
    missing = missing_documents(this.case)
    step, title = next(iter(missing.items()))
    if this.said["step"] != step:
        raise OutOfOrder(before=title)
    on = _past_day(this.said["on"], "on")
    before = Document.objects.filter(case=this.case).last()
    if before and on < before.on:
        raise Incomplete({"on": _("This is before the step that went before it.")})
    removed = this.said.get("removed")
    Document.objects.create(
        case_id=this.case.pk,
        step=step,
        position=before.position + 1 if before else 0,
        number=this.said["number"][:80],
        on=on,
        note=this.said.get("note", ""),
        removed=round(Decimal(str(removed)), 2) if removed else None,
        photo_ids=this.photos,
        by_id=this.by.person_id,
    )
    return _joined(title, this.said["number"])


def _transfer(this: Entering) -> str:
    unit = Unit.objects.get(code=this.said["unit"])
    Transfer.objects.create(
        case_id=this.case.pk, unit=unit, cipher=encrypt(this.said["note"]), sent_at=this.at
    )
    return unit.name


def _receipt(this: Entering) -> str:
    transfer = Transfer.objects.select_related("unit").get(case=this.case, pk=this.said["transfer"])
    transfer.received_at, transfer.receipt = this.at, this.said["receipt"][:80]
    transfer.save(update_fields=["received_at", "receipt"])
    return _joined(transfer.unit.name, transfer.receipt)


def _reply(this: Entering) -> str:
    sealed = encrypt(this.said["text"])
    Reply.objects.create(
        case_id=this.case.pk,
        channel=this.said["channel"],
        cipher=sealed,
        at=this.at,
        by_id=this.by.person_id,
    )
    return str(ReplyChannel(this.said["channel"]).label)


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
