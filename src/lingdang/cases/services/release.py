"""Which photographs of a case everybody may see."""

from uuid import UUID

from django.db import transaction

from lingdang.cases.facts import CasePhotoHeldBack, CasePhotoReleased
from lingdang.cases.models import Case
from lingdang.cases.policies import may_show_photos, require_see
from lingdang.cases.queries.lists import lock_case
from lingdang.cases.services.transitions import carried
from lingdang.evidence import public as evidence
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed


@transaction.atomic
def release_photo(*, case_id: int, public_id: UUID, released: bool, by: Actor) -> Case:
    """Let everybody see a photograph, or hold it back again; said twice, it is said once."""
    case = lock_case(case_id)
    require_see(by, case)
    if not may_show_photos(by, case):
        raise NotAllowed
    photo = evidence.release_photo(public_id, subject=case.subject, released=released)
    if photo is not None:
        event = CasePhotoReleased if released else CasePhotoHeldBack
        record(event(**carried(case), photo_id=photo.pk), by=by)
    return case
