"""One case: what it is, what happened to it, its photographs."""

from typing import Literal
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from ninja import Router

from lingdang.cases.public import (
    Case,
    case_for,
    leading_for,
    links_of,
    note_look,
    parts_of,
    photos_read_with,
    release_photo,
    reports_of,
    sees_inside,
    steps_for,
    timeline,
)
from lingdang.evidence.public import open_display
from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.case_outputs import CaseDetail, Entry, Taken
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.schemas import Release
from lingdang.faces.api.v1.wire import (
    Plain,
    case_written,
    entry_written,
    kin_written,
    link_written,
    taken,
    written,
)
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound

router = Router()


@router.get("/{case_id}", response={200: CaseDetail, **refusals(404)}, summary="One case")
def show_case(request: HttpRequest, case_id: Id) -> HttpResponse:
    """What was merged answers with the case that it goes on in, to who may see that one."""
    actor = actor_of(request)
    case = leading_for(actor, case_id)
    note_look(case=case, by=actor)
    photos = photos_read_with(actor, case)
    answer = written(case_written(case, photos, steps_for(actor, case)) | _kin(actor, case))
    answer["Content-Location"] = reverse("api:v1:show_case", args=[case.pk])
    return answer


def _kin(actor: Actor, case: Case) -> Plain:
    staff = sees_inside(actor, case)
    hidden = {"description": ""}  # what somebody else wrote is not for who reported the same
    return {
        "leading": kin_written(case.leading) | hidden if case.merged_into_id else None,
        "merged": [kin_written(one) for one in reports_of(case)[1:]] if staff else [],
        "parent": kin_written(case.parent) if case.parent else None,
        "parts": [kin_written(part) for part in parts_of(case)] if staff else [],
        "links": [link_written(kin) for kin in links_of(actor, case)] if staff else [],
    }


@router.get(
    "/{case_id}/timeline",
    response={200: list[Entry], **refusals(404)},
    summary="What happened to it, oldest first",
)
def show_timeline(request: HttpRequest, case_id: Id) -> HttpResponse:
    actor = actor_of(request)
    case = leading_for(actor, case_id)
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
    actor = actor_of(request)
    case = case_for(actor, case_id)
    if public_id not in {photo.public_id for photo in photos_read_with(actor, case)}:
        raise NotFound
    file, content_type = open_display(public_id, size)
    return FileResponse(file, content_type=content_type)


@router.put(
    "/{case_id}/photos/{public_id}/release",
    response={200: Taken, **refusals(403, 404)},
    summary="Let everybody see a photograph, or hold it back",
)
def put_release(
    request: HttpRequest, case_id: Id, public_id: UUID, release: Release
) -> HttpResponse:
    by, on = actor_of(request), release.released
    case = release_photo(case_id=case_id, public_id=public_id, released=on, by=by)
    return written(taken(case))
