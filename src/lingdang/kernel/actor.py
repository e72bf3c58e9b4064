"""Who acts, what they may do and how far they reach. Rules see this, never a request."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from types import MappingProxyType
from typing import Self


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a duty holds: subtrees of places (as path prefixes) and units (with those below).

    The empty path prefix covers the whole tree.
    """

    paths: frozenset[str] = frozenset()
    units: frozenset[int] = frozenset()

    def covers_path(self, path: str) -> bool:
        return any(path.startswith(prefix) for prefix in self.paths)

    def covers(self, *, path: str = "", unit_id: int | None = None) -> bool:
        return (bool(path) and self.covers_path(path)) or unit_id in self.units

    def __or__(self, other: "Reach") -> "Reach":
        return Reach(self.paths | other.paths, self.units | other.units)


_ROLE = "role:"


def as_role(role: str, level: str = "") -> tuple[str, ...]:
    """Name the duties that say a role itself is held, anywhere and at a level of places.

    What is restricted to roles asks for these; they travel with the other duties, so that a token
    or a missing second factor takes them away as well.
    """
    return (f"{_ROLE}{role}", f"{_ROLE}{role}@{level}") if level else (f"{_ROLE}{role}",)


_ANYONE = "anyone"
NOWHERE = Reach()
EVERYWHERE = Reach(paths=frozenset({""}))


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a stranger or a named process, with the reach of each duty they hold."""

    name: str
    person_id: int | None = None
    duties: Mapping[str, Reach] = field(default_factory=lambda: MappingProxyType({}))

    def has(self, duty: str) -> bool:
        return duty in self.duties

    def reach(self, duty: str) -> Reach:
        return self.duties.get(duty, NOWHERE)

    def entrusted(self, *duties: str) -> Self:
        """Give the same actor, for one act that others agreed to, duties that no post carries."""
        return replace(self, duties={**self.duties, **dict.fromkeys(duties, EVERYWHERE)})

    def reach_as(self, roles: Iterable[str]) -> Reach:
        """Where this actor holds one of the roles, named as by ``as_role``."""
        return reduce(or_, (self.reach(f"{_ROLE}{role}") for role in roles), NOWHERE)

    def roles(self) -> dict[str, Reach]:
        return {
            duty.removeprefix(_ROLE): reach
            for duty, reach in self.duties.items()
            if duty.startswith(_ROLE)
        }

    @classmethod
    def process(cls, name: str, *duties: str) -> Self:
        """Background work has a name too: the journal never shows an empty author."""
        return cls(name=f"process:{name}", duties=dict.fromkeys(duties, EVERYWHERE))

    @classmethod
    def stranger(cls, secret: str) -> Self:
        """Whoever has no account, told from other strangers by what only they hold."""
        return cls(name=f"{_ANYONE}:{secret}")

    @property
    def is_stranger(self) -> bool:
        return self.person_id is None and self.name.partition(":")[0] == _ANYONE


ANYONE = Actor(name=_ANYONE)
