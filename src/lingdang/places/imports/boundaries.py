"""Outlines from GeoJSON: features whose ``code`` property names a place."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import shapely
from django.db import transaction
from django.utils.translation import gettext as _
from shapely.geometry import shape as geometry_of
from shapely.validation import explain_validity

from lingdang.kernel.actor import Actor
from lingdang.kernel.coordinates import System, to_wgs84
from lingdang.kernel.sheets import ImportReport
from lingdang.places import policies, queries
from lingdang.places.errors import ImportRefused
from lingdang.places.geometry import area_m2, converted
from lingdang.places.services.boundaries import draw_boundary
from lingdang.places.tree import PlaceNode, Tree

OVERLAP_M2 = 50.0  # slivers below this are rounding, not a claim
OUTSIDE_SHARE = 0.001


@transaction.atomic
def import_boundaries(
    geojson: dict[str, Any], *, system: System, valid_from: date, by: Actor, dry_run: bool = False
) -> ImportReport:
    """Draw every outline of a FeatureCollection, or raise ``ImportRefused`` and draw none.

    Coordinates are of ``system``; problems name the feature by its number (from 1) and code.
    """
    policies.require_manage(by, "/")
    report = ImportReport()
    places = queries.tree(valid_from)
    shapes = dict(_read(geojson, system, places, report))
    _check_siblings(shapes, report)
    _check_parents(shapes, places, valid_from, report)
    report.problems.sort(key=lambda problem: problem.row)
    report.created = len(shapes)
    if dry_run:
        return report
    if report.problems:
        raise ImportRefused(list(report.problems))
    for node, (_row, outline) in sorted(shapes.items(), key=lambda item: item[0].depth):
        draw_boundary(place_id=node.id, shape=outline, on=valid_from, by=by)
    return report


type Shapes = dict[PlaceNode, tuple[int, shapely.Geometry]]


def _read(
    geojson: dict[str, Any], system: System, places: Tree, report: ImportReport
) -> Iterable[tuple[PlaceNode, tuple[int, shapely.Geometry]]]:
    codes = {node.code: node for node in places if node.code}
    features = geojson.get("features")
    if geojson.get("type") != "FeatureCollection" or not isinstance(features, list):
        report.add(0, "", _("This is not a GeoJSON FeatureCollection."))
        return
    seen: set[str] = set()
    for row, feature in enumerate(features, start=1):
        code = str((feature.get("properties") or {}).get("code", ""))
        if code not in codes:
            report.add(row, code, _("No place has this code on that day."))
            continue
        if code in seen:
            report.add(row, code, _("The file draws this place twice."))
            continue
        seen.add(code)
        outline, sentence = _outline(feature.get("geometry"), system)
        if outline is None:
            report.add(row, code, sentence)
        else:
            yield codes[code], (row, outline)


def _outline(geometry: object, system: System) -> tuple[shapely.Geometry | None, str]:
    try:
        outline = geometry_of(geometry)
    except (AttributeError, KeyError, TypeError, ValueError, shapely.errors.ShapelyError):
        return None, _("The geometry cannot be read.")
    if outline.geom_type not in {"Polygon", "MultiPolygon"} or outline.is_empty:
        return None, _("An outline must be a polygon.")
    west, south, east, north = outline.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):  # noqa: PLR2004 -- degrees
        return None, _("Coordinates must be longitude and latitude in degrees.")
    if not outline.is_valid:
        return None, _("The outline crosses itself (%(where)s).") % {
            "where": explain_validity(outline)
        }
    home = converted(outline, lambda lng, lat: to_wgs84(lng, lat, system))
    return shapely.normalize(home), ""


def _check_siblings(shapes: Shapes, report: ImportReport) -> None:
    by_parent: dict[tuple[int | None, str], list[PlaceNode]] = {}
    for node in shapes:
        by_parent.setdefault((node.parent_id, node.level), []).append(node)
    for siblings in by_parent.values():
        outlines = [shapes[node][1] for node in siblings]
        index = shapely.STRtree(outlines)
        for a, b in index.query(outlines, predicate="intersects").T:
            if a >= b:
                continue
            shared = outlines[a].intersection(outlines[b])
            if not shared.is_empty and shared.area and area_m2(shared) > OVERLAP_M2:
                report.add(
                    shapes[siblings[b]][0],
                    siblings[b].code,
                    _("It overlaps %(name)s by %(area)s m².")
                    % {"name": siblings[a].name, "area": round(area_m2(shared))},
                )


def _check_parents(shapes: Shapes, places: Tree, day: date, report: ImportReport) -> None:
    drawn = {node.id: outline for node, (_row, outline) in shapes.items()}
    wanted = [n.parent_id for n in shapes if n.parent_id and n.parent_id not in drawn]
    known = {
        row.place_id: shapely.from_wkb(bytes(row.shape))
        for row in queries.boundaries_on(day, wanted)
    }
    for node, (row, outline) in shapes.items():
        parent_id = node.parent_id
        parent = None if parent_id is None else (drawn.get(parent_id) or known.get(parent_id))
        if parent is None or parent_id is None:
            continue
        outside = outline.difference(parent).area / outline.area
        if outside > OUTSIDE_SHARE:
            report.add(
                row,
                node.code,
                _("%(share)s %% of it lies outside %(parent)s.")
                % {"share": round(100 * outside, 1), "parent": places.node(parent_id).name},
            )
