"""An entry is made, changed, retired."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.evidence.public import Moment, attach_photos
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotAllowed
from lingdang.kernel.texts import required_text
from lingdang.people.public import Person
from lingdang.registers.contents import completed, label_of, opened, said_in, sealed
from lingdang.registers.enums import FieldType
from lingdang.registers.errors import EntryChanged, EntryRetired, NotInUse
from lingdang.registers.facts import EntryEdited, EntryMade, EntryWithdrawn
from lingdang.registers.fields import Field
from lingdang.registers.models import Entry
from lingdang.registers.models.entry import LONGEST_REASON
from lingdang.registers.policies import require_edit_at, require_see_at
from lingdang.registers.queries.entries import lock_entry, path_of, register_of
from lingdang.registers.queries.registers import Sight, lock_register, sight_in, sight_of
from lingdang.registers.services.claims import claim, release
from lingdang.registers.services.references import require_references
from lingdang.registers.services.whereabouts import Where, checked_where

type Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody fills in: values of fields, where it is, photographs by field."""

    content: Mapping[str, Any]
    where: Where = field(default_factory=Where)
    photos: Mapping[str, Sequence[int]] = field(default_factory=dict)


@transaction.atomic
def create_entry(*, code: str, words: Words, by: Actor, key: UUID | None = None) -> Entry:
    """Sent again under the same key it is the same entry."""
    sight = sight_of(by, code)
    if by.person_id:
        Person.objects.select_for_update(no_key=True).get(pk=by.person_id)
    known = Entry.objects.filter(made_by=by.person_id, key=key).first() if key else None
    if known and known.register_id == sight.register.pk:
        return known
    sight = sight_in(by, lock_register(sight.register.pk))
    if not sight.register.in_use:
        raise NotInUse
    entry = drafted(sight, words, by)
    entry.key, entry.made_by_id = key, by.person_id
    entry.save(force_insert=True)
    claim(entry, sight.fields)
    _attach(entry, sight, words, by)
    made = EntryMade(
        entry_id=entry.pk,
        register=sight.register.code,
        place=entry.place_id,
        version=sight.version.number,
    )
    record(made, by=by)
    return entry


def drafted(sight: Sight, words: Words, by: Actor) -> Entry:
    """An entry that is not saved yet, checked in every way but for what others claim."""
    where = checked_where(words.where, sight.register, by)
    _require_edited(words.content, sight)
    require_references(words.content, sight.edited, by)
    content = completed(dict(words.content), sight.fields, sight.version.schema)
    return filled(Entry(register=sight.register), sight, content, where)


def filled(entry: Entry, sight: Sight, content: Content, where: Where) -> Entry:
    entry.version = sight.version
    entry.content = sealed(content, sight.fields)
    entry.label, entry.said = label_of(content, sight.fields), said_in(content, sight.fields)
    entry.place_id, entry.unit_id = where.place_id or 0, where.unit_id
    entry.lng, entry.lat = where.lng, where.lat
    return entry


def _require_edited(content: Mapping[str, Any], sight: Sight) -> None:
    """A field that one may not see is no field; one that one may only see is not allowed."""
    seen = {each.name for each in sight.seen}
    if unknown := sorted(content.keys() - seen):
        raise Incomplete(no_such(unknown))
    if content.keys() - {each.name for each in sight.edited}:
        raise NotAllowed


def no_such(names: Sequence[str]) -> dict[str, str]:
    return {name: _("There is no such field.") for name in names}


@transaction.atomic
def change_entry(*, entry_id: int, revision: int, words: Words, by: Actor) -> Entry:
    """Fields that are not named keep their value. ``revision`` is the one that was read."""
    entry, sight = _locked(entry_id, by)
    if entry.retired_at:
        raise EntryRetired
    where = checked_where(words.where, entry.register, by)
    _require_edited(words.content, sight)
    require_references(words.content, sight.edited, by)
    if entry.revision != revision:
        raise EntryChanged
    before = _told(entry, sight.fields)
    kept = {name: value for name, value in before.items() if not name.startswith("#")}
    content = completed({**kept, **words.content}, sight.fields, sight.version.schema)
    filled(entry, sight, content, where)
    photos = _attach(entry, sight, words, by)
    after = _told(entry, sight.fields) | ({"#photos": len(photos)} if photos else {})
    entry.revision, entry.changed_at = entry.revision + 1, timezone.now()
    entry.save()
    claim(entry, sight.fields)
    record(_edited(entry, sight, before, after), by=by)
    return entry


def _told(entry: Entry, fields: Sequence[Field]) -> Content:
    """Everything of an entry that its history tells, unsealed."""
    named = {"#place": entry.place_id, "#unit": entry.unit_id, "#lng": entry.lng, "#lat": entry.lat}
    return opened(entry.content, fields) | named


def _edited(entry: Entry, sight: Sight, before: Content, after: Content) -> EntryEdited:
    secret = {each.name for each in sight.fields if each.sealed}
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]

    def told(values: Content) -> list[str]:
        return [json.dumps(None if name in secret else values.get(name)) for name in names]

    return EntryEdited(
        entry_id=entry.pk,
        register=entry.register.code,
        place=entry.place_id,
        version=sight.version.number,
        fields=names,
        before=told(before),
        after=told(after),
    )


@transaction.atomic
def retire_entry(*, entry_id: int, revision: int, reason: str, by: Actor) -> Entry:
    """It stays readable, counts no more, and what was its alone may be another's."""
    entry, _sight = _locked(entry_id, by)
    why = required_text("reason", reason, LONGEST_REASON)
    if entry.retired_at:
        raise EntryRetired
    if entry.revision != revision:
        raise EntryChanged
    entry.retired_at, entry.reason, entry.revision = timezone.now(), why, entry.revision + 1
    entry.save(update_fields=["retired_at", "reason", "revision"])
    release(entry)
    gone = EntryWithdrawn(
        entry_id=entry.pk, register=entry.register.code, place=entry.place_id, reason=why
    )
    record(gone, by=by)
    return entry


def _locked(entry_id: int, by: Actor) -> tuple[Entry, Sight]:
    """Lock its register and it, for whoever may change it; to strangers there is none."""
    lock_register(register_of(entry_id))
    entry = lock_entry(entry_id)
    path = path_of(entry.place_id, entry.register)
    require_see_at(by, path, entry.unit_id)
    require_edit_at(by, path, entry.unit_id)
    return entry, sight_in(by, entry.register)


def _attach(entry: Entry, sight: Sight, words: Words, by: Actor) -> list[int]:
    allowed = {each.name for each in sight.seen if each.type == FieldType.PHOTO}
    if words.photos.keys() - allowed:
        raise Incomplete(no_such(sorted(words.photos.keys() - allowed)))
    return [
        photo
        for name, ids in words.photos.items()
        for photo in attach_photos(
            ids, subject=f"{entry.subject}/{name}", moment=Moment.OTHER, by=by
        )
    ]
