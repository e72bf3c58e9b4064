"""What is asked in a case and others must agree to; its clock and its category."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from lingdang.approvals.public import (
    Application,
    Step,
    application_for,
    applications_for,
    apply_in_case,
    steps_for,
    take_step,
    waiting_for,
)
from lingdang.cases.public import refile_case, resume_case
from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.case_outputs import ApplicationPage, ApplicationRow, Taken
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.schemas import (
    ApplicationFilters,
    NewApplication,
    Refiling,
    Resuming,
    Word,
)
from lingdang.faces.api.v1.wire import Plain, taken, written
from lingdang.kernel.actor import Actor

router = Router()
_CREATED = 201


@router.get(
    "/applications",
    response={200: ApplicationPage, **refusals(404)},
    summary="What was asked in the cases you may see, newest first",
)
def list_applications(request: HttpRequest, filters: Query[ApplicationFilters]) -> HttpResponse:
    require_known(request, ApplicationFilters)
    actor = actor_of(request)
    found = waiting_for(actor) if filters.waiting else applications_for(actor)
    exact = {"kind__in": filters.kind, "state__in": filters.state, "case": filters.case}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if filters.before:
        found = found.filter(pk__lt=filters.before)
    rows = list(found.order_by("-id")[: filters.size + 1])
    more, rows = len(rows) > filters.size, rows[: filters.size]
    listed = [_written(application, actor) for application in rows]
    return written({"applications": listed, "before": rows[-1].pk if more else None})


@router.get(
    "/applications/{application_id}",
    response={200: ApplicationRow, **refusals(404)},
    summary="One application",
)
def show_application(request: HttpRequest, application_id: Id) -> HttpResponse:
    actor = actor_of(request)
    return written(_written(application_for(actor, application_id), actor))


@router.post(
    "/applications/{application_id}/steps/{step}",
    response={200: ApplicationRow, **refusals(403, 404, 409)},
    summary="Agree, grant, refuse or withdraw",
)
def decide(request: HttpRequest, application_id: Id, step: Step, word: Word) -> HttpResponse:
    actor = actor_of(request)
    done = take_step(application_id=application_id, step=step, words=word.words, by=actor)
    return written(_written(done, actor))


@router.post(
    "/cases/{case_id}/applications",
    response={201: ApplicationRow, **refusals(403, 404, 409)},
    summary="Ask for an extension, hanging up, taking back or excuse",
)
def apply(request: HttpRequest, case_id: Id, asked: NewApplication) -> HttpResponse:
    actor = actor_of(request)
    made = apply_in_case(case_id=case_id, by=actor, **asked.model_dump())
    return written(_written(made, actor), _CREATED)


@router.post(
    "/cases/{case_id}/refile",
    response={200: Taken, **refusals(403, 404, 409)},
    summary="File it under another category",
)
def refile(request: HttpRequest, case_id: Id, to: Refiling) -> HttpResponse:
    case = refile_case(case_id=case_id, category_code=to.category_code, by=actor_of(request))
    return written(taken(case))


@router.post(
    "/cases/{case_id}/resume",
    response={200: Taken, **refusals(403, 404, 409)},
    summary="Let a clock go on that stands still",
)
def resume(request: HttpRequest, case_id: Id, why: Resuming) -> HttpResponse:
    return written(taken(resume_case(case_id=case_id, kind=why.kind, by=actor_of(request))))


def _written(application: Application, actor: Actor) -> Plain:
    steps = steps_for(actor, application)
    return {
        "id": application.pk,
        "case_id": application.case_id,
        "case_number": application.case.number,
        "kind": application.kind,
        "state": application.state,
        "unit_id": application.unit_id,
        "reason": application.reason,
        "until": application.until,
        "asked_by": application.asked_by_id,
        "asked_at": application.asked_at,
        "agreed_by": application.agreed_by_id,
        "agreed_at": application.agreed_at,
        "decided_by": application.decided_by_id,
        "decided_at": application.decided_at,
        "words": application.words,
        "steps": [{"step": step.value, "title": str(step.label)} for step in steps],
    }
