"""The collection of cases: list them, report one, report up to fifty at once."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from lingdang.cases.public import Report, Source, report_case
from lingdang.cases.public import Reported as Outcome
from lingdang.faces.api.queries import case_page
from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import IdempotencyKey
from lingdang.faces.api.v1.outputs import CasePage, Reported, ReportedBatch, refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.schemas import Batch, CaseFilters, NewCase
from lingdang.faces.api.v1.wire import reported, rows_written, written
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError

router = Router()

NEW, AGAIN = 201, 200
_REFUSALS = refusals(403, 404, 409, 413)


@router.get("", response={200: CasePage, **refusals(404)}, summary="List the cases you may see")
def list_cases(request: HttpRequest, filters: Query[CaseFilters]) -> HttpResponse:
    require_known(request, CaseFilters)
    page = case_page(actor_of(request), filters)
    return written({"cases": rows_written(page.rows), "after": page.after})


@router.post("", response={201: Reported, 200: Reported, **_REFUSALS}, summary="Report a case")
def create_case(
    request: HttpRequest,
    case: NewCase,
    key: IdempotencyKey = None,
) -> HttpResponse:
    outcome = _report(case, key, actor_of(request))
    return written(reported(outcome), AGAIN if outcome.again else NEW)


@router.post(
    "/batch",
    response={201: ReportedBatch, 200: ReportedBatch, **_REFUSALS},
    summary="Report up to 50 cases, all or none",
)
def create_cases(request: HttpRequest, batch: Batch) -> HttpResponse:
    by = actor_of(request)
    with transaction.atomic():
        outcomes = [_report_of_batch(batch, index, by) for index in range(len(batch.cases))]
    status = AGAIN if all(outcome.again for outcome in outcomes) else NEW
    return written({"cases": [reported(outcome) for outcome in outcomes]}, status)


def _report_of_batch(batch: Batch, index: int, by: Actor) -> Outcome:
    """Report one; a refusal says which it was."""
    item = batch.cases[index]
    try:
        return _report(item, item.request_key, by)
    except DomainError as error:
        error.facts["index"] = index
        raise


def _report(case: NewCase, key: str | None, by: Actor) -> Outcome:
    fields = case.model_dump(exclude={"category", "procedure", "photo_ids", "request_key"})
    return report_case(
        report=Report(
            **fields,
            category_code=case.category,
            procedure_code=case.procedure,
            photo_ids=tuple(case.photo_ids),
            source=Source.API,
            request_key=key,
        ),
        by=by,
    )
