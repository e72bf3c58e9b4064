"""Where an entry is: a place within the register's and one's reach, a unit, perhaps a position."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor
from lingdang.kernel.coordinates import System, to_wgs84
from lingdang.kernel.errors import Incomplete, NotAllowed
from lingdang.people.public import Unit
from lingdang.places.public import locate, tree
from lingdang.registers.enums import EDIT
from lingdang.registers.models import Register
from lingdang.registers.policies import require_edit_at


@dataclass(frozen=True, slots=True)
class Where:
    """Without a place it lies where its position is, else at the highest place within reach."""

    place_id: int | None = None
    unit_id: int | None = None
    lng: float | None = None
    lat: float | None = None
    system: System = System.WGS84


def checked_where(told: Where, register: Register, by: Actor) -> Where:
    """As it is kept: WGS-84, a place that is there; may."""
    where = _positioned(told)
    if where.unit_id and not Unit.objects.filter(pk=where.unit_id).exists():
        raise Incomplete({"unit_id": _("There is no such unit.")})
    return placed(where, register, by)


def placed(where: Where, register: Register, by: Actor) -> Where:
    places = tree()
    top = places.node(register.place_id)
    pk = where.place_id or _found(where) or _highest(register, where, by)
    if pk not in places or not places.node(pk).path.startswith(top.path):
        sentence = _("This place does not lie in %(place)s, for which the register is kept.")
        raise Incomplete({"place_id": sentence % {"place": top.name}})
    require_edit_at(by, places.node(pk).path, where.unit_id)
    return replace(where, place_id=pk)


def _positioned(told: Where) -> Where:
    if (told.lng is None) != (told.lat is None):
        raise Incomplete({"lng": _("A position needs longitude and latitude.")})
    if told.lng is None or told.lat is None:
        return told
    if not (-180 <= told.lng <= 180 and -90 <= told.lat <= 90):  # noqa: PLR2004 -- the globe
        raise Incomplete({"lng": _("This position is not on earth.")})
    point = to_wgs84(told.lng, told.lat, told.system)
    return replace(told, lng=point.lng, lat=point.lat, system=System.WGS84)


def _found(where: Where) -> int | None:
    if where.lng is None or where.lat is None:
        return None
    located = locate(where.lng, where.lat)
    return None if located.how == "desk" else located.place_id


def _highest(register: Register, where: Where, by: Actor) -> int:
    """The register's place, or the highest one below it that this actor may write in."""
    places, reach = tree(), by.reach(EDIT)
    if where.unit_id in reach.units:
        return register.place_id
    mine = (node for node in places.subtree(register.place_id) if reach.covers_path(node.path))
    found = min(mine, key=lambda node: (node.depth, node.id), default=None)
    if found is None:
        raise NotAllowed
    return found.id
