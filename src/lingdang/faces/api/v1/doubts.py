"""What speaks against photographs of cases: listed with its proof, answered, decided."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from lingdang.cases.public import case_for, sees_inside
from lingdang.doubts.public import (
    Doubt,
    DoubtCard,
    Kind,
    Level,
    State,
    answer_doubt,
    cards_of,
    decide_doubt,
    doubt_for,
    doubts_for,
    level_of,
    trust_of,
    trusted,
    with_points,
)
from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Id, Text
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.schemas import Strict
from lingdang.faces.api.v1.wire import Plain, written
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.places.public import tree

router, of_cases = Router(), Router()
_MOST_PHOTOS = 9
_REFUSED = refusals(403, 404, 409)


class DoubtFilters(Strict):
    kind: list[Kind] = []
    state: list[State] = []
    trust: Level | None = None
    place_id: Id | None = None  # and what lies in it
    unit_id: Id | None = None
    before: Id | None = None  # the id that the page before ended with
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class NewAnswer(Strict):
    text: Text
    photo_ids: Annotated[list[Id], Field(max_length=_MOST_PHOTOS)] = []


class Decision(Strict):
    step: Literal["uphold", "dismiss"]
    reason: Text


class TwinOut(Schema):
    """Without ``public_id`` it belongs to a case that you may not see."""

    public_id: UUID | None
    case_id: int | None
    taken_at: datetime | None
    same_case: bool


class DoubtOut(Schema):
    id: int
    case_id: int
    number: str
    photo: UUID
    kind: Kind
    state: State
    trust: Level  # in the photograph
    found_at: datetime
    metres: float | None
    at: datetime | None
    bound: datetime | None
    tag: str
    twin: TwinOut | None
    similarity: float | None
    mirrored: bool
    answer: str
    answer_photos: list[UUID]
    answered_by: int | None
    answered_at: datetime | None
    reason: str
    decided_by: int | None
    decided_at: datetime | None
    steps: list[str]


class CaseDoubts(Schema):
    trust: Level
    points: int
    photographs: int
    doubts: list[DoubtOut]


@router.get("", response={200: list[DoubtOut], **refusals()}, summary="Doubts, the newest first")
def list_doubts(request: HttpRequest, filters: Query[DoubtFilters]) -> HttpResponse:
    require_known(request, DoubtFilters)
    actor = actor_of(request)
    found = with_points(doubts_for(actor))
    exact = {
        "kind__in": filters.kind,
        "state__in": filters.state,
        "case__unit": filters.unit_id,
        "pk__lt": filters.before,
    }
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if filters.trust:
        found = trusted(found, filters.trust)
    if filters.place_id and filters.place_id in tree():
        path = tree().node(filters.place_id).path
        found = found.filter(case__path__gte=path, case__path__lt=f"{path[:-1]}0")
    rows = list(found.order_by("-pk")[: filters.limit])
    return written([_doubt(card) for card in cards_of(actor, rows)])


@router.get("/{doubt_id}", response={200: DoubtOut, **refusals(404)}, summary="One doubt")
def one_doubt(request: HttpRequest, doubt_id: Id) -> HttpResponse:
    return _after(actor_of(request), doubt_for(actor_of(request), doubt_id))


@router.post("/{doubt_id}/answer", response={200: DoubtOut, **_REFUSED}, summary="Answer it, once")
def answer(request: HttpRequest, doubt_id: Id, said: NewAnswer) -> HttpResponse:
    actor = actor_of(request)
    return _after(actor, answer_doubt(doubt_id=doubt_id, by=actor, **said.model_dump()))


@router.post(
    "/{doubt_id}/decide", response={200: DoubtOut, **_REFUSED}, summary="Uphold or dismiss"
)
def decide_one(request: HttpRequest, doubt_id: Id, said: Decision) -> HttpResponse:
    actor = actor_of(request)
    return _after(actor, decide_doubt(doubt_id=doubt_id, by=actor, **said.model_dump()))


@of_cases.get(
    "/{case_id}/doubts",
    response={200: CaseDoubts, **refusals(404)},
    summary="How far its photographs are trusted, and what is doubted of them",
)
def case_doubts(request: HttpRequest, case_id: Id) -> HttpResponse:
    actor = actor_of(request)
    case = case_for(actor, case_id)
    if not sees_inside(actor, case):  # who reported it is not told
        raise NotFound
    trust = trust_of(case.subject)
    found = with_points(doubts_for(actor).filter(case=case)).order_by("pk")
    return written(
        {
            "trust": trust.level,
            "points": trust.points,
            "photographs": trust.photographs,
            "doubts": [_doubt(card) for card in cards_of(actor, found)],
        }
    )


def _after(actor: Actor, doubt: Doubt) -> HttpResponse:
    found = with_points(doubts_for(actor).filter(pk=doubt.pk))
    return written(_doubt(cards_of(actor, found)[0]))


def _doubt(card: DoubtCard) -> Plain:
    doubt, twin = card.doubt, card.twin
    names = (
        *("case_id", "kind", "state", "found_at", "metres", "at", "bound", "tag", "similarity"),
        *("mirrored", "answer", "answered_at", "reason", "decided_at"),
    )
    return {name: getattr(doubt, name) for name in names} | {
        "id": doubt.pk,
        "number": doubt.case.number,
        "photo": doubt.photo.public_id,
        "trust": level_of(getattr(doubt, "points", 0)),
        "answered_by": doubt.answered_by_id,
        "decided_by": doubt.decided_by_id,
        "answer_photos": [photo.public_id for photo in card.photos],
        "steps": [step.value for step in card.steps],
        "twin": twin
        and {
            "public_id": twin.public_id,
            "case_id": twin.case.pk if twin.case else None,
            "taken_at": twin.taken_at,
            "same_case": twin.same_case,
        },
    }
