"""A register is defined, and a new version of it published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import optional_text, required_text
from lingdang.places.public import tree
from lingdang.registers.changes import consequences
from lingdang.registers.contents import claims_of, label_of, opened, said_in
from lingdang.registers.enums import FieldType
from lingdang.registers.errors import CodeTaken, RegisterChanged
from lingdang.registers.facts import RegisterPublished
from lingdang.registers.fields import Field, read_fields
from lingdang.registers.models import Claim, Entry, Register, Version
from lingdang.registers.models.register import LONGEST_NAME, LONGEST_PURPOSE
from lingdang.registers.policies import require_define
from lingdang.registers.queries.registers import lock_register, place_of
from lingdang.registers.schemas import schema_of

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Definition:
    """What a register is called, what it is for, and its fields as JSON."""

    name: str
    fields: Sequence[Mapping[str, Any]]
    purpose: str = ""
    in_use: bool = True

    def checked(self) -> dict[str, object]:
        return {
            "name": required_text("name", self.name, LONGEST_NAME),
            "purpose": optional_text("purpose", self.purpose, LONGEST_PURPOSE),
            "in_use": self.in_use,
        }


@transaction.atomic
def define_register(*, code: str, place_id: int, definition: Definition, by: Actor) -> Register:
    require_define(by, tree().node(place_id))
    fields = read_fields(definition.fields)
    _require_links(fields, code)
    if Register.objects.filter(code=code).exists():
        raise CodeTaken(code=code)
    register = Register(code=code, place_id=place_id, **definition.checked())
    register.clean_fields()
    register.save(force_insert=True)
    _publish(register, fields, by)
    return register


@transaction.atomic
def publish_version(
    *, register_id: int, version: int, definition: Definition, by: Actor
) -> Register:
    """``version`` is the one that was read. Entries stay valid under the one they were made by."""
    register = lock_register(register_id)
    require_define(by, place_of(register))
    fields = read_fields(definition.fields)
    _require_links(fields, register.code)
    if register.version != version:
        raise RegisterChanged
    old = Version.objects.get(register=register, number=version).read()
    consequences(old, fields)
    for name, value in definition.checked().items():
        setattr(register, name, value)
    if old != fields:
        register.version += 1
    register.save(update_fields=["name", "purpose", "in_use", "version"])
    if old != fields:
        _publish(register, fields, by)
        _follow(register, old, fields)
    return register


def _publish(register: Register, fields: Sequence[Field], by: Actor) -> None:
    Version.objects.create(
        register=register,
        number=register.version,
        fields=[each.stored() for each in fields],
        schema=schema_of(fields),
        published_by_id=by.person_id,
    )
    told = RegisterPublished(
        register_id=register.pk,
        code=register.code,
        version=register.version,
        fields=[each.name for each in fields],
        place=register.place_id,
    )
    record(told, by=by)


def _require_links(fields: Sequence[Field], code: str) -> None:
    wanted = {each.register for each in fields if each.type == FieldType.LINK} - {code}
    known = set(Register.objects.filter(code__in=wanted).values_list("code", flat=True))
    if absent := sorted(wanted - known):
        sentence = _("There is no register with the code “%(code)s”.")
        raise Incomplete({"fields": sentence % {"code": absent[0]}})


def _follow(register: Register, old: Sequence[Field], new: Sequence[Field]) -> None:
    """Let entries be found by what is open now, and claim what must differ now."""
    entries = Entry.objects.select_for_update(no_key=True).filter(register=register)
    unique = {each.name for each in new if each.unique}
    Claim.objects.filter(register=register).exclude(field="#row").exclude(field__in=unique).delete()
    fresh = [each for each in new if each.unique and each.name not in _unique(old)]
    if fresh:
        _claim(register, entries.filter(retired_at=None), fresh)
    if _found_by(old) != _found_by(new):
        _say_again(entries, new)


def _unique(fields: Sequence[Field]) -> set[str]:
    return {each.name for each in fields if each.unique}


def _found_by(fields: Sequence[Field]) -> list[tuple[str, bool]]:
    return [(each.name, each.is_searched) for each in fields]


def _claim(register: Register, entries: QuerySet[Entry], fresh: Sequence[Field]) -> None:
    taken: dict[tuple[str, str], int] = {}
    for entry in entries.iterator(chunk_size=_AT_ONCE):
        for name, value in claims_of(entry.content, fresh).items():
            if taken.setdefault((name, value), entry.pk) != entry.pk:
                sentence = _("Two entries say “%(value)s”: it cannot be unique now.")
                raise Incomplete({"fields": sentence % {"value": value}})
    claims = (
        Claim(register=register, entry_id=pk, field=name, value=value)
        for (name, value), pk in taken.items()
    )
    Claim.objects.bulk_create(claims, batch_size=_AT_ONCE)


def _say_again(entries: QuerySet[Entry], fields: Sequence[Field]) -> None:
    changed: list[Entry] = []
    for entry in entries.iterator(chunk_size=_AT_ONCE):
        told = opened(entry.content, [each for each in fields if not each.sealed])
        entry.label, entry.said = label_of(told, fields), said_in(told, fields)
        changed.append(entry)
    Entry.objects.bulk_update(changed, ["label", "said"], batch_size=_AT_ONCE)
