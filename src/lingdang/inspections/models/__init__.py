from lingdang.inspections.models.checklist import Checklist, Item, Version
from lingdang.inspections.models.circular import Circular, Named
from lingdang.inspections.models.finding import Finding, Order
from lingdang.inspections.models.group import Area, AreaPlace, Group, Member
from lingdang.inspections.models.round import Point, Round

__all__ = [
    "Area",
    "AreaPlace",
    "Checklist",
    "Circular",
    "Finding",
    "Group",
    "Item",
    "Member",
    "Named",
    "Order",
    "Point",
    "Round",
    "Version",
]
