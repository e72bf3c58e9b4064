"""What people say to each other in a case; who waits for a reply; what is replied often."""

from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import HttpRequest, HttpResponse
from ninja import Router

from lingdang.cases.public import case_for, leading_for, sees_inside
from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.case_outputs import OpenQuestion, RemarkRow, StandardReplyRow, WaitingRow
from lingdang.faces.api.v1.fields import Id, IdempotencyKey, Line
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.schemas import (
    NewAnswer,
    NewNote,
    NewQuestion,
    NewReply,
    NewReplyRule,
    NewStandardReply,
)
from lingdang.faces.api.v1.wire import remark_written, standard_reply_written, written
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.talks.public import (
    add_to_report,
    answer_question,
    ask_reporter,
    conversation,
    filled,
    offered_replies,
    open_questions_for,
    reply_to_reporter,
    require_manage,
    set_reply_rule,
    set_standard_reply,
    standard_replies,
    waiting_for,
    write_note,
)

of_cases = Router()
router = Router()
_CREATED = 201
_MOST = 200
_REFUSED = refusals(403, 404, 409)


@of_cases.get(
    "/{case_id}/remarks",
    response={200: list[RemarkRow], **refusals(404)},
    summary="What was said in it, as far as you may read it, oldest first",
)
def list_remarks(request: HttpRequest, case_id: Id) -> HttpResponse:
    return _conversation(actor_of(request), case_id)


@of_cases.post(
    "/{case_id}/questions",
    response={201: list[RemarkRow], **_REFUSED},
    summary="Ask who reported it; its clock stands still until they answer",
)
def ask_question(
    request: HttpRequest, case_id: Id, said: NewQuestion, key: IdempotencyKey = None
) -> HttpResponse:
    by = actor_of(request)
    ask_reporter(case_id=case_id, text=said.text, by=by, key=_key(by, key))
    return _conversation(by, case_id, _CREATED)


@of_cases.post(
    "/{case_id}/answers",
    response={201: list[RemarkRow], **_REFUSED},
    summary="Answer the open question as who reported it, or write down what they answered",
)
def give_answer(
    request: HttpRequest, case_id: Id, said: NewAnswer, key: IdempotencyKey = None
) -> HttpResponse:
    by = actor_of(request)
    answer_question(case_id=case_id, by=by, key=_key(by, key), **said.model_dump())
    return _conversation(by, case_id, _CREATED)


@of_cases.post(
    "/{case_id}/additions",
    response={201: list[RemarkRow], **_REFUSED},
    summary="Add something as who reported it; while something is asked, it is the answer",
)
def give_addition(
    request: HttpRequest, case_id: Id, said: NewAnswer, key: IdempotencyKey = None
) -> HttpResponse:
    by = actor_of(request)
    add_to_report(case_id=case_id, by=by, key=_key(by, key), **said.model_dump())
    return _conversation(by, case_id, _CREATED)


@of_cases.post(
    "/{case_id}/replies",
    response={201: list[RemarkRow], **_REFUSED},
    summary="Reply to everybody who reported it, in public or in private",
)
def give_reply(
    request: HttpRequest, case_id: Id, said: NewReply, key: IdempotencyKey = None
) -> HttpResponse:
    by = actor_of(request)
    told = said.model_dump() | {"way": said.way.value if said.way else ""}
    reply_to_reporter(case_id=case_id, by=by, key=_key(by, key), **told)
    return _conversation(by, case_id, _CREATED)


@of_cases.post(
    "/{case_id}/notes",
    response={201: list[RemarkRow], **_REFUSED},
    summary="Leave a note for colleagues; who is mentioned hears of it",
)
def leave_note(
    request: HttpRequest, case_id: Id, said: NewNote, key: IdempotencyKey = None
) -> HttpResponse:
    by = actor_of(request)
    write_note(case_id=case_id, by=by, key=_key(by, key), **said.model_dump())
    return _conversation(by, case_id, _CREATED)


@of_cases.get(
    "/{case_id}/standard-replies",
    response={200: list[StandardReplyRow], **refusals(404)},
    summary="Standard replies that fit it, filled in, the most used first",
)
def list_fitting_replies(request: HttpRequest, case_id: Id) -> HttpResponse:
    actor = actor_of(request)
    case = case_for(actor, case_id)
    if not sees_inside(actor, case):
        raise NotFound
    fitting = offered_replies(case)
    return written([standard_reply_written(one, filled(one.text, case)) for one in fitting])


@router.get(
    "/waiting",
    response={200: list[WaitingRow], **refusals()},
    summary="Whose reporters wait for a reply, the longest first",
)
def list_waiting(request: HttpRequest) -> HttpResponse:
    found = waiting_for(actor_of(request)).order_by("since", "case")[:_MOST]
    return written(
        [
            {
                "case_id": row.case_id,
                "number": row.case.number,
                "state": row.case.state,
                "category": row.case.category_id,
                "since": row.since,
            }
            for row in found
        ]
    )


@router.get(
    "/questions",
    response={200: list[OpenQuestion], **refusals()},
    summary="What reporters were asked and have not answered, what runs out first",
)
def list_questions(request: HttpRequest) -> HttpResponse:
    found = open_questions_for(actor_of(request)).order_by("until", "id")[:_MOST]
    return written(
        [
            {
                "case_id": row.case_id,
                "number": row.case.number,
                "text": row.text,
                "asked_by": row.by_id,
                "at": row.at,
                "until": row.until,
            }
            for row in found
        ]
    )


@router.get(
    "/standard-replies",
    response={200: list[StandardReplyRow], **refusals(403)},
    summary="All standard replies, the most used first",
)
def list_standard_replies(request: HttpRequest) -> HttpResponse:
    require_manage(actor_of(request))
    found = standard_replies().order_by("-used", "id")
    return written([standard_reply_written(one) for one in found])


@router.post(
    "/standard-replies",
    response={201: StandardReplyRow, **refusals(403)},
    summary="Keep a standard reply ready",
)
def create_standard_reply(request: HttpRequest, told: NewStandardReply) -> HttpResponse:
    return _kept(request, None, told, _CREATED)


@router.put(
    "/standard-replies/{reply_id}",
    response={200: StandardReplyRow, **refusals(403, 404)},
    summary="Change a standard reply, or put it away",
)
def change_standard_reply(
    request: HttpRequest, reply_id: Id, told: NewStandardReply
) -> HttpResponse:
    return _kept(request, reply_id, told, 200)


@router.put(
    "/reply-rules/{code}",
    response={204: None, **refusals(403)},
    summary="Say of a category whether a reply must precede closing, or none is due",
)
def put_reply_rule(request: HttpRequest, code: Line, rule: NewReplyRule) -> HttpResponse:
    set_reply_rule(category_code=code, required=rule.required, by=actor_of(request))
    return HttpResponse(status=204)


def _kept(
    request: HttpRequest, reply_id: int | None, told: NewStandardReply, status: int
) -> HttpResponse:
    said = told.model_dump()
    code = said.pop("category")
    by = actor_of(request)
    reply = set_standard_reply(**said, category_code=code, reply_id=reply_id, by=by)
    return written(standard_reply_written(reply), status)


def _conversation(actor: Actor, case_id: int, status: int = 200) -> HttpResponse:
    case = leading_for(actor, case_id)
    return written([remark_written(said) for said in conversation(actor, case)], status)


def _key(by: Actor, key: str | None) -> UUID | None:
    return uuid5(NAMESPACE_URL, f"{by.person_id}:{key}") if key else None
