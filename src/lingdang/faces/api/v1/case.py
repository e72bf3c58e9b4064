"""One case: what it is, what happened to it, its photographs."""

from typing import Literal
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from lingdang.cases.public import case_for, sees_inside, steps_for, timeline
from lingdang.evidence.public import open_display, photos_of
from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.outputs import CaseDetail, Entry, refusals
from lingdang.faces.api.v1.wire import case_written, entry_written, written
from lingdang.kernel.errors import NotFound

router = Router()


@router.get("/{case_id}", response={200: CaseDetail, **refusals(404)}, summary="One case")
def show_case(request: HttpRequest, case_id: Id) -> HttpResponse:
    actor = actor_of(request)
    case = case_for(actor, case_id)
    photos = photos_of(case.subject)
    return written(case_written(case, photos, steps_for(actor, case)))


@router.get(
    "/{case_id}/timeline",
    response={200: list[Entry], **refusals(404)},
    summary="What happened to it, oldest first",
)
def show_timeline(request: HttpRequest, case_id: Id) -> HttpResponse:
    actor = actor_of(request)
    case = case_for(actor, case_id)
    told = timeline(case, inner=sees_inside(actor, case))
    return written([entry_written(entry) for entry in told])


@router.get(
    "/{case_id}/photos/{public_id}",
    response={200: bytes, **refusals(404)},
    summary="A photograph of the case, re-encoded",
)
def show_photo(
    request: HttpRequest,
    case_id: Id,
    public_id: UUID,
    size: Literal["display", "thumb"] = "display",
) -> HttpResponseBase:
    case = case_for(actor_of(request), case_id)
    if public_id not in {photo.public_id for photo in photos_of(case.subject)}:
        raise NotFound
    file, content_type = open_display(public_id, size)
    return FileResponse(file, content_type=content_type)
