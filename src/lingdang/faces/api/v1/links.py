"""What a case has to do with others: said, and taken back."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from lingdang.cases.public import case_for, link_cases, links_of, unlink_cases
from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.case_outputs import Link
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.schemas import NewLink
from lingdang.faces.api.v1.wire import link_written, written

router = Router()


@router.post(
    "/{case_id}/links",
    response={201: list[Link], **refusals(403, 404, 409)},
    summary="Link it to another case",
)
def link(request: HttpRequest, case_id: Id, said: NewLink) -> HttpResponse:
    actor = actor_of(request)
    link_cases(case_id=case_id, kind=said.kind, other_id=said.other_id, by=actor)
    return written([link_written(kin) for kin in links_of(actor, case_for(actor, case_id))], 201)


@router.delete(
    "/{case_id}/links/{other_id}",
    response={200: list[Link], **refusals(403, 404)},
    summary="Remove a link",
)
def unlink(request: HttpRequest, case_id: Id, other_id: Id) -> HttpResponse:
    actor = actor_of(request)
    unlink_cases(case_id=case_id, other_id=other_id, by=actor)
    return written([link_written(kin) for kin in links_of(actor, case_for(actor, case_id))])
