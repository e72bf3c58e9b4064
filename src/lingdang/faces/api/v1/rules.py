"""Rules of dispatch: versions, their rules, a version tried on past cases."""

from datetime import datetime, time
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from lingdang.dispatching.public import (
    MOST_WEEKS,
    Mode,
    Rule,
    RuleData,
    RuleSet,
    discard_draft,
    draft_rules,
    modes_for,
    move_rule,
    put_in_force,
    remove_rule,
    rule_in,
    rule_set_for,
    rule_sets_for,
    save_rule,
    set_mode,
    trial_of,
)
from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Id, Line
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.schemas import Strict
from lingdang.faces.api.v1.wire import Plain, written

router = Router()

_MOST_SETS = 200
_ASKS = (
    *(
        "name",
        "target",
        "categories",
        "kind",
        "place_id",
        "street_classes",
        "level",
        "sources",
        "weekdays",
    ),
    *("time_from", "time_to", "working", "urgent", "words", "unfiled"),
    *("unit_id", "unit_kind", "role"),
)
_ALL = refusals(403, 404, 409)


class RuleIn(Strict):
    """An empty condition is not asked; all that are asked must fit. Monday is 0."""

    name: Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")]
    target: Literal["unit", "place_unit", "on_duty", "keep"]
    categories: Annotated[list[Line], Field(max_length=100)] = []
    kind: Line = ""
    place_id: Id | None = None
    street_classes: Annotated[list[Line], Field(max_length=50)] = []
    level: Line = ""
    sources: Annotated[list[Line], Field(max_length=20)] = []
    weekdays: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(max_length=7)] = []
    time_from: time | None = None
    time_to: time | None = None
    working: bool | None = None
    urgent: bool | None = None
    words: Annotated[list[Line], Field(max_length=50)] = []
    unfiled: bool = False
    unit_id: Id | None = None
    unit_kind: Line = ""
    role: Line = ""


class RuleOut(RuleIn):
    id: int
    position: int


class RuleSetOut(Schema):
    id: int
    place_id: int
    number: int
    status: str
    in_force_at: datetime | None
    retired_at: datetime | None


class RuleSetDetail(RuleSetOut):
    rules: list[RuleOut]


class ScopeIn(Strict):
    place_id: Id


class ModeIn(Strict):
    mode: Mode


class ModeOut(Schema):
    place_id: int
    mode: str


class Direction(Strict):
    direction: Literal["up", "down"]


class Weeks(Strict):
    weeks: Annotated[int, Field(ge=1, le=MOST_WEEKS)] = 8


class EndOut(Schema):
    """``unit:7``, ``grid`` (the place itself) or ``nobody``."""

    end: str
    by_rules: int
    by_people: int


class ConfusionOut(Schema):
    by_rules: str
    by_people: str
    count: int


class TrialOut(Schema):
    weeks: int
    judged: int
    agreed: int
    rate: float | None
    ends: list[EndOut]
    confusions: list[ConfusionOut]


@router.get("/modes", response={200: list[ModeOut], **refusals()}, summary="How far rules go where")
def list_modes(request: HttpRequest) -> HttpResponse:
    rows = modes_for(actor_of(request))
    return written([{"place_id": row.node.id, "mode": row.mode.value} for row in rows])


@router.put(
    "/modes/{place_id}",
    response={200: ModeOut, **refusals(403, 404)},
    summary="Say how far the rules go by themselves in a place",
)
def put_mode(request: HttpRequest, place_id: Id, told: ModeIn) -> HttpResponse:
    set_mode(place_id=place_id, mode=told.mode, by=actor_of(request))
    return written({"place_id": place_id, "mode": told.mode.value})


@router.get("", response={200: list[RuleSetOut], **refusals()}, summary="Versions, newest first")
def list_rule_sets(request: HttpRequest) -> HttpResponse:
    found = rule_sets_for(actor_of(request))[:_MOST_SETS]
    return written([_set(one) for one in found])


@router.post(
    "", response={201: RuleSetDetail, **_ALL}, summary="Begin a draft from what is in force"
)
def create_draft(request: HttpRequest, told: ScopeIn) -> HttpResponse:
    draft = draft_rules(place_id=told.place_id, by=actor_of(request))
    return written(_detail(draft), 201)


@router.get("/{rule_set_id}", response={200: RuleSetDetail, **refusals(404)}, summary="One version")
def show_rule_set(request: HttpRequest, rule_set_id: Id) -> HttpResponse:
    return written(_detail(rule_set_for(actor_of(request), rule_set_id)))


