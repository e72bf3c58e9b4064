"""Case standards: the editions, and the standards of one of them."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.outputs import EditionRow, StandardPage, StandardRow, refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.schemas import StandardFilters
from lingdang.faces.api.v1.wire import written
from lingdang.standards.public import (
    Standard,
    editions_for,
    handbook,
    search_standards,
    standard_for,
    standards_for,
)

router = Router()

_LIMIT = ("street_class_id", "purpose", "amount", "unit", "written")
_STANDARD = (
    *("id", "edition_id", "number", "condition", "closing", "responsible", "basis", "supervisors"),
    *("evidence", "unit_id"),
)


@router.get(
    "/editions", response={200: list[EditionRow], **refusals()}, summary="Editions of the standards"
)
def list_editions(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    return written(
        [
            {
                "id": edition.pk,
                "name": edition.name,
                "state": edition.state_on(today),
                "since": edition.since,
                "until": edition.until,
                "scheme": edition.scheme_id,
                "standards": edition.counted,  # type: ignore[attr-defined]  # annotated
            }
            for edition in editions_for(actor_of(request))
        ]
    )


@router.get(
    "",
    response={200: StandardPage, **refusals(404)},
    summary="The standards of an edition, of the one in force unless another is named",
)
def list_standards(request: HttpRequest, filters: Query[StandardFilters]) -> HttpResponse:
    require_known(request, StandardFilters)
    today = handbook().edition_on(timezone.localdate())
    edition = filters.edition or (today.pk if today else None)
    found = search_standards(
        standards_for(actor_of(request)).filter(edition=edition), filters.search
    )
    if filters.category:
        found = found.filter(category=filters.category)
    if filters.after:
        found = found.filter(pk__gt=filters.after)
    standards = list(found.order_by("pk")[: filters.size + 1])
    shown, more = standards[: filters.size], len(standards) > filters.size
    after = shown[-1].pk if more else None
    return written({"standards": [_standard(standard) for standard in shown], "after": after})


@router.get(
    "/{int:standard_id}", response={200: StandardRow, **refusals(404)}, summary="One standard"
)
def show_standard(request: HttpRequest, standard_id: Id) -> HttpResponse:
    return written(_standard(standard_for(actor_of(request), standard_id)))


def _standard(standard: Standard) -> dict[str, object]:
    limits = [
        {name.removesuffix("_id"): getattr(limit, name) for name in _LIMIT}
        for limit in standard.limits.all()
    ]
    plain = {name: getattr(standard, name) for name in _STANDARD}
    return {**plain, "category": standard.category_id, "limits": limits}
