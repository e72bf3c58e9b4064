"""What keeps cases from lying: proposals, on the spot, supervision, urging, hand-over."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from lingdang.cases.public import Source, assign_case, case_for, sees_inside
from lingdang.dispatching.public import (
    HandOver,
    Supervision,
    confirm_proposal,
    explanation_of,
    hand_over_shift,
    hand_overs_for,
    lift_supervision,
    preview,
    report_settled,
    settle_on_the_spot,
    supervise_case,
    supervisions_for,
    urge_case,
    urges_of,
)
from lingdang.evidence.public import PHOTOS_AT_ONCE
from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.case_outputs import Reported, Taken
from lingdang.faces.api.v1.cases import report_of
from lingdang.faces.api.v1.fields import Id, IdempotencyKey, Text
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.schemas import NewCase, Strict
from lingdang.faces.api.v1.wire import Plain, reported, taken, written
from lingdang.kernel.errors import NotFound
from lingdang.shifts.public import Station

of_cases = Router()
router = Router()

NEW, AGAIN = 201, 200
_MOST = 200
_ALL = refusals(403, 404, 409)
Photos = Annotated[list[Id], Field(max_length=PHOTOS_AT_ONCE)]
Note = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]


class NoteIn(Strict):
    note: Note = ""


class SuperviseIn(Strict):
    note: Note
    until: date


class AssignIn(Strict):
    handler_id: Id


class SettleIn(Strict):
    outcome: Text
    photo_ids: Photos = []


class NewSettledCase(NewCase):
    source: Source = Source.GRID_WORKER
    outcome: Text
    outcome_photo_ids: Photos = []


class ReasonOut(Schema):
    rule: str
    result: str
    why: list[str]


class ProposalOut(Schema):
    """Why a case goes where it goes: every rule that was asked, the deciding one last."""

    fate: str
    target: str
    unit_id: int | None
    person_id: int | None
    place_id: int | None
    version: int | None
    at: datetime
    reasons: list[ReasonOut]


class SupervisionOut(Schema):
    case_id: int
    number: str
    note: str
    until: date
    at: datetime
    lifted_at: datetime | None
    lifted_note: str


class Urged(Schema):
    case_id: int
    urges: int


class SupervisionFilters(Strict):
    running: bool = True


class StationIn(Strict):
    """A place or a unit. Without a giver: the shift that has ended. Without a taker: the next."""

    place_id: Id | None = None
    unit_id: Id | None = None
    giver_id: Id | None = None
    taker_id: Id | None = None


class HandOverIn(StationIn):
    note: Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")] = ""


class PreviewOut(Schema):
    giver_ids: list[int]
    taker_id: int | None
    case_ids: list[int]


class HandOverOut(Schema):
    id: int
    place_id: int | None
    unit_id: int | None
    to_id: int
    by_id: int | None
    note: str
    at: datetime
    cases: int


@of_cases.get(
    "/{case_id}/proposal",
    response={200: ProposalOut, **refusals(404)},
    summary="Whose it is by the rules of dispatch, and why",
)
def show_proposal(request: HttpRequest, case_id: Id) -> HttpResponse:
    actor = actor_of(request)
    case = case_for(actor, case_id)
    explained = explanation_of(case) if sees_inside(actor, case) else None
    if explained is None:
        raise NotFound
    proposal = explained.proposal
    return written(
        {
            "fate": proposal.fate,
            "target": explained.target,
            "unit_id": proposal.unit_id,
            "person_id": proposal.person_id,
            "place_id": proposal.place_id,
            "version": proposal.rule_set.number if proposal.rule_set else None,
            "at": proposal.at,
            "reasons": [
                {"rule": one.rule, "result": one.result.value, "why": one.why}
                for one in explained.reasons
            ],
        }
    )


@of_cases.post("/{case_id}/proposal", response={200: Taken, **_ALL}, summary="Dispatch as proposed")
def take_proposal(request: HttpRequest, case_id: Id) -> HttpResponse:
    return written(taken(confirm_proposal(case_id=case_id, by=actor_of(request))))


@of_cases.post(
    "/{case_id}/settle",
    response={200: Taken, **_ALL},
    summary="Settle it on the spot: keep it in the grid and say what was done",
)
def settle(request: HttpRequest, case_id: Id, told: SettleIn) -> HttpResponse:
    by = actor_of(request)
    return written(taken(settle_on_the_spot(case_id=case_id, by=by, **told.model_dump())))


@of_cases.post(
    "/settled",
    response={201: Reported, 200: Reported, **refusals(403, 404, 409, 413)},
    summary="Report what was put right already",
)
def create_settled(
    request: HttpRequest, case: NewSettledCase, key: IdempotencyKey = None
) -> HttpResponse:
    outcome = report_settled(
        report=report_of(case, key),
        outcome=case.outcome,
        photo_ids=case.outcome_photo_ids,
        by=actor_of(request),
    )
    return written(reported(outcome), AGAIN if outcome.again else NEW)


@of_cases.post(
    "/{case_id}/assign", response={200: Taken, **_ALL}, summary="Give it to one of the unit"
)
def assign(request: HttpRequest, case_id: Id, told: AssignIn) -> HttpResponse:
    by = actor_of(request)
    return written(taken(assign_case(case_id=case_id, handler_id=told.handler_id, by=by)))


@of_cases.post(
    "/{case_id}/urge",
    response={200: Urged, **_ALL},
    summary="Press for it: its reporter once a day",
)
def urge(request: HttpRequest, case_id: Id, told: NoteIn) -> HttpResponse:
    done = urge_case(case_id=case_id, note=told.note, by=actor_of(request))
    return written({"case_id": case_id, "urges": urges_of(done.case)})


@of_cases.post(
    "/{case_id}/supervise", response={200: SupervisionOut, **_ALL}, summary="Supervise it"
)
def supervise(request: HttpRequest, case_id: Id, told: SuperviseIn) -> HttpResponse:
    by = actor_of(request)
    return written(_watch(supervise_case(case_id=case_id, by=by, **told.model_dump())))


@of_cases.post(
    "/{case_id}/lift", response={200: SupervisionOut, **_ALL}, summary="Lift the supervision"
)
def lift(request: HttpRequest, case_id: Id, told: NoteIn) -> HttpResponse:
    return written(_watch(lift_supervision(case_id=case_id, note=told.note, by=actor_of(request))))


@router.get(
    "/supervisions",
    response={200: list[SupervisionOut], **refusals()},
    summary="What is under supervision, the nearest day first",
)
def list_supervisions(request: HttpRequest, filters: Query[SupervisionFilters]) -> HttpResponse:
    require_known(request, SupervisionFilters)
    found = supervisions_for(actor_of(request))
    if filters.running:
        found = found.filter(lifted_at=None)
    return written([_watch(one) for one in found[:_MOST]])


@router.get("/hand-overs", response={200: list[HandOverOut], **refusals()}, summary="Newest first")
def list_hand_overs(request: HttpRequest) -> HttpResponse:
    return written([_handed(one) for one in hand_overs_for(actor_of(request))[:_MOST]])


@router.get(
    "/hand-overs/preview",
    response={200: PreviewOut, **refusals(404)},
    summary="What would change hands",
)
def preview_hand_over(request: HttpRequest, asked: Query[StationIn]) -> HttpResponse:
    require_known(request, StationIn)
    plan = preview(
        actor_of(request), _station(asked), giver_id=asked.giver_id, taker_id=asked.taker_id
    )
    return written(
        {
            "giver_ids": plan.givers,
            "taker_id": plan.taker.person_id if plan.taker else None,
            "case_ids": list(plan.cases.order_by("pk").values_list("pk", flat=True)),
        }
    )


@router.post(
    "/hand-overs", response={201: HandOverOut, **_ALL}, summary="Hand over what is in hand"
)
def create_hand_over(request: HttpRequest, told: HandOverIn) -> HttpResponse:
    by = actor_of(request)
    done = hand_over_shift(
        where=_station(told),
        giver_id=told.giver_id,
        taker_id=told.taker_id,
        note=told.note,
        by=by,
    )
    return written(_handed(hand_overs_for(by).get(pk=done.pk)), NEW)


def _station(told: StationIn) -> Station:
    if (told.place_id is None) == (told.unit_id is None):
        raise NotFound  # neither or both: nowhere
    return Station(place_id=told.place_id, unit_id=told.unit_id)


def _watch(watch: Supervision) -> Plain:
    return {
        "case_id": watch.case_id,
        "number": watch.case.number,
        "note": watch.note,
        "until": watch.until,
        "at": watch.at,
        "lifted_at": watch.lifted_at,
        "lifted_note": watch.lifted_note,
    }


def _handed(done: HandOver) -> Plain:
    return {
        "id": done.pk,
        "place_id": done.place_id,
        "unit_id": done.unit_id,
        "to_id": done.to_id,
        "by_id": done.by_id,
        "note": done.note,
        "at": done.at,
        "cases": done.cases,  # type: ignore[attr-defined]  # annotated by the query
    }
