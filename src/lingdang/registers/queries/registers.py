"""Registers as somebody may know them, and the version in force."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.people.public import Unit
from lingdang.places.public import PlaceNode, tree
from lingdang.registers.enums import DEFINE, SEE
from lingdang.registers.fields import Field
from lingdang.registers.models import Entry, Register, Version
from lingdang.registers.policies import edited_fields, meets, seen_fields


@dataclass(frozen=True, slots=True)
class Sight:
    """A register and its version in force, as one actor knows it."""

    register: Register
    version: Version
    fields: tuple[Field, ...]  # every one: for rules, never for pages
    seen: tuple[Field, ...]
    edited: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """One that this actor sees; the others are not there."""
        found = next((each for each in self.seen if each.name == name), None)
        if found is None:
            raise NotFound
        return found


def registers_for(actor: Actor) -> QuerySet[Register]:
    """Those of places within reach and around it; around one's units, or holding what is theirs."""
    reach = actor.reach(SEE) | actor.reach(DEFINE)
    if "" in reach.paths:
        return Register.objects.all()
    places = tree()
    kept = set(Register.objects.values_list("place_id", flat=True))
    nodes = [places.node(pk) for pk in kept if pk in places]
    units = Unit.objects.filter(pk__in=reach.units).values_list("place_id", flat=True)
    around = [places.node(pk).path for pk in set(units) if pk in places]
    near = [
        node.id
        for node in nodes
        if meets(reach, node) or any(path.startswith(node.path) for path in around)
    ]
    theirs = Entry.objects.filter(unit__in=reach.units).values("register")
    return Register.objects.filter(Q(place__in=near) | Q(pk__in=theirs))


def register_for(actor: Actor, code: str) -> Register:
    found = registers_for(actor).filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def sight_of(actor: Actor, code: str) -> Sight:
    return sight_in(actor, register_for(actor, code))


def sight_in(actor: Actor, register: Register) -> Sight:
    version = Version.objects.get(register=register, number=register.version)
    fields = version.read()
    return Sight(
        register=register,
        version=version,
        fields=fields,
        seen=tuple(seen_fields(actor, fields)),
        edited=tuple(edited_fields(actor, fields)),
    )


def versions_of(register: Register) -> list[Version]:
    return list(Version.objects.filter(register=register).order_by("-number"))


def lock_register(register_id: int) -> Register:
    found = Register.objects.select_for_update(no_key=True).filter(pk=register_id).first()
    if found is None:
        raise NotFound
    return found


def place_of(register: Register) -> PlaceNode:
    return tree().node(register.place_id)
