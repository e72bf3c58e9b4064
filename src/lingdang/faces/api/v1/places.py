"""Where things are: the tree of a day, point to place, outlines, who serves a place."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from lingdang.faces.api.v1.bounds import box_of
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.outputs import FeatureCollection, Located, Member, PlaceRow, refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.schemas import BoundaryFilters, Point
from lingdang.faces.api.v1.wire import place_name, written
from lingdang.kernel.coordinates import to_wgs84
from lingdang.people.public import TeamMember
from lingdang.places.public import PlaceNode, boundaries_geojson, locate, tree
from lingdang.shifts.public import grid_team

router = Router()


@router.get(
    "",
    response={200: list[PlaceRow], **refusals(404)},
    summary="The tree of places as it stood on a day, parents before children",
)
def list_places(
    request: HttpRequest,
    day: date | None = None,
    below: Id | None = None,
) -> HttpResponse:
    places = tree(day)
    nodes = places.subtree(below) if below else places
    return written([_row(node) for node in nodes])


def _row(node: PlaceNode) -> dict[str, object]:
    return {
        "id": node.id,
        "code": node.code or None,
        "name": node.name,
        "level": node.level,
        "level_name": node.level_name,
        "parent_id": node.parent_id,
        "depth": node.depth,
    }


@router.get(
    "/locate",
    response={200: Located, **refusals(404)},
    summary="Which place a point belongs to; never nowhere",
)
def locate_point(request: HttpRequest, point: Query[Point]) -> HttpResponse:
    require_known(request, Point)
    found = locate(*to_wgs84(point.lng, point.lat, point.system), point.day)
    places = tree(point.day)
    node = places.node(found.place_id)
    return written(
        {
            "place": place_name(node),
            "path": [place_name(above) for above in places.ancestors(node.id)],
            "how": found.how,
            "metres": found.metres,
        }
    )


@router.get(
    "/boundaries",
    response={200: FeatureCollection, **refusals(404)},
    summary="Outlines as GeoJSON, in the asked system of coordinates",
)
def list_boundaries(request: HttpRequest, filters: Query[BoundaryFilters]) -> HttpResponse:
    require_known(request, BoundaryFilters)
    return written(
        boundaries_geojson(
            level=filters.level,
            below=filters.below,
            day=filters.day,
            system=filters.system,
            box=box_of(filters.bbox),
        )
    )


@router.get(
    "/{place_id}/team",
    response={200: list[Member], **refusals(404)},
    summary="Who serves a place: its own people first, then those of the levels above",
)
def list_team(request: HttpRequest, place_id: Id) -> HttpResponse:
    return written([_member(member) for member in grid_team(place_id)])


def _member(member: TeamMember) -> dict[str, object]:
    return {
        "person_id": member.person_id,
        "role": member.role,
        "role_label": member.role_label,
        "display": member.display,
        "phone": member.phone_public,
        "place_id": member.place_id,
        "on_duty": member.on_duty,
    }
