"""``/api/v1``: everything a page can do can be done here."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Swagger
from ninja.openapi.schema import OpenAPISchema

from lingdang.faces.api.v1 import (
    applications,
    calendar,
    calls,
    case,
    cases,
    checklists,
    devices,
    dossiers,
    doubts,
    fieldwork,
    hot,
    households,
    imports,
    inbox,
    inspections,
    links,
    lists,
    lookbacks,
    me,
    nearby,
    notices,
    photos,
    places,
    rebounds,
    rectifying,
    register_imports,
    registers,
    remarks,
    rules,
    shifts,
    standards,
    steps,
    suggestions,
    ten,
    uploads,
    watch,
)
from lingdang.faces.api.v1.auth import Session, Token
from lingdang.faces.api.v1.outputs import Health
from lingdang.faces.api.v1.problems import answer_problems
from lingdang.faces.api.v1.wire import written

DESCRIPTION = (
    "Reports, cases and their steps, photographs, places, units. "
    "Send a token as `Authorization: Bearer …`; the session of a signed-in page may read, "
    "and send fieldwork and photographs in pieces. "
    "Refusals are `application/problem+json`."
)
PROBLEM = "application/problem+json"
_FIRST_REFUSAL = 400


class Api(NinjaAPI):
    def get_openapi_schema(self, **_kwargs: Any) -> OpenAPISchema:
        return self._described

    @cached_property
    def _described(self) -> OpenAPISchema:
        """Say of every refusal that it is a problem document, which ninja cannot know."""
        schema = super().get_openapi_schema()
        for path in schema["paths"].values():
            for operation in path.values():
                for status, response in operation["responses"].items():
                    if int(status) >= _FIRST_REFUSAL:
                        response["content"] = {PROBLEM: response["content"]["application/json"]}
        return schema


api = Api(
    title="Lingdang",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api:v1",
    auth=[Token(), Session()],
    docs=Swagger(settings={"validatorUrl": None, "persistAuthorization": False}),
)
answer_problems(api)
api.add_router("/cases", cases.router, tags=["cases"])
api.add_router("/cases", watch.of_cases, tags=["dispatch"])
api.add_router("/cases", case.router, tags=["cases"])
api.add_router("/cases", steps.router, tags=["steps"])
api.add_router("", applications.router, tags=["applications"])
api.add_router("/cases", links.router, tags=["links"])
api.add_router("/cases", remarks.of_cases, tags=["remarks"])
api.add_router("", remarks.router, tags=["remarks"])
api.add_router("/cases", doubts.of_cases, tags=["evidence"])
api.add_router("/doubts", doubts.router, tags=["evidence"])
api.add_router("/look-backs", lookbacks.router, tags=["look-backs"])
api.add_router("/rebounds", rebounds.router, tags=["rebounds"])
api.add_router("/draws", lookbacks.draws, tags=["look-backs"])
api.add_router("/calls", calls.router, tags=["calls"])
api.add_router("", calendar.router, tags=["calendar"])
api.add_router("", dossiers.router, tags=["kinds of matter"])
api.add_router("/fieldwork", fieldwork.router, tags=["fieldwork"])
api.add_router("/photos", photos.router, tags=["photos"])
api.add_router("/uploads", uploads.router, tags=["photos"])
api.add_router("/suggestions", suggestions.router, tags=["suggestions"])
api.add_router("", hot.router, tags=["hot matters"])
api.add_router("", ten.router, tags=["hot matters"])
api.add_router("/places", places.router, tags=["places"])
api.add_router("/imports", imports.router, tags=["imports"])
api.add_router("/inbox", inbox.router, tags=["inbox"])
api.add_router("/notices", notices.router, tags=["notices"])
api.add_router("/registers", registers.router, tags=["registers"])
api.add_router("/registers", register_imports.router, tags=["registers"])
api.add_router("/inspections", checklists.router, tags=["inspections"])
api.add_router("/inspections", rectifying.router, tags=["inspections"])
api.add_router("/inspections", inspections.router, tags=["inspections"])
api.add_router("/devices", devices.router, tags=["devices"])
api.add_router("/me", me.router, tags=["me"])
api.add_router("/me", households.own, tags=["me"])
api.add_router("/households", households.router, tags=["households"])
api.add_router("/nearby", nearby.router, tags=["nearby"])
api.add_router("/standards", standards.router, tags=["standards"])
api.add_router("/rules", rules.router, tags=["rules"])
api.add_router("", watch.router, tags=["dispatch"])
api.add_router("", shifts.router, tags=["shifts"])
api.add_router("", lists.router, tags=["lists"])


@api.get("/health", auth=None, response=Health, tags=["health"])
def health(request: HttpRequest) -> HttpResponse:
    return written({"status": "ok"})
