"""The steps of a case: those open to the caller, and taking one."""

from django.http import HttpRequest, HttpResponse
from ninja import Body, Router

from lingdang.cases.public import Step, answer_case, case_for, steps_for, take_step
from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.case_outputs import StepRow, Taken
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.schemas import Answer, StepData
from lingdang.faces.api.v1.wire import step_written, taken, written

router = Router()


@router.get(
    "/{case_id}/steps",
    response={200: list[StepRow], **refusals(404)},
    summary="The steps you may take now",
)
def list_steps(request: HttpRequest, case_id: Id) -> HttpResponse:
    actor = actor_of(request)
    steps = steps_for(actor, case_for(actor, case_id))
    return written([step_written(step) for step in steps])


@router.post(
    "/{case_id}/steps/{step}",
    response={200: Taken, **refusals(403, 404, 409)},
    summary="Take a step",
)
def take(
    request: HttpRequest,
    case_id: Id,
    step: Step,
    data: Body[StepData],
) -> HttpResponse:
    given = data.model_dump(exclude_unset=True)
    case = take_step(case_id=case_id, step=step, data=given, by=actor_of(request))
    return written(taken(case))


@router.post(
    "/{case_id}/answer",
    response={200: Taken, **refusals(403, 404, 409)},
    summary="Answer as the reporter: settled or not",
)
def answer(request: HttpRequest, case_id: Id, said: Answer) -> HttpResponse:
    return written(taken(answer_case(case_id=case_id, by=actor_of(request), **said.model_dump())))