@router.delete("/{rule_set_id}", response={204: None, **_ALL}, summary="Throw a draft away")
def delete_draft(request: HttpRequest, rule_set_id: Id) -> HttpResponse:
    _known(request, rule_set_id)
    discard_draft(rule_set_id=rule_set_id, by=actor_of(request))
    return HttpResponse(status=204)


@router.post(
    "/{rule_set_id}/in-force",
    response={200: RuleSetDetail, **_ALL},
    summary="Put a draft in force; what was in force before retires",
)
def force_rules(request: HttpRequest, rule_set_id: Id) -> HttpResponse:
    _known(request, rule_set_id)
    return written(_detail(put_in_force(rule_set_id=rule_set_id, by=actor_of(request))))


@router.get(
    "/{rule_set_id}/trial",
    response={200: TrialOut, **refusals(404)},
    summary="What a version would have done with the cases of the last weeks",
)
def try_rules(request: HttpRequest, rule_set_id: Id, asked: Query[Weeks]) -> HttpResponse:
    require_known(request, Weeks)
    actor = actor_of(request)
    trial = trial_of(actor, rule_set_for(actor, rule_set_id), asked.weeks)
    return written(
        {
            "weeks": trial.weeks,
            "judged": trial.judged,
            "agreed": trial.agreed,
            "rate": trial.rate,
            "ends": [
                {"end": end, "by_rules": rules, "by_people": people}
                for end, rules, people in trial.ends
            ],
            "confusions": [
                {"by_rules": one.proposed, "by_people": one.actual, "count": one.count}
                for one in trial.confusions
            ],
        }
    )


@router.post("/{rule_set_id}/rules", response={201: RuleOut, **_ALL}, summary="Add a rule")
def create_rule(request: HttpRequest, rule_set_id: Id, told: RuleIn) -> HttpResponse:
    _known(request, rule_set_id)
    data = RuleData(**told.model_dump())
    rule = save_rule(rule_set_id=rule_set_id, told=data, by=actor_of(request))
    return written(_rule(rule), 201)


@router.put(
    "/{rule_set_id}/rules/{rule_id}", response={200: RuleOut, **_ALL}, summary="Change a rule"
)
def change_rule(request: HttpRequest, rule_set_id: Id, rule_id: Id, told: RuleIn) -> HttpResponse:
    _known(request, rule_set_id)
    data, by = RuleData(**told.model_dump()), actor_of(request)
    return written(_rule(save_rule(rule_set_id=rule_set_id, rule_id=rule_id, told=data, by=by)))


@router.delete(
    "/{rule_set_id}/rules/{rule_id}", response={204: None, **_ALL}, summary="Remove a rule"
)
def delete_rule(request: HttpRequest, rule_set_id: Id, rule_id: Id) -> HttpResponse:
    _known(request, rule_set_id)
    remove_rule(rule_set_id=rule_set_id, rule_id=rule_id, by=actor_of(request))
    return HttpResponse(status=204)


@router.post(
    "/{rule_set_id}/rules/{rule_id}/move",
    response={200: RuleOut, **_ALL},
    summary="Have a rule asked earlier or later",
)
def shift_rule(request: HttpRequest, rule_set_id: Id, rule_id: Id, told: Direction) -> HttpResponse:
    _known(request, rule_set_id)
    up, by = told.direction == "up", actor_of(request)
    move_rule(rule_set_id=rule_set_id, rule_id=rule_id, up=up, by=by)
    return written(_rule(rule_in(rule_set_for(by, rule_set_id), rule_id)))


def _known(request: HttpRequest, rule_set_id: int) -> None:
    """Refuse what may not be read before saying anything about it."""
    rule_set_for(actor_of(request), rule_set_id)


def _set(rule_set: RuleSet) -> Plain:
    return {
        "id": rule_set.pk,
        "place_id": rule_set.place_id,
        "number": rule_set.number,
        "status": rule_set.status,
        "in_force_at": rule_set.in_force_at,
        "retired_at": rule_set.retired_at,
    }


def _detail(rule_set: RuleSet) -> Plain:
    return {**_set(rule_set), "rules": [_rule(rule) for rule in rule_set.rules.all()]}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.pk,
        "position": rule.position,
        **{name: getattr(rule, name) for name in _ASKS},
    }
