"""Who defines registers, who sees and edits which entries and which of their fields. Pure."""

from collections.abc import Iterable

from lingdang.kernel.actor import Actor, Reach
from lingdang.kernel.errors import NotAllowed, NotFound
from lingdang.places.public import PlaceNode
from lingdang.registers.enums import DEFINE, EDIT, EVERY_FIELD, SEE
from lingdang.registers.fields import Field

_UNIT = "unit:"


def meets(reach: Reach, place: PlaceNode) -> bool:
    """Whether a register of that place can hold anything within a reach."""
    return any(place.path.startswith(path) or path.startswith(place.path) for path in reach.paths)


def may_define(actor: Actor, place: PlaceNode) -> bool:
    return actor.reach(DEFINE).covers_path(place.path)


def require_define(actor: Actor, place: PlaceNode) -> None:
    if not may_define(actor, place):
        raise NotAllowed


def may_edit_at(actor: Actor, path: str, unit_id: int | None) -> bool:
    return actor.reach(EDIT).covers(path=path, unit_id=unit_id)


def require_edit_at(actor: Actor, path: str, unit_id: int | None) -> None:
    if not may_edit_at(actor, path, unit_id):
        raise NotAllowed


def require_see_at(actor: Actor, path: str, unit_id: int | None) -> None:
    if not actor.reach(SEE).covers(path=path, unit_id=unit_id):
        raise NotFound


def seen_fields(actor: Actor, fields: Iterable[Field]) -> list[Field]:
    return [each for each in fields if _is_among(actor, each.seen_by, SEE)]


def edited_fields(actor: Actor, fields: Iterable[Field]) -> list[Field]:
    """Those that this actor may fill in: none that is hidden from them, none worked out."""
    return [
        each
        for each in seen_fields(actor, fields)
        if each.is_entered and _is_among(actor, each.edited_by, EDIT)
    ]


def _is_among(actor: Actor, named: tuple[str, ...], duty: str) -> bool:
    if not named or actor.has(EVERY_FIELD):
        return True
    roles = actor.roles()
    units = actor.reach(duty).units
    return any(
        int(one.removeprefix(_UNIT)) in units
        if one.startswith(_UNIT) and one.removeprefix(_UNIT).isdecimal()
        else one in roles
        for one in named
    )
