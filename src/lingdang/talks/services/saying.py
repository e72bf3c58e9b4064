"""What everything that is said begins and ends with."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from lingdang.cases.public import Case, KeyReused
from lingdang.kernel.actor import Actor
from lingdang.talks.enums import Audience, Kind
from lingdang.talks.models import Remark


def said_before(case: Case, key: UUID | None, by: Actor, kinds: Collection[Kind]) -> Remark | None:
    """What was sent under this key before, if this is the same again; the case is locked."""
    earlier = Remark.objects.filter(case=case.pk, key=key).first() if key else None
    if earlier and (earlier.kind not in kinds or earlier.by_id != by.person_id):
        raise KeyReused
    return earlier


def said(
    case: Case, kind: Kind, audience: Audience, text: str, *, by: Actor, at: datetime, **more: Any
) -> Remark:
    return Remark.objects.create(
        case=case, kind=kind, audience=audience, text=text, by_id=by.person_id, at=at, **more
    )


def carried(case: Case, **more: Any) -> dict[str, Any]:
    """What every fact of this room carries of its case, and what one carries besides."""
    due = case.due_at.isoformat() if case.due_at else None
    return {"case_id": case.pk, "held_at_id": case.place_id, "due_at": due, **more}
