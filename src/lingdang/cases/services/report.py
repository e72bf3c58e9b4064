"""Somebody tells us something: on record at once, once, and on its way to the right grid."""

import json
from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.cases.errors import KeyReused
from lingdang.cases.following import follower_of, hash_of, new_token
from lingdang.cases.models import Case
from lingdang.cases.policies import REPORT_FOR_OTHER, require_report
from lingdang.cases.services import transitions
from lingdang.cases.services.drafts import Report, drafted, source_of
from lingdang.evidence.public import attach_photos
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.people.public import blind_index


@dataclass(frozen=True, slots=True)
class Reported:
    """``follow_token`` is for who has no account; ``again``: this report was on record already."""

    case: Case
    follow_token: str | None
    again: bool


def report_case(*, report: Report, by: Actor) -> Reported:
    """Accept a report. It is on disk when this returns; sent twice, it is one case."""
    source = source_of(report)
    require_report(by, source)
    now = timezone.now()
    case = drafted(report, source, now, by)
    token = _identify(case, report, by)
    try:
        with transaction.atomic():
            case.save(force_insert=True)
            attach_photos(
                report.photo_ids,
                subject=case.subject,
                moment="before",
                by=by,
                nameless=report.anonymous,
            )
            event = transitions.received(case, list(report.photo_ids))
            record(event, by=_speaker(case, by), at=case.received_at)
    except IntegrityError:
        earlier = _sent_before(case)
        if earlier is None:
            raise
        return _again(earlier, case, token)
    return Reported(case, token, again=False)


def _identify(case: Case, report: Report, by: Actor) -> str | None:
    """Note whose report it is. Staff who speak for others are not the reporter.

    An anonymous report bears no trace of the account it was sent from.
    """
    told = report.anonymous or report.contact_name or report.contact_phone
    for_other = bool(told) and by.has(REPORT_FOR_OTHER)
    if not for_other and not report.anonymous:
        case.reporter_id = by.person_id
    known = by.person_id if for_other or case.reporter_id else None
    scope = f"person:{known}" if known else "anyone"
    token = None if known else new_token(scope, report.request_key)
    case.follow_hash = hash_of(token) if token else None
    if report.request_key is not None:
        case.request_scope = scope
        case.request_digest = digest_of(report)
    return token


def digest_of(report: Report) -> str:
    """What tells a retry from another report under the same key; keyed, for it covers a phone."""
    content = asdict(report) | {"photo_ids": sorted(report.photo_ids), "request_key": None}
    return blind_index(json.dumps(content, sort_keys=True, default=str, ensure_ascii=False))


def _speaker(case: Case, by: Actor) -> Actor:
    """As whom the journal knows the reporter: without an account, as the reporter of this case."""
    return follower_of(case.pk) if case.follow_hash else by


def _sent_before(draft: Case) -> Case | None:
    if draft.request_key is None:
        return None
    sent = Case.objects.filter(request_scope=draft.request_scope, request_key=draft.request_key)
    return sent.select_related("category", "procedure").first()


def _again(case: Case, draft: Case, token: str | None) -> Reported:
    """Answer a retry with the case that its first try made."""
    if case.request_digest != draft.request_digest:
        raise KeyReused
    known = token if token and case.follow_hash == hash_of(token) else None
    return Reported(case, known, again=True)
