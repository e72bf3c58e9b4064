"""Registers: defined, filled in, added up; what a page can do can be done here."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from lingdang.evidence.public import photos_of
from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.register_schemas import (
    ChangedEntry,
    ChangedRegister,
    EntryFilters,
    EntryIn,
    EntryOut,
    EntryPage,
    Happening,
    NewEntry,
    NewRegister,
    RegisterOut,
    Retirement,
    TotalFilters,
    Totals,
)
from lingdang.faces.api.v1.wire import Plain, photo_written, written
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.places.public import tree
from lingdang.registers.public import (
    Entry,
    FieldType,
    Sight,
    Total,
    Where,
    Words,
    below,
    change_entry,
    content_for,
    create_entry,
    define_register,
    entries_for,
    entry_for,
    folded,
    history_of,
    narrowed,
    publish_version,
    register_for,
    registers_for,
    retire_entry,
    searched,
    sight_in,
    sight_of,
    totals_of,
)

router = Router()
_NEW = 201
_ALL = refusals(403, 404, 409)
_PLAIN = ("id", "place_id", "unit_id", "lng", "lat", "label", "revision", "made_at", "changed_at")


@router.get("", response={200: list[RegisterOut], **refusals()}, summary="The ledgers you know")
def list_registers(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found = registers_for(actor).order_by("name", "pk")
    return written([_register(sight_in(actor, each)) for each in found])


@router.post("", response={_NEW: RegisterOut, **_ALL}, summary="Define a ledger")
def create_register(request: HttpRequest, told: NewRegister) -> HttpResponse:
    actor = actor_of(request)
    made = define_register(
        code=told.code, place_id=told.place_id, definition=told.definition(), by=actor
    )
    return written(_register(sight_in(actor, made)), _NEW)


@router.get("/{ledger}", response={200: RegisterOut, **_ALL}, summary="One, with its JSON Schema")
def show_register(request: HttpRequest, ledger: str) -> HttpResponse:
    return written(_register(sight_of(actor_of(request), ledger)))


@router.put("/{ledger}", response={200: RegisterOut, **_ALL}, summary="Publish a new version")
def change_register(request: HttpRequest, ledger: str, told: ChangedRegister) -> HttpResponse:
    """Entries stay valid under the version by which they were made."""
    actor = actor_of(request)
    kept = publish_version(
        register_id=register_for(actor, ledger).pk,
        version=told.version,
        definition=told.definition(),
        by=actor,
    )
    return written(_register(sight_in(actor, kept)))


@router.get("/{ledger}/entries", response={200: EntryPage, **_ALL}, summary="Its entries")
def list_entries(request: HttpRequest, ledger: str, filters: Query[EntryFilters]) -> HttpResponse:
    """Narrow by ``field``: its ``value``, or a stretch ``at_least``–``at_most``; newest first."""
    require_known(request, EntryFilters)
    actor = actor_of(request)
    sight = sight_of(actor, ledger)
    found = entries_for(actor, sight.register, retired=filters.retired)
    found = searched(found, filters.search)
    if filters.place_id is not None:
        found = below(found, filters.place_id)
    if filters.field:
        asked = {"value": filters.value, "from": filters.at_least, "to": filters.at_most}
        found = narrowed(found, sight.field(filters.field), asked)
    if filters.before:
        found = found.filter(pk__lt=filters.before)
    rows = list(found.order_by("-pk")[: filters.size + 1])
    more, rows = len(rows) > filters.size, rows[: filters.size]
    listed = [_entry(row, sight) for row in rows]
    return written({"entries": listed, "before": rows[-1].pk if more else None})


@router.post("/{ledger}/entries", response={_NEW: EntryOut, **_ALL}, summary="Enter something")
def create_record(request: HttpRequest, ledger: str, told: NewEntry) -> HttpResponse:
    """The same ``key`` is the same entry, however often it is sent."""
    actor = actor_of(request)
    made = create_entry(code=ledger, words=_words(told), key=told.key, by=actor)
    return written(_entry(made, sight_of(actor, ledger)), _NEW)


@router.get("/{ledger}/entries/{record_id}", response={200: EntryOut, **_ALL}, summary="One entry")
def show_record(request: HttpRequest, ledger: str, record_id: Id) -> HttpResponse:
    sight, entry = _opened(actor_of(request), ledger, record_id)
    return written({**_entry(entry, sight), "photos": _photos(entry, sight)})


@router.put("/{ledger}/entries/{record_id}", response={200: EntryOut, **_ALL}, summary="Change it")
def change_record(
    request: HttpRequest, ledger: str, record_id: Id, told: ChangedEntry
) -> HttpResponse:
    """Fields that are not named keep their value; ``null`` empties one."""
    actor = actor_of(request)
    sight, entry = _opened(actor, ledger, record_id)
    changed = change_entry(entry_id=entry.pk, revision=told.revision, words=_words(told), by=actor)
    return written(_entry(changed, sight))


@router.post(
    "/{ledger}/entries/{record_id}/retire", response={200: EntryOut, **_ALL}, summary="Retire it"
)
def retire(request: HttpRequest, ledger: str, record_id: Id, told: Retirement) -> HttpResponse:
    actor = actor_of(request)
    sight, entry = _opened(actor, ledger, record_id)
    gone = retire_entry(entry_id=entry.pk, revision=told.revision, reason=told.reason, by=actor)
    return written(_entry(gone, sight))


@router.get(
    "/{ledger}/entries/{record_id}/history",
    response={200: list[Happening], **_ALL},
    summary="Who changed what from what to what",
)
def show_history(request: HttpRequest, ledger: str, record_id: Id) -> HttpResponse:
    sight, entry = _opened(actor_of(request), ledger, record_id)
    return written(history_of(entry, sight))


@router.get("/{ledger}/totals", response={200: Totals, **_ALL}, summary="Its figures added up")
def show_totals(request: HttpRequest, ledger: str, filters: Query[TotalFilters]) -> HttpResponse:
    """By a choice, or by the places that lie directly in one; a sum of 余 is 余."""
    require_known(request, TotalFilters)
    actor = actor_of(request)
    sight = sight_of(actor, ledger)
    numbers = [each for each in sight.seen if each.is_number]
    by = sight.field(filters.by) if filters.by else None
    top = filters.place_id if filters.place_id is not None else sight.register.place_id
    added = totals_of(below(entries_for(actor, sight.register), top), numbers, by)
    found = added if by else folded(added, top)
    units = {each.name: each.unit for each in numbers}
    return written({"groups": [_total(total) for total in found], "units": units})


def _opened(actor: Actor, ledger: str, record_id: int) -> tuple[Sight, Entry]:
    sight, entry = sight_of(actor, ledger), entry_for(actor, record_id)
    if entry.register_id != sight.register.pk:
        raise NotFound
    return sight, entry


def _words(told: EntryIn) -> Words:
    where = Where(told.place_id, told.unit_id, told.lng, told.lat, told.system)
    return Words(told.content, where, told.photos)


def _register(sight: Sight) -> Plain:
    register, names = sight.register, {each.name for each in sight.seen}
    schema = sight.version.schema
    properties = {name: it for name, it in schema["properties"].items() if name in names}
    required = [name for name in schema["required"] if name in names]
    return {
        "code": register.code,
        "name": register.name,
        "purpose": register.purpose,
        "place_id": register.place_id,
        "version": register.version,
        "in_use": register.in_use,
        "fields": [each.stored() for each in sight.seen],
        "schema": {**schema, "properties": properties, "required": required},
    }


def _entry(entry: Entry, sight: Sight) -> Plain:
    told: dict[str, Any] = {name: getattr(entry, name) for name in _PLAIN}
    content = content_for(entry, sight.seen)
    return {**told, "content": content, "retired_at": entry.retired_at, "reason": entry.reason}


def _photos(entry: Entry, sight: Sight) -> Plain:
    return {
        each.name: [photo_written(photo) for photo in photos_of(f"{entry.subject}/{each.name}")]
        for each in sight.seen
        if each.type == FieldType.PHOTO
    }


def _total(total: Total) -> Plain:
    places = tree()
    pk = int(total.group) if total.group.isdecimal() else 0
    sums = {name: figure.stored() for name, figure in total.sums.items()}
    name = places.node(pk).name if pk in places else total.group
    return {"group": total.group, "name": name, "entries": total.entries, "sums": sums}
