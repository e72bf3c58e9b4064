"""Draft the ten matters from what is hot, put them in order, confirm them, keep the promise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.kernel.texts import optional_text, required_text
from lingdang.people.public import Unit
from lingdang.places.public import tree
from lingdang.suggestions.enums import Quarter, TenState
from lingdang.suggestions.errors import TenDrafted, TenFixed, TenFull, TenNotWhole
from lingdang.suggestions.facts import TenListChanged, TenListConfirmed, TenListDrafted
from lingdang.suggestions.models import TEN, TenItem, TenList, TenNode
from lingdang.suggestions.policies import may_keep_ten, require_keep_ten
from lingdang.suggestions.queries.hot import hot_matters_for
from lingdang.suggestions.queries.ten import hottest_of, items_of, usual_unit
from lingdang.suggestions.titling import LONGEST_TITLE

_PROMISE, _NODE, _NODES = 1000, 120, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemData:
    """What is said of one of the ten; ``nodes`` are the dates on the way and what is due then."""

    title: str
    unit_id: int | None = None
    promise: str = ""
    due_on: date | None = None
    matter_id: int | None = None
    nodes: tuple[tuple[date, str], ...] = ()


@transaction.atomic
def draft_ten(*, place_id: int, year: int, quarter: str, by: Actor) -> TenList:
    """Begin the list of a place and a period with what was hottest there."""
    if place_id not in tree():
        raise NotFound
    require_keep_ten(by, place_id)
    _require_period(year, quarter)
    ten = _begun(place_id, year, quarter)
    hottest = hottest_of(tree().node(place_id).path, year, quarter, TEN)
    TenItem.objects.bulk_create(
        TenItem(ten=ten, rank=rank, title=one.title, matter=one, unit_id=usual_unit(one))
        for rank, one in enumerate(hottest, 1)
    )
    record(TenListDrafted(ten=ten.pk, place=place_id, proposed=len(hottest)), by=by)
    return ten


def _require_period(year: int, quarter: str) -> None:
    today = timezone.localdate()
    if quarter not in Quarter.values or not today.year - 10 <= year <= today.year:
        raise Incomplete({"year": _("Choose a year of the last ten, and a quarter or the whole.")})


def _begun(place_id: int, year: int, quarter: str) -> TenList:
    try:
        with transaction.atomic():
            return TenList.objects.create(
                place_id=place_id, year=year, quarter=quarter, made_at=timezone.now()
            )
    except IntegrityError:
        raise TenDrafted from None


@transaction.atomic
def save_item(*, ten_id: int, item: ItemData, item_id: int | None = None, by: Actor) -> TenItem:
    """Say what one of the ten is, who leads, what is promised; without an id it is a new one."""
    ten = lock_draft(ten_id, by)
    kept = _item(ten, item_id) if item_id else TenItem(ten=ten, rank=_next_rank(ten))
    kept.title = required_text("title", item.title, LONGEST_TITLE)
    kept.promise = optional_text("promise", item.promise, _PROMISE)
    kept.unit_id, kept.due_on = _unit(item.unit_id), item.due_on
    kept.matter_id = _matter(item.matter_id, by)
    kept.save()
    _set_nodes(kept, item.nodes)
    _changed(ten, "saved", kept.pk, by)
    return kept


def _next_rank(ten: TenList) -> int:
    count = ten.items.count()
    if count >= TEN:
        raise TenFull
    return count + 1


def _unit(unit_id: int | None) -> int | None:
    if unit_id is not None and not Unit.objects.filter(pk=unit_id).exists():
        raise Incomplete({"unit_id": _("There is no such unit.")})
    return unit_id


def _matter(matter_id: int | None, by: Actor) -> int | None:
    if matter_id is not None and not hot_matters_for(by).filter(pk=matter_id).exists():
        raise Incomplete({"matter_id": _("There is no such hot matter.")})
    return matter_id


def _set_nodes(item: TenItem, nodes: Iterable[tuple[date, str]]) -> None:
    """What is due by when, in the order of the days; none after the day of the promise."""
    wanted = sorted(set(nodes))
    if len(wanted) > _NODES or (item.due_on and any(on > item.due_on for on, _what in wanted)):
        raise Incomplete({"nodes": _("At most twenty dates, none after the day of the promise.")})
    item.nodes.all().delete()
    TenNode.objects.bulk_create(
        TenNode(item=item, due_on=on, what=required_text("nodes", what, _NODE))
        for on, what in wanted
    )


@transaction.atomic
def move_item(*, ten_id: int, item_id: int, up: bool, by: Actor) -> None:
    """Change places with the one before it, or after it."""
    ten = lock_draft(ten_id, by)
    item = _item(ten, item_id)
    other = ten.items.filter(rank=item.rank - 1 if up else item.rank + 1).first()
    if other:
        item.rank, other.rank = other.rank, item.rank
        TenItem.objects.bulk_update([item, other], ["rank"])
        _changed(ten, "moved", item_id, by)


@transaction.atomic
def remove_item(*, ten_id: int, item_id: int, by: Actor) -> None:
    """Take one out; those after it move up."""
    ten = lock_draft(ten_id, by)
    _item(ten, item_id).delete()
    left = list(ten.items.order_by("rank"))
    for rank, item in enumerate(left, 1):
        item.rank = rank
    TenItem.objects.bulk_update(left, ["rank"])
    _changed(ten, "removed", item_id, by)


@transaction.atomic
def confirm_ten(*, ten_id: int, by: Actor) -> TenList:
    """Make it public: ten, each with a unit that leads, a promise, its day and dates on the way."""
    ten = lock_draft(ten_id, by)
    items = items_of(ten)
    lacking = [item.rank for item in items if not is_whole(item)]
    if len(items) != TEN or lacking:
        raise TenNotWhole(count=len(items), lacking=", ".join(map(str, lacking)) or "—")
    ten.state, ten.confirmed_at = TenState.CONFIRMED, timezone.now()
    ten.confirmed_by_id = by.person_id
    ten.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    record(TenListConfirmed(ten=ten.pk, place=ten.place_id), by=by, at=ten.confirmed_at)
    return ten


def is_whole(item: TenItem) -> bool:
    return bool(item.unit_id and item.promise and item.due_on and item.nodes.all())


def lock_draft(ten_id: int, by: Actor) -> TenList:
    """Lock one for change: a draft is known to its keepers alone."""
    ten = TenList.objects.select_for_update(no_key=True).filter(pk=ten_id).first()
    if ten is None or (ten.is_draft and not may_keep_ten(by, ten.place_id)):
        raise NotFound
    require_keep_ten(by, ten.place_id)
    if not ten.is_draft:
        raise TenFixed
    return ten


def _item(ten: TenList, item_id: int) -> TenItem:
    item = ten.items.filter(pk=item_id).first()
    if item is None:
        raise NotFound
    return item


def _changed(ten: TenList, change: str, item_id: int, by: Actor) -> None:
    record(TenListChanged(ten=ten.pk, place=ten.place_id, change=change, item=item_id), by=by)
