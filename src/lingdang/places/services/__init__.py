"""Every way to change the tree. Changes wait for each other; each holds from a day on."""

from lingdang.places.services.boundaries import draw_boundary
from lingdang.places.services.days import enter_days
from lingdang.places.services.reshape import dissolve_place, merge_places, split_place
from lingdang.places.services.stand import create_place, move_place, rename_place

__all__ = [
    "create_place",
    "dissolve_place",
    "draw_boundary",
    "enter_days",
    "merge_places",
    "move_place",
    "rename_place",
    "split_place",
]
