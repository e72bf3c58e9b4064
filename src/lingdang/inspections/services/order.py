"""Findings are handed over to units until a day, many at once; the unit gives a receipt."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import WAITING, dispatch_case
from lingdang.cases.public import State as CaseState
from lingdang.inspections.enums import ORDER, SEE
from lingdang.inspections.errors import HandedOverAlready, KeptSecret, NotBad
from lingdang.inspections.facts import OrderGiven, OrderReceipted
from lingdang.inspections.models import Finding, Order
from lingdang.inspections.models.finding import LONGEST_NOTE
from lingdang.inspections.policies import may
from lingdang.inspections.queries.findings import findings_for, order_for
from lingdang.inspections.queries.units import unit_answering
from lingdang.inspections.services.opening import open_case
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, Incomplete, NotAllowed, NotFound
from lingdang.kernel.texts import optional_text
from lingdang.people.public import Duty, Unit

ORDERS_AT_ONCE = 200
_LONGEST = timedelta(days=366)
_EVENING = time(23, 59)
_LENT = (Duty.SEE_CASE, Duty.DISPATCH_CASE)


@dataclass(frozen=True, slots=True)
class Wish:
    """To whom and until when; what is left open is said by the check-list."""

    unit_id: int | None = None
    due_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What becomes, or became, of one finding: an order or why not."""

    finding: Finding
    unit_id: int | None
    due_on: date
    refusal: DomainError | None = None
    order_id: int | None = None


def preview_order(*, finding_ids: Sequence[int], wish: Wish, by: Actor) -> list[Given]:
    """Say row by row what handing over would do, and do nothing."""
    return [_judged(finding, wish, by) for finding in _asked(finding_ids, by)]


@transaction.atomic
def give_order(
    *, finding_ids: Sequence[int], wish: Wish, by: Actor, key: UUID | None = None
) -> list[Given]:
    """Hand over what can be, each in a savepoint of its own; one order for a unit and a day."""
    _checked(wish)
    known = {it.pk: it for it in _asked(finding_ids, by)}
    locked = Finding.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=known)
    rows = locked.select_related("round", "point", "item", "case", "order").order_by("pk")
    batch = _Batch(wish, by, key)
    given = [batch.give(_judged(finding, wish, by, key)) for finding in rows]
    batch.tell(given)
    return given


def _asked(finding_ids: Sequence[int], by: Actor) -> list[Finding]:
    wanted = set(finding_ids)
    if not wanted or len(wanted) > ORDERS_AT_ONCE:
        sentence = _("Choose between 1 and %(most)s findings.") % {"most": ORDERS_AT_ONCE}
        raise Incomplete({"finding_ids": sentence})
    loaded = findings_for(by).select_related("round", "point", "item", "case", "order")
    found = list(loaded.filter(pk__in=wanted).order_by("pk"))
    if len(found) != len(wanted):
        raise NotFound
    if not all(may(by, ORDER, it.round.place_id) for it in found):
        raise NotAllowed
    return found


def _checked(wish: Wish) -> None:
    today = timezone.localdate()
    if wish.due_on and not today <= wish.due_on <= today + _LONGEST:
        raise Incomplete({"due_on": _("Choose a day from today on, within a year.")})
    on = Unit.objects.on(today)
    if wish.unit_id and not on.filter(pk=wish.unit_id).exists():
        raise Incomplete({"unit_id": _("There is no such unit.")})
    optional_text("note", wish.note, LONGEST_NOTE)


def _judged(finding: Finding, wish: Wish, by: Actor, key: UUID | None = None) -> Given:
    item = finding.item
    unit_id = wish.unit_id or item.unit_id or unit_answering(finding.point.place_id)
    due_on = wish.due_on or timezone.localdate() + timedelta(days=item.days)
    order = finding.order
    if order and key and (order.key, order.made_by_id) == (key, by.person_id):
        return Given(finding, order.unit_id, order.due_on, order_id=order.pk)
    return Given(finding, unit_id, due_on, refusal=_against(finding, unit_id))


def _against(finding: Finding, unit_id: int | None) -> DomainError | None:
    if not finding.is_bad:
        return NotBad()
    if finding.round.is_secret:
        return KeptSecret()
    stands = CaseState(finding.case.state) if finding.case else CaseState.RECEIVED
    if finding.order_id or stands not in WAITING:
        return HandedOverAlready()
    if unit_id is None:
        return Incomplete({"unit_id": _("Nobody answers for this place: choose a unit.")})
    return None


class _Batch:
    """One handing over: what goes to the same unit until the same day is one order."""

    def __init__(self, wish: Wish, by: Actor, key: UUID | None) -> None:
        self.wish, self.by, self.key = wish, by, key
        self._orders: dict[tuple[int, int, date], Order] = {}

    def give(self, given: Given) -> Given:
        finding, unit_id = given.finding, given.unit_id
        if given.refusal or given.order_id or unit_id is None:
            return given
        order = self._order(finding, unit_id, given.due_on)
        try:
            with transaction.atomic():
                _dispatch(finding, order, self.by)
        except DomainError as refusal:
            return Given(finding, unit_id, given.due_on, refusal=refusal)
        return Given(finding, unit_id, given.due_on, order_id=order.pk)

    def _order(self, finding: Finding, unit_id: int, due_on: date) -> Order:
        at = (finding.round_id, unit_id, due_on)
        if at not in self._orders:
            self._orders[at] = Order.objects.create(
                round_id=finding.round_id,
                unit_id=unit_id,
                due_on=due_on,
                note=self.wish.note.strip(),
                made_at=timezone.now(),
                made_by_id=self.by.person_id,
                key=self.key,
            )
        return self._orders[at]

    def tell(self, given: Sequence[Given]) -> None:
        """Say what was ordered; an order of which every finding was refused is none."""
        held: defaultdict[int, list[int]] = defaultdict(list)
        for it in given:
            if it.order_id:
                held[it.order_id].append(it.finding.pk)
        for order in self._orders.values():
            if not held[order.pk]:
                order.delete()
                continue
            told = OrderGiven(
                order_id=order.pk,
                unit_id=order.unit_id,
                round_id=order.round_id,
                finding_ids=held[order.pk],
                due_on=order.due_on.isoformat(),
            )
            record(told, by=self.by)


def _dispatch(finding: Finding, order: Order, by: Actor) -> None:
    if finding.case_id is None:
        open_case(finding)
    due_at = timezone.make_aware(datetime.combine(order.due_on, _EVENING))
    lent = by.entrusted(*_LENT)
    dispatch_case(case_id=finding.case_id or 0, unit_id=order.unit_id, due_at=due_at, by=lent)
    finding.order = order
    finding.save(update_fields=["order"])


@transaction.atomic
def receipt_order(*, order_id: int, by: Actor) -> Order:
    """The unit says that it has it; said twice it is one receipt."""
    order_for(by, order_id)
    order = Order.objects.select_for_update(no_key=True).get(pk=order_id)
    if not answers_for(by, order.unit_id):
        raise NotAllowed
    if order.received_at is None:
        order.received_at, order.received_by_id = timezone.now(), by.person_id
        order.save(update_fields=["received_at", "received_by"])
        record(OrderReceipted(order_id=order.pk, unit_id=order.unit_id), by=by)
    return order


def answers_for(actor: Actor, unit_id: int) -> bool:
    """Whether somebody speaks for a unit: holds a post in it."""
    return unit_id in actor.reach(SEE).units
