"""What happened to service requests: mySociety's extension ``servicerequestupdates``.

Read from the journal and told without anybody's name, of public requests alone.
"""

from collections.abc import Iterable, Mapping

from django.http import HttpRequest

from lingdang.cases.public import Case, CaseClosed, title_of
from lingdang.faces.api.open311.adding import add
from lingdang.faces.api.open311.filters import Asked, asked
from lingdang.faces.api.open311.media import Photos, photos_for
from lingdang.faces.api.open311.resources import resource
from lingdang.faces.api.open311.wire import Value
from lingdang.faces.api.open311.words import AFTER, STATUSES
from lingdang.faces.api.queries import public_by_ids, public_by_numbers, update_facts
from lingdang.journal.public import Fact
from lingdang.people.public import mask_numbers
from lingdang.talks.public import ReporterReplied, public_texts

type Texts = Mapping[int, str]


def _updates(request: HttpRequest) -> list[Value]:
    facts, cases = _found(asked(request.GET.dict()))
    told = [(fact, cases[pk]) for fact in facts if (pk := fact.data["case_id"]) in cases]
    said = _said(facts)
    photos = photos_for({case.subject for _fact, case in told}, request)
    return [_update(fact, case, photos, said) for fact, case in told]


def _found(wanted: Asked) -> tuple[list[Fact], Mapping[int, Case]]:
    """Read the facts of a page, and of their cases those that are public."""
    if wanted.ids:
        cases = {case.pk: case for case in public_by_numbers(wanted.ids)}
        return list(update_facts(wanted, [case.subject for case in cases.values()])), cases
    facts = list(update_facts(wanted))
    return facts, {case.pk: case for case in public_by_ids(fact.data["case_id"] for fact in facts)}


def _update(fact: Fact, case: Case, photos: Photos, said: Texts) -> dict[str, Value]:
    return {
        "update_id": str(fact.pk),
        "service_request_id": case.number,
        "status": AFTER.get(fact.name) or STATUSES[case.state],
        "updated_datetime": fact.at,
        "description": _description(fact, case, said),
        "media_url": photos.among(case.subject, fact.data.get("photo_ids", ())),
    }


def _said(facts: Iterable[Fact]) -> Texts:
    """Find the words of public replies, which the journal does not hold."""
    replies = [fact.data["remark_id"] for fact in facts if fact.name == ReporterReplied.name]
    return public_texts(replies) if replies else {}


def _description(fact: Fact, case: Case, said: Texts) -> str:
    """Say what happened, and the outcome once the case is closed and as long as it stays so."""
    title = title_of(fact)
    if fact.name == ReporterReplied.name:
        return f"{title}: {said.get(fact.data['remark_id'], '')}"
    ended = fact.name == CaseClosed.name and not case.is_open
    return f"{title}: {mask_numbers(case.outcome)}" if ended else title


def notes_of(cases: Iterable[Case]) -> Mapping[int, list[Value]]:
    """The same as a history inside each request, as several cities have it."""
    by_subject = {case.subject: case for case in cases}
    notes: dict[int, list[Value]] = {case.pk: [] for case in by_subject.values()}
    facts = list(update_facts(None, list(by_subject)))
    said = _said(facts)
    for fact in facts:
        case = by_subject[fact.subject]
        notes[case.pk].append(
            {
                "datetime": fact.at,
                "description": _description(fact, case, said),
                "type": (AFTER.get(fact.name) or STATUSES[case.state]).lower(),
            }
        )
    return notes


updates = resource("service_request_updates", get=_updates, post=add)
