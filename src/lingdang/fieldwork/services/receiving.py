"""Take in what a phone sends: all of it on record in one short transaction, once."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.fieldwork import queries
from lingdang.fieldwork.enums import Kind, State
from lingdang.fieldwork.errors import KindUnknown, SaysOtherwise, TooLarge, TooOld
from lingdang.fieldwork.models import Action
from lingdang.fieldwork.policies import require_outside
from lingdang.fieldwork.services.noting import note_down
from lingdang.fieldwork.shapes import SHAPES, shaped
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, Incomplete
from lingdang.people.public import blind_index, encrypt

ACTIONS_AT_ONCE = 50
OLDEST = timedelta(days=30)
_MOST_BYTES = 32_000  # of the data of one action, as JSON
_FARTHEST = timedelta(days=68 * 365)  # a phone that was empty begins in 1970
_RIGHT = timedelta(minutes=2)  # a clock that is this little wrong is believed


@dataclass(frozen=True, slots=True)
class Sent:
    """One action as the phone tells it; ``at`` by the phone's clock."""

    key: str
    seq: int
    kind: str
    at: datetime
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Taken:
    """What is on record, by its key; ``refused`` are those of the keys that are not."""

    device_id: int
    clock_offset: timedelta
    noted: dict[str, Action]
    refused: dict[str, DomainError]


def take_in(*, device: str, phone_time: datetime, sent: Sequence[Sent], by: Actor) -> Taken:
    """Note everything before anything is done. Sent again, it is noted already."""
    require_outside(by)
    if len(sent) > ACTIONS_AT_ONCE:
        raise Incomplete({"actions": _("At most %(most)s at once.") % {"most": ACTIONS_AT_ONCE}})
    now = timezone.now()
    behind = now - phone_time
    if abs(behind) > _FARTHEST:
        raise Incomplete({"phone_time": _("This moment is not possible.")})
    offset = behind if abs(behind) > _RIGHT else timedelta()
    drafts, refused = _drafted(sent, offset, now, by)
    phone_id, new = note_down(drafts, by=by, device=device, offset=offset, now=now)
    noted = {draft.key: draft for draft in new}
    told = {draft.key: draft.digest for draft in drafts}
    if earlier := told.keys() - noted.keys():
        noted |= queries.actions_by_key(by, earlier)
        refused |= {key: SaysOtherwise() for key in earlier if noted[key].digest != told[key]}
    return Taken(phone_id, offset, noted, refused)


def _drafted(
    sent: Iterable[Sent], offset: timedelta, now: datetime, by: Actor
) -> tuple[list[Action], dict[str, DomainError]]:
    """What can be noted, each key once; what is too large or told twice, why not."""
    drafts: dict[str, Action] = {}
    refused: dict[str, DomainError] = {}
    for one in sent:
        content = json.dumps(one.data, ensure_ascii=False, sort_keys=True)
        if len(content.encode()) > _MOST_BYTES:
            refused[one.key] = TooLarge()
            continue
        draft = _draft(one, content, offset, now, by)
        if one.key in drafts and drafts[one.key].digest != draft.digest:
            refused[one.key] = SaysOtherwise()
        drafts.setdefault(one.key, draft)
    return list(drafts.values()), refused


def _draft(one: Sent, content: str, offset: timedelta, now: datetime, by: Actor) -> Action:
    action = Action(
        person_id=require_outside(by),
        key=one.key,
        seq=one.seq,
        kind=one.kind,
        cipher=encrypt(content),
        digest=blind_index(f"action:{one.kind}:{one.at.isoformat()}:{content}"),
        subject=f"action:{one.key}",
        made_at=_made_at(one.at, offset, now),
        made_at_phone=one.at,
        received_at=now,
        due_at=now,
    )
    try:
        _look_over(action, one.data)
    except DomainError as refusal:
        action.state, action.due_at = State.REFUSED, None
        action.code, action.sentence = refusal.code, str(refusal)
    return action


def _made_at(at: datetime, offset: timedelta, now: datetime) -> datetime:
    """What is still to come is now; of what is too old only that it is matters."""
    ago = now - offset - at
    return now - min(max(ago, timedelta()), OLDEST + timedelta(days=1))


def _look_over(action: Action, data: Mapping[str, Any]) -> None:
    """Say what it is about; refuse what can never be done, and keep it readable all the same."""
    if action.kind not in SHAPES:
        raise KindUnknown
    shape = shaped(Kind(action.kind), dict(data))
    action.subject = shape.about() or action.subject
    action.photos = list(dict.fromkeys(shape.photo_keys()))
    if action.received_at - action.made_at > OLDEST:
        raise TooOld(days=OLDEST.days)
