"""What phones did without a network: sent in order, answered one by one, decided by people."""

from collections.abc import Iterable
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router

from lingdang.faces.api.v1.auth import Page, Token, actor_of
from lingdang.faces.api.v1.field_schemas import (
    ActionRow,
    Actions,
    Chosen,
    Hex,
    Synced,
    ToSync,
    WhichActions,
)
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.wire import Plain, written
from lingdang.fieldwork.public import (
    Action,
    Sent,
    State,
    Taken,
    action_for,
    actions_by_key,
    actions_of_device,
    choose,
    conflicts_for,
    offered,
    sync,
    works_outside,
)
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError

router = Router(auth=[Token(), Page()])


@router.post(
    "/sync",
    response={200: Synced, **refusals(403, 413)},
    summary="Send up to 50 actions; all are kept, and done in their order",
)
def sync_actions(request: HttpRequest, told: ToSync) -> HttpResponse:
    """Sent again, an action is not done again: it is answered with what became of it."""
    by = actor_of(request)
    sent = [Sent(one.key, one.seq, one.kind, one.at, one.data) for one in told.actions]
    taken = sync(device=told.device, phone_time=told.phone_time, sent=sent, by=by)
    return written(
        {
            "now": timezone.now(),
            "clock_offset": round(taken.clock_offset.total_seconds()),
            "actions": _answers(by, sent, taken),
        }
    )


@router.get(
    "/actions",
    response={200: Actions, **refusals(403)},
    summary="What became of a phone's actions, and what you have to decide",
)
def list_actions(request: HttpRequest, which: Query[WhichActions]) -> HttpResponse:
    require_known(request, WhichActions)
    by = actor_of(request)
    keys = which.keys.split(",") if which.keys else []
    found = list(actions_by_key(by, keys).values()) if keys else []
    if which.device and not keys:
        found = actions_of_device(by, which.device)
    return written(
        {
            "actions": _written(by, found),
            "conflicts": _written(by, conflicts_for(by)),
        }
    )


@router.post(
    "/actions/{key}/choose",
    response={200: ActionRow, **refusals(403, 404, 409)},
    summary="Decide what becomes of an action that could not be done as it was meant",
)
def choose_for_action(
    request: HttpRequest, key: Annotated[str, Hex], chosen: Chosen
) -> HttpResponse:
    by = actor_of(request)
    choose(key=key, choice=chosen.choice, by=by)
    [answer] = _written(by, [action_for(by, key)])
    return written(answer)


def _answers(by: Actor, sent: list[Sent], taken: Taken) -> list[Plain]:
    """One answer for each that was sent, in their order."""
    on_record = [taken.noted[one.key] for one in sent if one.key not in taken.refused]
    told = {answer["key"]: answer for answer in _written(by, on_record)}
    return [
        _refusal_written(one.key, taken.refused[one.key])
        if one.key in taken.refused
        else told[one.key]
        for one in sent
    ]


def _refusal_written(key: str, refusal: DomainError) -> Plain:
    """Nothing of it is on record."""
    said = {"code": refusal.code, "title": str(refusal), "detail": ""}
    return {"key": key, "state": "refused", **said, "choices": [], "result": None}


def _written(by: Actor, actions: Iterable[Action]) -> list[Plain]:
    """Of a queue of fifty most stand alike: how that is called is looked up once."""
    titles = {state.value: str(state.label) for state in State}
    return [_action_written(by, action, titles[action.state]) for action in actions]


def _action_written(by: Actor, action: Action, title: str) -> Plain:
    choices = [{"choice": one.value, "label": str(one.label)} for one in offered(action, by)]
    return {
        "key": action.key,
        "kind": action.kind,
        "state": action.state,
        "code": action.code,
        "title": title,
        "detail": action.sentence,
        "made_at": action.made_at,
        "received_at": action.received_at,
        "choices": choices,
        "result": _result(by, action),
    }


def _result(by: Actor, action: Action) -> Plain | None:
    """Its case, by the address of the face on which this person works."""
    case = action.case
    if case is None:
        return None
    url = reverse("patrol:case" if works_outside(by) else "desk:case", args=[case.pk])
    return {"number": case.number, "case_id": case.pk, "url": url}
