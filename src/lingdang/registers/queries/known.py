"""What sheets and forms call places, units, posts and entries of other registers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from lingdang.kernel.actor import Actor
from lingdang.people.public import Post, Unit
from lingdang.places.public import tree
from lingdang.registers.enums import SEE, FieldType
from lingdang.registers.fields import Field
from lingdang.registers.models import Entry
from lingdang.registers.queries.entries import entries_for, path_of
from lingdang.registers.queries.registers import registers_for


@dataclass
class Known:
    """Codes, and names that only one has; looked up once for all rows."""

    actor: Actor
    _links: dict[str, dict[str, int]] = field(default_factory=dict)

    def find(self, of: Field, text: str) -> int | None:
        if of.type == FieldType.PLACE:
            return self.place(text)
        if of.type == FieldType.POST:
            return self._posts.get(text)
        if of.register not in self._links:
            self._links[of.register] = self._entries(of.register)
        return self._links[of.register].get(text)

    def place(self, text: str) -> int | None:
        return self._places.get(text)

    def unit(self, text: str) -> int | None:
        return self._units.get(text)

    @cached_property
    def _places(self) -> dict[str, int]:
        nodes = list(tree())
        return _told_by((n.id, n.name) for n in nodes) | {n.code: n.id for n in nodes if n.code}

    @cached_property
    def _units(self) -> dict[str, int]:
        rows = list(Unit.objects.values_list("pk", "name", "code"))
        return _told_by((pk, name) for pk, name, _code in rows) | {
            code: pk for pk, _name, code in rows
        }

    @cached_property
    def _posts(self) -> dict[str, int]:
        """The first post of a sign-in name, or a post by its number."""
        held = Post.objects.on(timezone.localdate()).order_by("-pk")
        rows = list(held.values_list("pk", "person__login"))
        return {str(pk): pk for pk, _login in rows} | {login: pk for pk, login in rows if login}

    def _entries(self, code: str) -> dict[str, int]:
        register = registers_for(self.actor).filter(code=code).first()
        if register is None:
            return {}
        found = entries_for(self.actor, register).values_list("pk", "label")
        rows = list(found)
        return _told_by(rows) | {f"#{pk}": pk for pk, _label in rows}


def _told_by(rows: Iterable[tuple[int, str]]) -> dict[str, int]:
    listed = list(rows)
    often = Counter(name for _pk, name in listed)
    return {name: pk for pk, name in listed if name and often[name] == 1}


def labels_for(actor: Actor, entry_ids: Iterable[int]) -> dict[int, str]:
    """What linked entries are called, as far as this actor sees them."""
    found = Entry.objects.filter(pk__in=set(entry_ids)).select_related("register")
    reach = actor.reach(SEE)
    return {
        entry.pk: str(entry)
        for entry in found.only("label", "place_id", "unit_id", "register__place_id")
        if reach.covers(path=path_of(entry.place_id, entry.register), unit_id=entry.unit_id)
    }
