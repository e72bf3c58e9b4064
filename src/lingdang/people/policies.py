"""Who may change this room's matters. Pure: paths and ids come in, a claim comes out."""

from collections.abc import Iterable

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.people.enums import ADMINISTRATORS, Duty
from lingdang.people.errors import NotByYourself, RolesExclude

type Anchor = tuple[str, int | None]  # the path of a place (a unit's own place), the unit


def may(by: Actor, duty: Duty, anchors: Iterable[Anchor]) -> bool:
    """Hold a duty over everything named; over nothing named, hold it at all."""
    reach = by.reach(duty)
    return by.has(duty) and all(reach.covers(path=path, unit_id=unit) for path, unit in anchors)


def require(by: Actor, duty: Duty, *anchors: Anchor) -> None:
    if not may(by, duty, anchors):
        raise NotAllowed


def require_other(by: Actor, person_id: int) -> None:
    """Nobody decides about themselves, whatever they hold."""
    if by.person_id == person_id:
        raise NotByYourself


def require_watched(held: Iterable[str], role: str) -> None:
    """Keep the three administrators apart."""
    if role in ADMINISTRATORS and any(other in ADMINISTRATORS - {role} for other in held):
        raise RolesExclude
