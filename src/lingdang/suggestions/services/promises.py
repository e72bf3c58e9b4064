"""What was promised is done: a date on the way, and in the end the whole."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.kernel.texts import optional_text, required_text
from lingdang.suggestions.enums import TenState
from lingdang.suggestions.errors import TenDone
from lingdang.suggestions.facts import TenItemDone, TenNodeDone
from lingdang.suggestions.models import TenItem, TenNode
from lingdang.suggestions.policies import require_progress

_NOTE, _OUTCOME = 300, 1000


@transaction.atomic
def finish_node(*, ten_id: int, node_id: int, note: str = "", by: Actor) -> TenNode:
    """Note that what was due on the way is done; late, the note says why."""
    item = _lock_item(Q(ten=ten_id, nodes=node_id), by)
    node = TenNode.objects.get(pk=node_id)
    if node.done_on:
        raise TenDone
    today = timezone.localdate()
    late = today > node.due_on
    node.note = required_text("note", note, _NOTE) if late else optional_text("note", note, _NOTE)
    node.done_on = today
    node.save(update_fields=["done_on", "note"])
    told = TenNodeDone(ten=item.ten_id, item=item.pk, node=node.pk, place=item.ten.place_id)
    record(told, by=by)
    return node


@transaction.atomic
def finish_item(*, ten_id: int, item_id: int, outcome: str, by: Actor) -> TenItem:
    """Say what came of it; what was still due on the way is due no more."""
    item = _lock_item(Q(ten=ten_id, pk=item_id), by)
    item.outcome, item.done_on = required_text("outcome", outcome, _OUTCOME), timezone.localdate()
    item.save(update_fields=["outcome", "done_on"])
    record(TenItemDone(ten=item.ten_id, item=item.pk, place=item.ten.place_id), by=by)
    return item


def _lock_item(which: Q, by: Actor) -> TenItem:
    confirmed = TenItem.objects.filter(ten__state=TenState.CONFIRMED).select_related("ten")
    locked = confirmed.select_for_update(no_key=True, of=("self",))
    item = locked.filter(which).first()
    if item is None:
        raise NotFound
    require_progress(by, item)
    if item.done_on:
        raise TenDone
    return item
