"""Put right; judged by somebody else; sent back when it is not right."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lingdang.cases.enums import Step
from lingdang.cases.models import Case
from lingdang.cases.models.lists import SEE
from lingdang.cases.policies import FINISH
from lingdang.cases.services import transitions
from lingdang.cases.services.assign import owned_again
from lingdang.cases.services.saving import locked_for, moment_of, saved
from lingdang.cases.services.split import require_parts_ended, require_whole_at_work
from lingdang.evidence.public import attach_photos
from lingdang.kernel.actor import Actor
from lingdang.kernel.texts import optional_text, required_text
from lingdang.places.public import tree

FINISHER = Actor.process("cases parts", FINISH, SEE)


@transaction.atomic
def handle_case(
    *,
    case_id: int,
    outcome: str,
    by: Actor,
    photo_ids: Sequence[int] = (),
    at: datetime | None = None,
) -> Case:
    """Say what was done; the level of the place that holds it is where it was settled.

    ``at``: when it was done, of what could not be told at once.
    """
    case = locked_for(Step.HANDLE, case_id, by)
    require_parts_ended(case)
    words, photos, at = required_text("outcome", outcome), list(photo_ids), moment_of(case, at)
    event = transitions.handled(
        case,
        outcome=words,
        level=tree().node(case.place_id).level,
        person_id=by.person_id,
        photo_ids=photos,
        at=at,
    )
    case.changed_at = timezone.now()
    attach_photos(photos, subject=case.subject, moment="after", by=by)
    return saved(case, event, by=by, at=at)


@transaction.atomic
def return_case(*, case_id: int, reason: str, by: Actor) -> Case:
    """Send it back: it is not right yet."""
    case = locked_for(Step.RETURN, case_id, by)
    require_whole_at_work(case)
    words, at = required_text("reason", reason), timezone.now()
    event = transitions.returned(case, reason=words, at=at)
    owned_again(case, by)
    return saved(case, event, by=by, at=at)


@transaction.atomic
def verify_case(*, case_id: int, by: Actor, note: str = "") -> Case:
    """Confirm what somebody else put right. A part ends with it: the whole is called back."""
    case = locked_for(Step.VERIFY, case_id, by)
    words, at = optional_text("note", note), timezone.now()
    event = transitions.verified(case, note=words, person_id=by.person_id, at=at)
    case = saved(case, event, by=by, at=at)
    return finish_part(case_id=case_id, by=FINISHER) if case.parent_id else case


@transaction.atomic
def finish_part(*, case_id: int, by: Actor) -> Case:
    case = locked_for(Step.FINISH, case_id, by)
    at = timezone.now()
    return saved(case, transitions.finished(case, at=at), by=by, at=at)
