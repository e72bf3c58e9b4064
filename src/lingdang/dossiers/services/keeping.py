"""One door to everything that is kept beside a case: lock – may – check – keep – record."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from lingdang.cases.public import (
    Case,
    Report,
    Reported,
    lock_to_describe,
    may_unmask,
    report_case,
    sealed,
)
from lingdang.dossiers.asks import ASKS, asked_service, holds
from lingdang.dossiers.enums import Holds, Kind
from lingdang.dossiers.errors import CaseEnded, NotHeld
from lingdang.dossiers.facts import DossierKept, PartyUnmasked
from lingdang.dossiers.models import Party
from lingdang.dossiers.services.entries import ENTRIES, Entering
from lingdang.dossiers.shelf import Dossier
from lingdang.evidence.public import attach_photos
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed, NotFound
from lingdang.kernel.texts import required_text
from lingdang.people.public import decrypt
from lingdang.standards.public import cleaned, procedures_in_use

_AFTER_THE_END = {Kind.FOLLOW_UP}


@transaction.atomic
def keep(
    *, case_id: int, kind: str, data: Mapping[str, Any], by: Actor, photo_ids: Sequence[int] = ()
) -> Case:
    """Enter one thing into the dossier of a case; ``ASKS`` says what ``data`` may hold."""
    if kind not in Kind.values:
        raise NotFound
    case, entry = lock_to_describe(case_id, by), Kind(kind)
    what, asks = ASKS[entry]
    if not holds(case, what):
        raise NotHeld
    if not case.is_open and entry not in _AFTER_THE_END:
        raise CaseEnded
    dossier, photos, at = Dossier.of(case), list(photo_ids), timezone.now()
    said = cleaned(asks(dossier), data, whole=True)
    note = ENTRIES[entry](Entering(dossier, said, by, at, photos))
    dossier.shelf.put_back()
    attach_photos(photos, subject=case.subject, moment="other", by=by)
    record(kept(case, entry, note, photos), by=by, at=at)
    return case


def kept(case: Case, kind: Kind, note: str, photos: list[int]) -> DossierKept:
    """State what was entered; sealed where the case is restricted."""
    due = case.due_at.isoformat() if case.due_at else None
    event = DossierKept(
        case_id=case.pk,
        held_at_id=case.place_id,
        due_at=due,
        kind=kind.value,
        note=note,
        photo_ids=photos,
    )
    return sealed(case, event)


@transaction.atomic
def start_errand(*, report: Report, service: str, by: Actor) -> Reported:
    """Take up an errand: a case by the procedure of errands, with the papers that it takes."""
    procedure = next((p for p in procedures_in_use() if Holds.ERRAND.value in p.holds), None)
    if procedure is None:
        raise NotHeld
    reported = report_case(report=replace(report, procedure_code=procedure.code), by=by)
    if not reported.again:
        dossier = Dossier.of(reported.case)
        asked = [asked_service(dossier.shelf.services.values())]
        said = cleaned(asked, {"service": service}, whole=True)
        note = ENTRIES[Kind.SERVICE](Entering(dossier, said, by, reported.case.received_at))
        dossier.shelf.put_back()
        record(kept(reported.case, Kind.SERVICE, note, []), by=by)
    return reported


@transaction.atomic
def unmask_party(*, case_id: int, party_id: int, reason: str, by: Actor) -> dict[str, str]:
    """Show who a party is, for a reason that the journal keeps."""
    case = lock_to_describe(case_id, by)
    if not may_unmask(by, case):
        raise NotAllowed
    party = Party.objects.filter(case=case, pk=party_id).first()
    if party is None:
        raise NotFound
    words = required_text("reason", reason)
    event = PartyUnmasked(
        case_id=case.pk, held_at_id=case.place_id, party_id=party.pk, reason=words
    )
    record(sealed(case, event), by=by)
    known: dict[str, str] = json.loads(decrypt(party.cipher))
    return known
