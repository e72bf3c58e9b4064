"""A list of the ten as the desk shows it: the period in words, how far each item has come."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.faces.desk.states import Badge
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.suggestions.public import (
    Contentment,
    Quarter,
    TenItem,
    TenList,
    TenNode,
    contentment_of,
    may_progress,
)


@dataclass(frozen=True, slots=True)
class Shown:
    item: TenItem
    nodes: list[TenNode]
    kept: int  # dates on the way that are done
    badge: Badge
    said: Contentment
    may_progress: bool


def period_of(ten: TenList) -> str:
    if ten.quarter == Quarter.YEAR:
        return _("year %(year)s") % {"year": ten.year}
    return _("%(year)s, %(quarter)s") % {"year": ten.year, "quarter": Quarter(ten.quarter).label}


def shown(actor: Actor, ten: TenList, items: list[TenItem]) -> list[Shown]:
    said = contentment_of(ten, items)
    return [_shown(actor, ten, item, said[item.pk]) for item in items]


def _shown(actor: Actor, ten: TenList, item: TenItem, said: Contentment) -> Shown:
    item.ten = ten
    nodes = sorted(item.nodes.all(), key=lambda node: (node.due_on, node.pk))
    return Shown(
        item=item,
        nodes=nodes,
        kept=sum(node.done_on is not None for node in nodes),
        badge=_badge(item, nodes),
        said=said,
        may_progress=not ten.is_draft and not item.done_on and may_progress(actor, item),
    )


def _badge(item: TenItem, nodes: Iterable[TenNode]) -> Badge:
    today = timezone.localdate()
    open_days = [node.due_on for node in nodes if not node.done_on]
    if item.done_on:
        return Badge(_("done"), "green")
    if item.due_on and item.due_on < today:
        return Badge(_("overdue"), "red")
    if any(day < today for day in open_days):
        return Badge(_("behind its dates"), "amber")
    return Badge(_("on its way"), "blue")


def item_in(ten: TenList, item_id: int) -> TenItem:
    found = ten.items.filter(pk=item_id).first()
    if found is None:
        raise NotFound
    return found
