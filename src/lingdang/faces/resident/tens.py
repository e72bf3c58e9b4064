"""A list of the ten as everybody reads it."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.places.public import tree
from lingdang.suggestions.public import (
    Contentment,
    Quarter,
    TenItem,
    TenList,
    TenNode,
    contentment_of,
    items_of,
)


@dataclass(frozen=True, slots=True)
class Item:
    item: TenItem
    nodes: list[TenNode]
    kept: int
    late: bool
    said: Contentment


def name_of(ten: TenList) -> str:
    places = tree()
    place = places.node(ten.place_id).name if ten.place_id in places else ""
    if ten.quarter == Quarter.YEAR:
        return _("%(place)s, year %(year)s") % {"place": place, "year": ten.year}
    told = {"place": place, "year": ten.year, "quarter": Quarter(ten.quarter).label}
    return _("%(place)s, %(year)s, %(quarter)s") % told


def items(ten: TenList) -> list[Item]:
    found = items_of(ten)
    said = contentment_of(ten, found)
    return [_item(one, said[one.pk]) for one in found]


def _item(item: TenItem, said: Contentment) -> Item:
    nodes, today = sorted(item.nodes.all(), key=lambda node: node.due_on), timezone.localdate()
    kept = sum(node.done_on is not None for node in nodes)
    late = not item.done_on and item.due_on is not None and item.due_on < today
    return Item(item, nodes, kept, late, said)
