"""What callers choose from: categories and units."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from lingdang.faces.api import queries
from lingdang.faces.api.v1.outputs import Category, UnitRow, refusals
from lingdang.faces.api.v1.wire import written

router = Router()

_UNIT = ("id", "code", "name", "kind", "parent_id", "place_id")


@router.get(
    "/categories", response={200: list[Category], **refusals()}, summary="What a case may be about"
)
def list_categories(request: HttpRequest) -> HttpResponse:
    return written(
        [
            {
                "code": category.code,
                "kind": category.kind,
                "name": category.name,
                "parent": category.parent_id,
                "urgent": category.urgent,
                "for_residents": category.for_residents,
            }
            for category in queries.categories()
        ]
    )


@router.get("/units", response={200: list[UnitRow], **refusals()}, summary="The units of today")
def list_units(request: HttpRequest) -> HttpResponse:
    return written([{name: getattr(unit, name) for name in _UNIT} for unit in queries.units()])
