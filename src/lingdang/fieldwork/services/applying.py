"""Do what phones sent: in order, each with its outcome in one transaction, so never twice."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from time import monotonic
from types import MappingProxyType

from django.db import transaction
from django.utils import timezone, translation

from lingdang.cases.public import Case
from lingdang.evidence.public import Arrived, arrived
from lingdang.fieldwork import queries
from lingdang.fieldwork.enums import Kind, State
from lingdang.fieldwork.errors import EarlierUndone, NotDone, PhotoBroken, PhotosMissing
from lingdang.fieldwork.facts import ActionConflicted
from lingdang.fieldwork.models import Action
from lingdang.fieldwork.services.doing import DO, Doing
from lingdang.fieldwork.services.judging import conflict_of
from lingdang.fieldwork.shapes import FindingData, Shape, shaped
from lingdang.inspections.public import findings_for
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.people.public import actor_for

MAX_TRIES = 8
_A_STAY = 50  # actions of one phone before another has its turn
_LOOK_AGAIN = timedelta(seconds=15)
_LOOK_LATER, _LATER = timedelta(minutes=5), timedelta(hours=1)
log = logging.getLogger(__name__)


def apply_due(*, until: float) -> int:
    """For the worker: phone after phone; how many actions were looked at."""
    looked_at = 0
    while _may_go_on(until) and (phone := apply_next()):
        looked_at += 1
        # To find a phone costs more than to do what it sent: one stays with it for a while.
        for _more in range(_A_STAY):
            if not _may_go_on(until) or not apply_next(phone):
                break
            looked_at += 1
    return looked_at


def _may_go_on(until: float) -> bool:
    """In a rush people who wait for an answer come first: all are taken in before one is served."""
    return monotonic() < until and not queries.is_rush(timezone.now())


@transaction.atomic
def apply_next(device_id: int | None = None) -> int | None:
    """Do the next action, of one phone or of any; say of which phone, if there was one."""
    device = queries.lock_device(device_id) if device_id else queries.lock_due_device()
    action = queries.next_action(device) if device else None
    if action is None:
        return None
    with translation.override(action.language):
        apply_action(action)
    return action.device_id


def apply_action(action: Action) -> None:
    """Do it, of a locked phone; what speaks against it becomes its outcome."""
    by, doing = as_sent(action), None
    try:
        with transaction.atomic():
            doing = _doing(action, by)
            case = DO[Kind(action.kind)](doing)
    except PhotosMissing as waits:
        _wait(action, waits)
    except DomainError as refusal:
        undone(action, refusal, doing.case_id if doing else 0, by)
    except Exception:
        log.exception("action %s failed", action.pk)
        _put_off(action, by)
    else:
        done(action, case)


def as_sent(action: Action) -> Actor:
    """Its person with the duties of today, of those by which it was sent."""
    person = actor_for(action.person)
    held = {duty: reach for duty, reach in person.duties.items() if duty in action.duties}
    return replace(person, name=action.actor, duties=MappingProxyType(held))


def _doing(action: Action, by: Actor) -> Doing:
    shape = shaped(Kind(action.kind), action.data)
    return Doing(
        key=action.key,
        shape=shape,
        at=action.made_at,
        by=by,
        case_id=case_of(action, shape, by),
        photo_ids=_photos(action.photos, by),
    )


def case_of(action: Action, shape: Shape, by: Actor) -> int:
    """Find the case that it is about; of a report that this phone or another sent, by its key."""
    if isinstance(shape, FindingData):
        at = findings_for(by).filter(point=shape.point_id, item=shape.item_id)
        return at.values_list("case_id", flat=True).first() or 0
    if key := getattr(shape, "case_key", None):
        report = Action.objects.filter(person=action.person_id, key=key).first()
        if report is None or report.case_id is None:
            raise EarlierUndone
        return report.case_id
    return getattr(shape, "case_id", None) or 0


def _photos(keys: list[str], by: Actor) -> Mapping[str, int]:
    if not keys:
        return {}
    found: dict[str, Arrived] = arrived(keys, by=by)
    if broken := next((one.refusal for one in found.values() if one.refusal), ""):
        raise PhotoBroken(why=broken)
    here = {key: one.photo_id for key, one in found.items() if one.photo_id}
    if missing := len(keys) - len(here):
        raise PhotosMissing(missing=missing)
    return here


def done(action: Action, case: Case | None) -> None:
    """The rooms have it now: what it told is not kept a second time."""
    action.state, action.due_at, action.case = State.DONE, None, case
    action.code = action.sentence = action.cipher = ""
    action.save(update_fields=["state", "due_at", "case", "code", "sentence", "cipher"])
    if case is not None:
        mine = Action.objects.waiting().filter(person=action.person_id)
        mine.filter(subject=f"action:{action.key}").update(subject=f"case:{case.pk}")


def undone(action: Action, refusal: DomainError, case_id: int, by: Actor) -> None:
    """Say why not; what came in between is for its person to decide."""
    conflict = conflict_of(refusal, Kind(action.kind), case_id, by)
    action.state = State.CONFLICT if conflict else State.REFUSED
    reason = conflict or refusal
    action.code, action.sentence, action.due_at = reason.code, str(reason), None
    action.case_id = case_id or None
    action.save(update_fields=["state", "code", "sentence", "due_at", "case"])
    if conflict:
        record(
            ActionConflicted(
                action_id=action.pk,
                kind=action.kind,
                case_id=action.case_id,
                code=action.code,
            ),
            by=by,
        )


def _wait(action: Action, why: DomainError) -> None:
    """Its photographs may come in a minute, or when its person finds a network."""
    now = timezone.now()
    fresh = now - action.received_at < _LATER
    action.due_at = now + (_LOOK_AGAIN if fresh else _LOOK_LATER)
    action.code, action.sentence = why.code, str(why)
    action.save(update_fields=["due_at", "code", "sentence"])


def _put_off(action: Action, by: Actor) -> None:
    """A mistake of ours: again, later each time; in the end its person is told."""
    action.tries += 1
    if action.tries >= MAX_TRIES:
        undone(action, NotDone(), 0, by)
    action.due_at = None if action.tries >= MAX_TRIES else timezone.now() + _delay(action.tries)
    action.save(update_fields=["tries", "due_at"])


def _delay(tries: int) -> timedelta:
    return timedelta(seconds=2**tries)
