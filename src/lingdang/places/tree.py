"""The tree of one day, in memory: what routing, permissions and pages read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lingdang.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class PlaceNode:
    """One place on one day; ``rank`` grows from the root down."""

    id: int
    code: str
    name: str
    level: str
    level_name: str
    rank: int
    parent_id: int | None
    path: str
    depth: int


class Tree:
    """All nodes of a day. Look-ups are dictionary reads."""

    def __init__(self, nodes: Iterable[PlaceNode]) -> None:
        self._nodes = {node.id: node for node in nodes}
        self._codes = {node.code: node for node in self._nodes.values() if node.code}
        self._children: dict[int | None, list[PlaceNode]] = {}
        for node in sorted(self._nodes.values(), key=lambda n: (n.rank, n.code, n.id)):
            self._children.setdefault(node.parent_id, []).append(node)

    def __len__(self) -> int:
        return len(self._nodes)

    def __iter__(self) -> Iterator[PlaceNode]:
        """Depth first, parents before children."""
        waiting = list(reversed(self._children.get(None, [])))
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(self.children(node.id)))

    def __contains__(self, place_id: int) -> bool:
        return place_id in self._nodes

    def node(self, place_id: int) -> PlaceNode:
        try:
            return self._nodes[place_id]
        except KeyError:
            raise NotFound from None

    def root(self) -> PlaceNode:
        try:
            return self._children[None][0]
        except KeyError:
            raise NotFound from None

    def by_code(self, code: str) -> PlaceNode:
        try:
            return self._codes[code]
        except KeyError:
            raise NotFound from None

    def children(self, place_id: int) -> list[PlaceNode]:
        return self._children.get(place_id, [])

    def subtree(self, place_id: int) -> list[PlaceNode]:
        """The node and everything below it, parents before children."""
        found = [self.node(place_id)]
        for node in found:
            found.extend(self.children(node.id))
        return found

    def ancestors(self, place_id: int) -> list[PlaceNode]:
        """From the root down to the parent."""
        ids = self.node(place_id).path.strip("/").split("/")[:-1]
        return [self._nodes[int(place)] for place in ids]

    def parent(self, place_id: int) -> PlaceNode | None:
        parent_id = self.node(place_id).parent_id
        return None if parent_id is None else self._nodes[parent_id]

    def at_level(self, level: str) -> list[PlaceNode]:
        return [node for node in self._nodes.values() if node.level == level]

    def path_names(self, place_id: int) -> list[str]:
        return [node.name for node in [*self.ancestors(place_id), self.node(place_id)]]

    def search(self, words: str, limit: int = 20) -> list[PlaceNode]:
        """Places whose name or code holds every word, higher levels first."""
        wanted = words.split()
        found = [
            node
            for node in self._nodes.values()
            if all(w in node.name or w in node.code for w in wanted)
        ]
        return sorted(found, key=lambda node: (node.rank, len(node.name), node.id))[:limit]
