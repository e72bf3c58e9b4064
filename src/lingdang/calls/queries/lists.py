"""Which calls, and one at a time."""

from datetime import datetime

from django.utils import timezone

from lingdang.calls import policies
from lingdang.calls.models import Call, CallQuerySet, Ringing
from lingdang.cases.public import Case
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound


def calls_for(actor: Actor) -> CallQuerySet:
    """All that this actor may see, with their case."""
    return Call.objects.visible_to(actor).select_related("case__procedure")


def call_for(actor: Actor, call_id: int) -> Call:
    call = calls_for(actor).filter(pk=call_id).first()
    if call is None:
        raise NotFound
    return call


def visible(actor: Actor, call: Call) -> bool:
    return Call.objects.visible_to(actor).filter(pk=call.pk).exists()


def may_answer_call(actor: Actor, call: Call) -> bool:
    return policies.may_answer(actor, call.case, rung_by(call))


def call_of(case: Case) -> Call | None:
    """The ring that opened a case; whoever may see the case may see it."""
    return Call.objects.select_related("case__procedure").filter(case=case.pk).first()


def call_known(call_id: int) -> Call:
    return Call.objects.select_related("case__procedure").get(pk=call_id)


def running_of(caller: str, place_id: int) -> Call | None:
    found = Call.objects.ringing().filter(caller=caller, place=place_id)
    return found.select_related("case").first()


def rung_by(call: Call) -> dict[int, str]:
    """Whom a call has rung so far, each with the level."""
    rung = Ringing.objects.filter(call=call.pk).values_list("person_id", "rung__level")
    return dict(rung)


def lock_call(call_id: int) -> Call:
    locked = Call.objects.select_for_update(no_key=True, of=("self",))
    call = locked.select_related("case__procedure").filter(pk=call_id).first()
    if call is None:
        raise NotFound
    return call


def lock_due(at: datetime | None = None) -> Call | None:
    """The call that should have climbed first, and that nobody else is at."""
    due = Call.objects.ringing().filter(until__lte=at or timezone.now()).order_by("until", "pk")
    locked = due.select_for_update(no_key=True, skip_locked=True, of=("self",))
    return locked.select_related("case").first()
