"""The door to places: where things are, who was where, and when there is work."""

from lingdang.places.drawing import boundaries_geojson
from lingdang.places.enums import MANAGE_PLACE
from lingdang.places.facts import (
    CalendarChanged,
    PlaceDissolved,
    PlaceMerged,
    PlaceMoved,
    PlaceSplit,
)
from lingdang.places.imports import import_boundaries, import_days, import_figures, import_places
from lingdang.places.imports.days import enter_published
from lingdang.places.locating import Located, locate, metres_between, metres_outside
from lingdang.places.models import Day, Level, Place
from lingdang.places.queries import (
    as_of,
    calendar,
    figures_of,
    history,
    levels,
    odd_days,
    successors,
    tree,
    unknown_years,
)
from lingdang.places.services import (
    create_place,
    dissolve_place,
    merge_places,
    move_place,
    rename_place,
    split_place,
)
from lingdang.places.services.reshape import Part
from lingdang.places.tree import PlaceNode, Tree

__all__ = [
    "MANAGE_PLACE",
    "CalendarChanged",
    "Day",
    "Level",
    "Located",
    "Part",
    "Place",
    "PlaceDissolved",
    "PlaceMerged",
    "PlaceMoved",
    "PlaceNode",
    "PlaceSplit",
    "Tree",
    "as_of",
    "boundaries_geojson",
    "calendar",
    "create_place",
    "dissolve_place",
    "enter_published",
    "figures_of",
    "history",
    "import_boundaries",
    "import_days",
    "import_figures",
    "import_places",
    "levels",
    "locate",
    "merge_places",
    "metres_between",
    "metres_outside",
    "move_place",
    "odd_days",
    "rename_place",
    "split_place",
    "successors",
    "tree",
    "unknown_years",
]
