"""The care register: who is looked after, how often; visits, and what they find."""

import json
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import Report, Source, report_case
from lingdang.dossiers.enums import CareCategory
from lingdang.dossiers.errors import CareEnded
from lingdang.dossiers.facts import (
    CareChanged,
    CareEntered,
    CareUnmasked,
    CareVisitDue,
    CareVisited,
)
from lingdang.dossiers.facts import CareEnded as CareEndedFact
from lingdang.dossiers.models import CareEntry, CareVisit
from lingdang.dossiers.policies import TELL, may_see, require_enter, require_manage, require_visit
from lingdang.dossiers.queries.care import Cared, lock_entry, plain
from lingdang.journal.public import record, record_all
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotAllowed
from lingdang.kernel.texts import optional_text, required_text
from lingdang.people.public import Person, actor_for, blind_index, encrypt
from lingdang.standards.public import procedure_by_code

NEED = "care"  # the procedure by which a need found on a visit goes, where the district has it
_LONGEST_INTERVAL, _LONGEST_NAME, _LONGEST_LINE, _AT_ONCE = 366, 50, 200, 500


def _sealed(person: Cared) -> dict[str, str]:
    known = {
        "name": required_text("name", person.name, _LONGEST_NAME),
        "phone": optional_text("phone", person.phone, _LONGEST_NAME),
        "address": optional_text("address", person.address, _LONGEST_LINE),
        "condition": optional_text("condition", person.condition),
    }
    return {
        "cipher": encrypt(json.dumps(known, ensure_ascii=False)),
        "name_index": blind_index(f"care:{known['name']}"),
    }


def _helper(person_id: int, place_id: int) -> Person:
    """Somebody who visits there by their post."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None or not may_see(actor_for(person), CareEntry(place_id=place_id)):
        raise Incomplete({"helper": _("This person does not serve the place.")})
    return person


def _interval(days: int) -> int:
    if not 1 <= days <= _LONGEST_INTERVAL:
        raise Incomplete({"interval_days": _("Between 1 and 366 days.")})
    return days


@transaction.atomic
def enter_care(
    *, category: str, place_id: int, person: Cared, helper_id: int, interval_days: int, by: Actor
) -> CareEntry:
    require_enter(by, place_id)
    if category not in CareCategory.values:
        raise Incomplete({"category": _("There is no such category.")})
    today = timezone.localdate()
    entry = CareEntry(category=category, place_id=place_id, **_sealed(person))
    entry.helper = _helper(helper_id, place_id)
    entry.interval_days = _interval(interval_days)
    entry.due_on = entry.next_due(today)
    entry.save(force_insert=True)
    event = CareEntered(entry_id=entry.pk, at_place_id=place_id, category=category)
    record(event, by=by)
    return entry


@transaction.atomic
def change_care(*, entry_id: int, helper_id: int, interval_days: int, by: Actor) -> CareEntry:
    """Give it to another helper, or another interval; the next visit is due by the new one."""
    entry = _running(entry_id, by)
    require_manage(by, entry)
    last = entry.visits.first()
    entry.helper = _helper(helper_id, entry.place_id)
    entry.interval_days = _interval(interval_days)
    entry.due_on = entry.next_due(last.on if last else timezone.localdate())
    entry.save(update_fields=["helper", "interval_days", "due_on"])
    record(
        CareChanged(
            entry_id=entry.pk,
            at_place_id=entry.place_id,
            helper_id=entry.helper_id,
            interval_days=entry.interval_days,
        ),
        by=by,
    )
    return entry


def _running(entry_id: int, by: Actor) -> CareEntry:
    entry = lock_entry(entry_id)
    require_visit(by, entry)
    if entry.ended_at is not None:
        raise CareEnded
    return entry


@transaction.atomic
def end_care(*, entry_id: int, by: Actor) -> CareEntry:
    entry = _running(entry_id, by)
    require_manage(by, entry)
    entry.ended_at = timezone.now()
    entry.save(update_fields=["ended_at"])
    record(CareEndedFact(entry_id=entry.pk, at_place_id=entry.place_id), by=by)
    return entry


@transaction.atomic
def visit(
    *,
    entry_id: int,
    on: date,
    request_key: str,
    by: Actor,
    note: str = "",
    need: str = "",
    need_kind: str = "",
) -> CareVisit:
    """Note a visit; a need that was found becomes a case. Sent again, it is the same visit."""
    entry = _running(entry_id, by)
    key = blind_index(f"visit:{entry.pk}:{required_text('request_key', request_key)}")
    if known := CareVisit.objects.filter(request_key=key).first():
        return known
    if by.person_id is None:
        raise NotAllowed
    if on > timezone.localdate():
        raise Incomplete({"on": _("This day is still to come.")})
    said = CareVisit(entry=entry, on=on, by_id=by.person_id, request_key=key)
    said.cipher = encrypt(optional_text("note", note))
    said.need_id = _need(entry, optional_text("need", need), need_kind, by)
    said.save(force_insert=True)
    entry.due_on = max(entry.due_on, entry.next_due(on))
    entry.save(update_fields=["due_on"])
    event = CareVisited(entry_id=entry.pk, at_place_id=entry.place_id, need_case_id=said.need_id)
    record(event, by=by)
    return said


def _need(entry: CareEntry, words: str, kind: str, by: Actor) -> int | None:
    """Report what is needed; who needs it stays in the register."""
    if not words:
        return None
    procedure = procedure_by_code(NEED)
    report = Report(
        description=words,
        source=Source.GRID_WORKER,
        place_id=entry.place_id,
        procedure_code=NEED if procedure and procedure.in_use else None,
        particulars={"need": kind} if procedure and kind else {},
    )
    return report_case(report=report, by=by).case.pk


@transaction.atomic
def unmask_care(*, entry_id: int, reason: str, by: Actor) -> Cared:
    """Show who it is, for a reason that the journal keeps."""
    entry = lock_entry(entry_id)
    require_visit(by, entry)
    words = required_text("reason", reason)
    record(CareUnmasked(entry_id=entry.pk, at_place_id=entry.place_id, reason=words), by=by)
    return plain(entry)


@transaction.atomic
def tell_due_visits(*, by: Actor) -> int:
    """State once of each due day that it has come; says how many had."""
    if not by.has(TELL):
        raise NotAllowed
    due = CareEntry.objects.due_by(timezone.localdate()).untold()
    entries = list(due.select_for_update(no_key=True, skip_locked=True)[:_AT_ONCE])
    for entry in entries:
        entry.told_for = entry.due_on
    CareEntry.objects.bulk_update(entries, ["told_for"])
    told = [
        CareVisitDue(
            entry_id=entry.pk,
            at_place_id=entry.place_id,
            helper_id=entry.helper_id,
            due_on=entry.due_on.isoformat(),
        )
        for entry in entries
    ]
    record_all(told, by=by)
    return len(entries)
