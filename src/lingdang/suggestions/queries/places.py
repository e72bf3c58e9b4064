"""Which places a text names: the district's own, and those whose position earlier reports tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from shapely.geometry import shape

from lingdang.cases.public import public_cases
from lingdang.places.public import PlaceNode, boundaries_geojson, tree
from lingdang.suggestions.learning.features import buckets_of
from lingdang.suggestions.learning.words import words_of
from lingdang.suggestions.models import Trace
from lingdang.suggestions.naming import place_words
from lingdang.suggestions.sketch import Spot, key_of_word, metres_between

_SHORTEST = 2
_MOST, _OF_EARLIER = 4, 40
_TOGETHER = 400.0  # metres within which reports of one address lie


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """``place_id`` for a place of the tree; a position (WGS-84) where one is known."""

    word: str
    name: str
    place_id: int | None = None
    spot: Spot | None = None


def named_places(text: str) -> list[NamedPlace]:
    """The finest first; a word whose position nobody knows is offered as an address."""
    own = _of_tree(text)
    names = {node.name for node in own}
    words = [word for word in place_words(text) if word not in names]
    found = [*map(_named, own), *map(_of_earlier, words[:_MOST])]
    return sorted(found, key=lambda place: place.spot is None)[:_MOST]


def _of_tree(text: str) -> list[PlaceNode]:
    """Places that the text names, but none above or within the name of another that it names."""
    places = tree()
    named = [node for node in places if len(node.name) >= _SHORTEST and node.name in text]
    above = {over.id for node in named for over in places.ancestors(node.id)}
    meant = [node for node in named if node.id not in above and not _within(node, named)]
    return sorted(meant, key=lambda node: (-node.rank, node.id))[:_MOST]


def _within(node: PlaceNode, named: Sequence[PlaceNode]) -> bool:
    return any(node.name != other.name and node.name in other.name for other in named)


def _named(node: PlaceNode) -> NamedPlace:
    places = tree()
    drawn = boundaries_geojson(below=node.id, level=node.level)["features"]
    middle = shape(drawn[0]["geometry"]).representative_point() if drawn else None
    spot = Spot(round(middle.x, 6), round(middle.y, 6)) if middle else None
    return NamedPlace(node.name, " ".join(places.path_names(node.id)[-2:]), node.id, spot)


def _of_earlier(word: str) -> NamedPlace:
    """Where reports that say the same word lie, if they lie together."""
    keys = [key_of_word(int(bucket)) for bucket in buckets_of(dict.fromkeys(words_of(word)))]
    if not keys:
        return NamedPlace(word, word)
    asked = SearchQuery(" & ".join(keys), config="simple", search_type="raw")
    traces = Trace.objects.filter(keys=asked).values("case_id")[:_OF_EARLIER]
    saying = Q(address__contains=word) | Q(description__contains=word)
    cases = public_cases().filter(saying, pk__in=traces, lng__isnull=False)
    positions = cases.values_list("lng", "lat")
    spots = [Spot(lng, lat) for lng, lat in positions if lng is not None and lat is not None]
    return NamedPlace(word, word, None, _middle(spots))


def _middle(spots: Sequence[Spot]) -> Spot | None:
    if not spots:
        return None
    lng = sum(spot.lng for spot in spots) / len(spots)
    middle = Spot(round(lng, 6), round(sum(spot.lat for spot in spots) / len(spots), 6))
    near = all(metres_between(middle, spot) <= _TOGETHER for spot in spots)
    return middle if near else None
