"""One statement that puts on record what a phone sent, as often as it is sent: once."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils.translation import get_language
from pydantic_core import to_json

from lingdang.fieldwork.errors import PhotosMissing
from lingdang.fieldwork.models import Action
from lingdang.kernel.actor import Actor

# Two hundred phones at once are a matter of milliseconds each: hence one statement, which is one
# transaction. The phone's row is locked first; keys in order, so that two phones of a person that
# tell the same do not wait in a circle. What waits for photographs is looked at again: it has them
# now, perhaps.
_NOTE = """
WITH phone AS (
    INSERT INTO fieldwork_device (person_id, device, clock_offset, seen_at)
    VALUES (%(person)s, %(device)s, %(offset)s, %(now)s)
    ON CONFLICT (person_id, device)
    DO UPDATE SET clock_offset = excluded.clock_offset, seen_at = excluded.seen_at
    RETURNING id
), awaited AS (
    UPDATE fieldwork_action SET due_at = %(now)s FROM phone
    WHERE device_id = phone.id AND state = 'waiting' AND code = %(awaited)s
), noted AS (
    INSERT INTO fieldwork_action (
        person_id, device_id, received_at, actor, duties, language, tries, chosen,
        key, seq, kind, cipher, digest, subject, photos, made_at, made_at_phone,
        state, due_at, code, sentence
    )
    SELECT %(person)s, phone.id, %(now)s, %(actor)s, %(duties)s::jsonb, %(language)s, 0, '', told.*
    FROM phone, json_to_recordset(%(told)s::json) AS told (
        key text, seq bigint, kind text, cipher text, digest text, subject text, photos jsonb,
        made_at timestamptz, made_at_phone timestamptz,
        state text, due_at timestamptz, code text, sentence text
    )
    ORDER BY told.key
    ON CONFLICT (person_id, key) DO NOTHING
    RETURNING id, key
)
SELECT phone.id, noted.id, noted.key FROM phone LEFT JOIN noted ON true
"""
_TOLD = (
    *("key", "seq", "kind", "cipher", "digest", "subject", "photos"),
    *("made_at", "made_at_phone", "state", "due_at", "code", "sentence"),
)


def note_down(
    drafts: Sequence[Action], *, by: Actor, device: str, offset: timedelta, now: datetime
) -> tuple[int, list[Action]]:
    """Say which phone it is, and which of the drafts are new."""
    given = {
        "person": by.person_id,
        "device": device,
        "offset": round(offset.total_seconds()),
        "now": now,
        "awaited": PhotosMissing.code,
        "actor": by.name,
        "duties": json.dumps(sorted(by.duties)),
        "language": get_language() or "",
        "told": to_json([_told(draft) for draft in drafts]).decode(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, given)
        rows = cursor.fetchall()
    phone_id = rows[0][0]
    ids = {key: pk for _phone, pk, key in rows if pk}
    new = [draft for draft in drafts if draft.key in ids]
    for draft in new:
        draft.pk, draft.device_id = ids[draft.key], phone_id
    return phone_id, new


def _told(draft: Action) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in _TOLD}
