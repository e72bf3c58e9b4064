"""Notes among colleagues: never changed, corrected by a new one."""

import re
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import Case, lock_case, reports_of
from lingdang.evidence.public import attach_photos
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import required_text
from lingdang.talks.enums import Audience, Kind
from lingdang.talks.facts import CaseNoted
from lingdang.talks.models import Mention, Remark
from lingdang.talks.policies import require_note
from lingdang.talks.queries.who import colleagues
from lingdang.talks.services.saying import carried, said, said_before

LONGEST, MENTIONED_AT_MOST = 3000, 10
_AT = re.compile(r"@([\w·]{2,20})")


@transaction.atomic
def write_note(
    *,
    case_id: int,
    text: str,
    by: Actor,
    mentioned: Sequence[int] = (),
    corrects_id: int | None = None,
    photo_ids: Sequence[int] = (),
    key: UUID | None = None,
) -> Remark:
    """Leave a note for staff; ``@name`` in it, or ``mentioned``, asks for somebody's attention."""
    case = lock_case(case_id)
    require_note(by, case)
    if earlier := said_before(case, key, by, {Kind.NOTE}):
        return earlier
    words, photos = required_text("text", text, LONGEST), list(photo_ids)
    corrects = _corrected(case, corrects_id)
    people = _people(case, words, mentioned)
    at = timezone.now()
    more = {"about": corrects, "photographs": len(photos), "key": key}
    note = said(case, Kind.NOTE, Audience.STAFF, words, by=by, at=at, **more)
    Mention.objects.bulk_create(Mention(remark=note, person_id=pk) for pk in people)
    attach_photos(photos, subject=note.subject, moment="other", by=by)
    told = carried(case, remark_id=note.pk, corrects_id=corrects_id, mentioned=people)
    record(CaseNoted(**told), by=by, at=at)
    return note


def _corrected(case: Case, note_id: int | None) -> Remark | None:
    if note_id is None:
        return None
    ids = [report.pk for report in reports_of(case)]
    note = Remark.objects.filter(pk=note_id, kind=Kind.NOTE, case__in=ids).first()
    if note is None:
        raise Incomplete({"corrects_id": _("There is no such note in this case.")})
    return note


def _people(case: Case, words: str, mentioned: Sequence[int]) -> list[int]:
    """Who is meant, of those who may see the case."""
    if not mentioned and "@" not in words:
        return []
    offered = colleagues(case)
    names = [found[1] for found in _AT.finditer(words)]
    named = {one.person_id for one in offered if any(name.startswith(one.name) for name in names)}
    if set(mentioned) - {one.person_id for one in offered}:
        raise Incomplete({"mentioned": _("Who does not see the case cannot be mentioned.")})
    people = sorted(named | set(mentioned))
    if len(people) > MENTIONED_AT_MOST:
        most = _("At most %(most)s persons.") % {"most": MENTIONED_AT_MOST}
        raise Incomplete({"mentioned": most})
    return people
