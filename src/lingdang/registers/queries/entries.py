"""Entries as somebody may see them: whole lists, one, one locked; narrowed by open fields alone."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import DecimalField, F, Func, JSONField, Q, QuerySet, TextField, Value
from django.db.models import Field as ModelField
from django.db.models.functions import Cast, Coalesce, Left, Replace
from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor, Reach
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.places.public import tree
from lingdang.registers.enums import SEE, TEXTS, FieldType
from lingdang.registers.fields import Field
from lingdang.registers.models import Entry, Register, Version
from lingdang.registers.policies import seen_fields
from lingdang.registers.schemas import MOST

_LONGEST = 60
_SORTED_BY = 40  # letters of a text
_FIRST = Decimal(-MOST)


class Part(Func):
    """``content -> 'name' -> …``, as JSON."""

    template, arg_joiner = "(%(expressions)s)", " -> "
    output_field = JSONField()

    def __init__(self, *names: str) -> None:
        super().__init__(F("content"), *(Value(name) for name in names))


class Text(Func):
    template, arg_joiner = "(%(expressions)s)", " ->> "
    output_field = TextField()

    def __init__(self, name: str) -> None:
        super().__init__(F("content"), Value(name))


def number_in(name: str) -> Cast:
    """The number that a field holds, marked or plain."""
    return Cast(Coalesce(Part(name, "value"), Part(name)), DecimalField())


def entries_for(actor: Actor, register: Register, *, retired: bool = False) -> QuerySet[Entry]:
    """Those at places, or in the hands of units, within reach; retired ones only when asked for."""
    found = Entry.objects.filter(register=register, retired_at__isnull=not retired)
    return found.filter(_within(actor.reach(SEE), register))


def _within(reach: Reach, register: Register) -> Q:
    """Nothing to ask where the whole register is within reach."""
    places = tree()
    top = places.node(register.place_id).path if register.place_id in places else ""
    if reach.covers_path(top) or "" in reach.paths:
        return Q()
    ids = [node.id for node in places if reach.covers_path(node.path)]
    return Q(place__in=ids) | Q(unit__in=reach.units)


def entry_for(actor: Actor, entry_id: int) -> Entry:
    """One, retired or not; hidden and absent are alike."""
    loaded = Entry.objects.select_related("register", "version")
    entry = loaded.filter(pk=entry_id).first()
    if entry is None or not actor.reach(SEE).covers(
        path=path_of(entry.place_id, entry.register), unit_id=entry.unit_id
    ):
        raise NotFound
    return entry


def path_of(place_id: int, register: Register) -> str:
    """Where an entry lies today; one whose place has ended lies where its register does."""
    places = tree()
    return places.node(place_id if place_id in places else register.place_id).path


def may_read_photo(actor: Actor, subject: str) -> bool:
    """Whoever sees the entry and the field that the photograph hangs at: ``12/shot``."""
    number, _, name = subject.partition("/")
    try:
        entry = entry_for(actor, int(number))
    except NotFound:
        return False
    version = Version.objects.get(register=entry.register_id, number=entry.register.version)
    return any(each.name == name for each in seen_fields(actor, version.read()))


def register_of(entry_id: int) -> int:
    """Which register an entry lies in, for ever."""
    return Entry.objects.filter(pk=entry_id).values_list("register_id", flat=True).first() or 0


def lock_entry(entry_id: int) -> Entry:
    found = Entry.objects.select_for_update(no_key=True, of=("self",)).filter(pk=entry_id)
    entry = found.select_related("register").first()
    if entry is None:
        raise NotFound
    return entry


def searched(entries: QuerySet[Entry], words: str) -> QuerySet[Entry]:
    wanted = words.strip()[:_LONGEST].replace("\0", "").lower()
    return entries.filter(said__contains=wanted) if wanted else entries


def below(entries: QuerySet[Entry], place_id: int) -> QuerySet[Entry]:
    return entries.filter(place__in=[node.id for node in tree().subtree(place_id)])


def narrowed(entries: QuerySet[Entry], field: Field, asked: Mapping[str, str]) -> QuerySet[Entry]:
    """By one field that the asker sees: its value, words in it, or a stretch ``from``–``to``."""
    value = asked.get("value", "").replace("\0", "")
    if field.sealed or not any(asked.values()):
        return entries
    if field.is_number or field.type == FieldType.DATE:
        return _between(entries, field, asked)
    if field.type == FieldType.TRUTH:
        return entries.filter(content__contains={field.name: value == "1"})
    if field.type in TEXTS:
        entries = entries.alias(_told=Text(field.name))
        return entries.filter(_told__icontains=value)
    plain: object = int(value) if field.type != FieldType.CHOICE and value.isdecimal() else value
    return entries.filter(content__contains={field.name: plain})


def _between(entries: QuerySet[Entry], field: Field, asked: Mapping[str, str]) -> QuerySet[Entry]:
    told = number_in(field.name) if field.is_number else Text(field.name)
    if field.is_number:
        _require_numbers(asked)
    entries = entries.alias(_told=told)
    for name, lookup in (("from", "gte"), ("to", "lte"), ("value", "exact")):
        if asked.get(name):
            entries = entries.filter(**{f"_told__{lookup}": asked[name]})
    return entries


def _require_numbers(asked: Mapping[str, str]) -> None:
    for name, text in asked.items():
        try:
            finite = not text or Decimal(text).is_finite()
        except InvalidOperation:
            finite = False
        if not finite:
            raise Incomplete({name: _("This is not a number.")})


def sort_key(field: Field) -> "tuple[Func, ModelField[Any, Any]]":
    """What a list is put in order by, never null: an empty field comes first."""
    if field.is_number:
        number = DecimalField(max_digits=30, decimal_places=6)
        return Coalesce(number_in(field.name), Value(_FIRST), output_field=number), number
    text = Left(Coalesce(Text(field.name), Value(""), output_field=TextField()), _SORTED_BY)
    return Replace(text, Value("~"), Value("-"), output_field=TextField()), TextField()
