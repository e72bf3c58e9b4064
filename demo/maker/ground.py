"""Ground that looks like a map: places grow over shared Voronoi cells, so their borders meet.

All lines are snapped to one net of a millionth of a degree before they are cut into cells; a
place is a union of cells, a parent the union of its children. Nothing overlaps, nothing gapes.
"""

from dataclasses import dataclass
from heapq import heappop, heappush
from math import cos, pi, radians, sin
from random import Random

from shapely import STRtree, unary_union, voronoi_polygons
from shapely.affinity import scale
from shapely.geometry import MultiPoint, Point, Polygon
from shapely.ops import polygonize
from shapely.prepared import prep

from maker.names import Place

NET = 1e-6  # degrees: about a tenth of a metre
CELLS_PER_GRID = 11
TRIES = 60
SETTLINGS = 5  # rounds of growing again from the middle
METRES = 111_320.0


@dataclass(frozen=True, slots=True)
class Frame:
    lng: float
    lat: float
    width: float  # degrees
    height: float


def outline(frame: Frame, random: Random) -> Polygon:
    """Round with bays: a few waves on an ellipse."""
    waves = [(n, random.uniform(0.01, 0.2) / n, random.uniform(0, 2 * pi)) for n in range(2, 40)]
    points = []
    for step in range(240):
        angle = 2 * pi * step / 240
        r = 0.88 + sum(size * sin(n * angle + shift) for n, size, shift in waves)
        x = max(-1.0, min(1.0, r * cos(angle)))
        y = max(-1.0, min(1.0, r * sin(angle)))
        points.append((frame.lng + x * frame.width / 2, frame.lat + y * frame.height / 2))
    return Polygon(points).buffer(0)


def cells_of(shape: Polygon, count: int, random: Random) -> list[Polygon]:
    """Voronoi cells, evened out twice, cut to the outline on one common net."""
    west, south, east, north = shape.bounds
    inside = prep(shape)
    points: list[Point] = []
    while len(points) < count:
        point = Point(random.uniform(west, east), random.uniform(south, north))
        if inside.contains(point):
            points.append(point)
    for _ in range(2):
        evened = voronoi_polygons(MultiPoint(points), extend_to=shape)
        points = [cell.intersection(shape).centroid for cell in evened.geoms]
    edges = voronoi_polygons(MultiPoint(points), extend_to=shape, only_edges=True)
    lines = unary_union([edges.intersection(shape), shape.exterior], grid_size=NET)
    cells = [cell for cell in polygonize(lines) if cell.area > NET * NET]
    return sorted(cells, key=lambda cell: (cell.centroid.x, cell.centroid.y))


def neighbours(cells: list[Polygon]) -> dict[int, set[int]]:
    tree = STRtree(cells)
    beside: dict[int, set[int]] = {number: set() for number in range(len(cells))}
    for number, cell in enumerate(cells):
        for other in tree.query(cell):
            if other > number and cell.intersection(cells[other]).length > 2 * NET:
                beside[number].add(int(other))
                beside[int(other)].add(number)
    return beside


class Carver:
    """Gives each place its cells, whole and without holes, from the top of the tree down."""

    def __init__(self, cells: list[Polygon], random: Random) -> None:
        self.cells = cells
        self.random = random
        self.beside = neighbours(cells)
        self.shapes: dict[str, Polygon] = {}

    def carve(self, place: Place, mine: set[int]) -> None:
        self.shapes[place.code] = self.union(mine)
        grounded = [child for child in place.below if child.level != "building"]
        if grounded:
            for child, share in zip(grounded, self.divide(mine, grounded), strict=True):
                self.carve(child, share)

    def union(self, cells: set[int]) -> Polygon:
        return unary_union([self.cells[number] for number in sorted(cells)], grid_size=NET)

    def divide(self, mine: set[int], children: list[Place]) -> list[set[int]]:
        for _ in range(TRIES):
            seeds = self.spread(mine, len(children))
            for _ in range(SETTLINGS):
                shares = self.grow(mine, children, seeds)
                seeds = [self.middle(share) for share in shares]
            enough = all(
                len(share) >= 3 * child.grids()
                for share, child in zip(shares, children, strict=True)
            )
            if enough and not any(self.union(share).interiors for share in shares):
                return shares
        raise RuntimeError("no even division found; choose another seed")

    def middle(self, share: set[int]) -> int:
        centre = self.union(share).centroid
        return min(share, key=lambda cell: (self.cells[cell].centroid.distance(centre), cell))

    def grow(self, mine: set[int], children: list[Place], seeds: list[int]) -> list[set[int]]:
        """Cells join the nearest middle, a heavier child reaches further; shares stay whole."""
        centres = [self.cells[seed].centroid for seed in seeds]
        shares = [{seed} for seed in seeds]
        free = mine - set(seeds)
        heap: list[tuple[float, int, int]] = []

        def offer(cell: int, turn: int) -> None:
            for near in self.beside[cell] & free:
                away = self.cells[near].centroid.distance(centres[turn])
                heappush(heap, (away / children[turn].weight ** 0.5, near, turn))

        for turn, seed in enumerate(seeds):
            offer(seed, turn)
        while heap:
            _, cell, turn = heappop(heap)
            if cell in free:
                free.remove(cell)
                shares[turn].add(cell)
                offer(cell, turn)
        return shares

    def spread(self, mine: set[int], count: int) -> list[int]:
        """Seeds far from each other, the first at random."""
        pool = sorted(mine)
        seeds = [self.random.choice(pool)]
        while len(seeds) < count:
            sample = self.random.sample(pool, min(len(pool), 40))
            seeds.append(
                max(
                    (number for number in sample if number not in seeds),
                    key=lambda number: min(
                        self.cells[number].centroid.distance(self.cells[seed].centroid)
                        for seed in seeds
                    ),
                )
            )
        return seeds


def ground_of(district: Place, shape: Polygon, seed: str) -> dict[str, Polygon]:
    random = Random(seed)  # noqa: S311 -- a map, not a secret
    cells = cells_of(shape, max(24, district.grids() * CELLS_PER_GRID), random)
    carver = Carver(cells, random)
    carver.carve(district, set(range(len(cells))))
    for grid in district.walk():
        if grid.level == "grid" and grid.below:
            houses = _houses(carver.shapes[grid.code], len(grid.below), random)
            carver.shapes |= {house.code: at for house, at in zip(grid.below, houses, strict=True)}
    return carver.shapes


def _houses(grid: Polygon, count: int, random: Random) -> list[Polygon]:
    """Blocks of 60 m by 15 m, apart from each other, well inside their grid."""
    room = prep(grid.buffer(-40 / METRES))
    west, south, east, north = grid.bounds
    houses: list[Polygon] = []
    for _ in range(20_000):
        x, y = random.uniform(west, east), random.uniform(south, north)
        dx, dy = 30 / METRES / cos(radians(y)), 7.5 / METRES
        corners = [(x - dx, y - dy), (x + dx, y - dy), (x + dx, y + dy), (x - dx, y + dy)]
        house = Polygon([(round(lng, 6), round(lat, 6)) for lng, lat in corners])
        apart = all(house.distance(other) > 20 / METRES for other in houses)
        if apart and room.contains(house):
            houses.append(house)
        if len(houses) == count:
            return houses
    raise RuntimeError("no room for the buildings; choose another seed")


def square_metres(shape: Polygon) -> float:
    return shape.area * METRES * METRES * cos(radians(shape.centroid.y))


def with_area(shape: Polygon, have: float, want: float) -> Polygon:
    factor = (want / have) ** 0.5
    return scale(shape, factor, factor, origin="centroid")
