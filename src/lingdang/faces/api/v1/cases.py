"""The collection of cases: list them, report one, report up to fifty at once."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from lingdang.cases.public import Report, report_case, report_cases
from lingdang.faces.api.queries import case_page
from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.case_outputs import CasePage, Reported, ReportedBatch
from lingdang.faces.api.v1.fields import IdempotencyKey
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.schemas import Batch, CaseFilters, NewCase, NewCaseOfBatch
from lingdang.faces.api.v1.wire import outcome_written, reported, rows_written, written

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
    outcome = report_case(report=report_of(case, key), by=actor_of(request))
    return written(reported(outcome), AGAIN if outcome.again else NEW)


@router.post(
    "/batch",
    response={201: ReportedBatch, 200: ReportedBatch, **_REFUSALS},
    summary="Report up to 50 cases: all or none, or with `partial` those that may be",
)
def create_cases(request: HttpRequest, batch: Batch, key: IdempotencyKey = None) -> HttpResponse:
    reports = [report_of(case, _key(case, key, at)) for at, case in enumerate(batch.cases)]
    outcomes = report_cases(reports=reports, by=actor_of(request), partial=batch.partial)
    new = any(one.reported and not one.reported.again for one in outcomes)
    told = [outcome_written(at, one) for at, one in enumerate(outcomes)]
    return written({"cases": told}, NEW if new else AGAIN)


def _key(case: NewCaseOfBatch, key: str | None, at: int) -> str | None:
    """Give a report its own key, or its place under the key of the batch."""
    return case.request_key or (f"{key}/{at}" if key else None)


_OTHERWISE = {"category", "procedure", "photo_ids", "request_key", "outcome", "outcome_photo_ids"}


def report_of(case: NewCase, key: str | None) -> Report:
    fields = case.model_dump(exclude=_OTHERWISE)
    return Report(
        **fields,
        category_code=case.category,
        procedure_code=case.procedure,
        photo_ids=tuple(case.photo_ids),
        request_key=key,
    )
