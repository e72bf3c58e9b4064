"""Places in the words and lists of residents."""

from lingdang.faces.resident.forms import PositionForm
from lingdang.kernel.actor import Actor
from lingdang.people.public import followed_by, home_of
from lingdang.places.public import PlaceNode, Tree, locate, tree

_DISTRICT = "district"
_GRID = "grid"
_VILLAGE = "village"
type Town = tuple[str, list[PlaceNode]]


def communities_by_town() -> list[Town]:
    """Every community, under the place around it."""
    now = tree()
    towns: dict[str, list[PlaceNode]] = {}
    for community in _communities(now):
        towns.setdefault(_around(now, community), []).append(community)
    return list(towns.items())


def _communities(now: Tree) -> list[PlaceNode]:
    """Every place that holds grids, and every village."""
    holding_grids = {grid.parent_id for grid in now.at_level(_GRID)}
    return [node for node in now if node.level == _VILLAGE or node.id in holding_grids]


def community_at(place_id: int) -> PlaceNode | None:
    """Find the community that is, or that lies around, a place."""
    now = tree()
    around = {node.id for node in [now.node(place_id), *now.ancestors(place_id)]}
    return next((node for node in _communities(now) if node.id in around), None)


def standing(place_id: int | None) -> PlaceNode | None:
    """Find a place that is still there."""
    now = tree()
    return now.node(place_id) if place_id is not None and place_id in now else None


def own_place(actor: Actor) -> int | None:
    """Where one lives, else the community that one follows."""
    home = home_of(actor)
    return home.place_id if home else next(iter(followed_by(actor)), None)


def ground() -> int:
    """Find the district that a map shows first; the root may hold several."""
    now = tree()
    return next((node.id for node in now if node.level == _DISTRICT), now.root().id)


def search(words: str) -> list[tuple[PlaceNode, str]]:
    """Places whose name holds the words, with the names around each."""
    now = tree()
    return [(node, _around(now, node)) for node in now.search(words)]


def dwellings(words: str) -> list[tuple[PlaceNode, str]]:
    """Places in which somebody may live, by words of their name: communities, grids, houses."""
    homes = {_VILLAGE, _GRID, "building", "household"}
    return [(node, around) for node, around in search(words) if node.level in homes]


def around(node: PlaceNode) -> str:
    """Name the places around one, from the town down."""
    return _around(tree(), node)


def _around(now: Tree, node: PlaceNode) -> str:
    if node.parent_id is None:
        return ""
    names = now.path_names(node.parent_id)
    return " ".join(names[1:] or names)


def spoken(chain: list[str]) -> str:
    """A place and the one around it: enough for a neighbour, short enough for a line."""
    near = chain[-2:]
    return near[-1] if near[-1].startswith(near[0]) else " ".join(near)


def place_of(form: PositionForm) -> str:
    """Name the place that a form already says, after it came back."""
    lng, lat = form.position()
    if lng is None or lat is None:
        return ""
    return spoken(tree().path_names(locate(lng, lat).place_id))
