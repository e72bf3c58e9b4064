"""Where somebody lives: told by themselves, looked at by those who serve there."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.schemas import Strict, Why
from lingdang.faces.api.v1.wire import written
from lingdang.people.public import (
    CareNeed,
    Home,
    HomeTold,
    forget_household,
    home_of,
    home_row,
    households_for,
    set_household,
    unmask_household,
)

own, router = Router(), Router()
_AT_MOST = 500
_ROW = ("person_id", "place_id", "name", "phone", "size", "needs", "since")
Short = Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")]


class HomeIn(Strict):
    """``needs`` are kept only with ``agrees``: the grid team of the place may then know them."""

    place_id: Id
    name: Short
    door: Short = ""
    size: Annotated[int, Field(ge=1, le=30)] | None = None
    needs: Annotated[list[CareNeed], Field(max_length=len(CareNeed))] = []
    agrees: bool = False
    since: date | None = None


class HomeOut(Schema):
    person_id: int
    place_id: int
    name: str
    door: str
    phone: str
    size: int | None
    needs: list[str]
    since: date
    agreed_at: datetime | None


class HomeRowOut(Schema):
    person_id: int
    place_id: int
    name: str
    phone: str
    size: int | None
    needs: bool
    since: date


@own.get("/home", response={200: HomeOut | None, **refusals(403)}, summary="Where you live")
def show_home(request: HttpRequest) -> HttpResponse:
    home = home_of(actor_of(request))
    return written(_home(home) if home else None)


@own.put("/home", response={200: HomeOut, **refusals(403)}, summary="Tell or change it")
def put_home(request: HttpRequest, home: HomeIn) -> HttpResponse:
    told = HomeTold(**home.model_dump())
    return written(_home(set_household(told=told, by=actor_of(request))))


@own.delete("/home", response={204: None, **refusals(403)}, summary="Have it forgotten")
def delete_home(request: HttpRequest) -> HttpResponse:
    forget_household(by=actor_of(request))
    return HttpResponse(status=204)


@router.get("", response={200: list[HomeRowOut], **refusals()}, summary="Households you serve")
def list_households(request: HttpRequest) -> HttpResponse:
    """Masked; at most 500, the latest told first."""
    found = households_for(actor_of(request)).order_by("-changed_at", "-pk")[:_AT_MOST]
    return written(
        [{name: getattr(row, name) for name in _ROW} for row in map(home_row, found)],
    )


@router.post(
    "/{person_id}/unmask",
    response={200: HomeOut, **refusals(404)},
    summary="Show one, for a reason that the journal keeps",
)
def show_household(request: HttpRequest, person_id: Id, why: Why) -> HttpResponse:
    by = actor_of(request)
    return written(_home(unmask_household(person_id=person_id, reason=why.reason, by=by)))


def _home(home: Home) -> dict[str, object]:
    names = ("person_id", "place_id", "name", "door", "phone", "size", "since", "agreed_at")
    told: dict[str, object] = {name: getattr(home, name) for name in names}
    return told | {"needs": [need.value for need in home.needs]}
