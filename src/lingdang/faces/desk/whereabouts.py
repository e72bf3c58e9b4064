"""Where somebody may mean while they say it: places by name, addresses heard before.

Whoever knows places by other words adds a source to ``_SOURCES``: from words to spots.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from lingdang.faces.desk import maps, names
from lingdang.intake.public import known_addresses
from lingdang.kernel.actor import Actor
from lingdang.kernel.coordinates import Point
from lingdang.places.public import tree

_MOST, _OF_EACH = 8, 5
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Spot:
    """``at`` is in the coordinates of the map; without it the place itself is shown."""

    label: str
    beside: str = ""
    place_id: int | None = None
    at: Point | None = None


def spots(actor: Actor, words: str) -> list[Spot]:
    """Offer the few that fit best."""
    wanted = words.strip()
    if len(wanted) < _SHORTEST:
        return []
    found = (islice(source(actor, wanted), _OF_EACH) for source in _SOURCES)
    return list(islice(chain.from_iterable(found), _MOST))


def _addresses(actor: Actor, words: str) -> Iterator[Spot]:
    for address, lng, lat in known_addresses(actor, words, _OF_EACH):
        yield Spot(address, at=maps.drawn(lng, lat))


def _places(_actor: Actor, words: str) -> Iterator[Spot]:
    """Places whose name is said, the longest and deepest first; then those that begin so."""
    said = [node for node in tree() if len(node.name) >= _SHORTEST and node.name in words]
    begun = [node for node in tree() if words in node.name and node not in said]
    said.sort(key=lambda node: (-len(node.name), -node.depth, node.id))
    begun.sort(key=lambda node: (len(node.name), node.depth, node.id))
    for node in (*said, *begun):
        yield Spot(node.name, names.place_name(node.parent_id), place_id=node.id)


_SOURCES: tuple[Callable[[Actor, str], Iterator[Spot]], ...] = (_addresses, _places)
