# ruff: noqa: INP001 -- a script beside the files it writes
"""Write the demo district's files: ``.venv/bin/python demo/make.py``.

The same seeds give the same files, which are committed; nothing here runs when the product runs.
"""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random

from maker import (
    applications,
    calls,
    cases,
    categories,
    classes,
    figures,
    hot,
    inspections,
    kinds,
    names,
    notices,
    people,
    registers,
    rules,
    sheet,
    shifts,
    talks,
    watch,
)
from maker.ground import Frame, ground_of, outline, square_metres, with_area
from shapely.geometry import Polygon, mapping

from lingdang.kernel.coordinates import System, from_wgs84

HERE = Path(__file__).parent
SINCE = "2025-01-01"
XINHUALU_SQUARE_METRES = 3_800_000  # as printed: 3.8平方公里
FRAMES = {  # near the real places, in shapes of our own
    "shifanqu": Frame(113.29, 33.76, 0.22, 0.12),
    "yingshouyingzi": Frame(117.66, 40.55, 0.10, 0.07),
    "xuanhan": Frame(107.73, 31.36, 0.05, 0.04),
    "lucheng": Frame(113.23, 36.33, 0.05, 0.04),
    "qilin": Frame(103.80, 25.50, 0.05, 0.04),
    "henan": Frame(101.62, 34.73, 0.05, 0.04),
    "gongyi": Frame(113.02, 34.75, 0.05, 0.03),
}
RANKS = ["city", "district", "town", "village", "grid", "building"]


def write_csv(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_geojson(
    name: str, places: Iterable[names.Place], shapes: dict[str, Polygon], system: System
) -> None:
    grounded = sorted(
        (place for place in places if place.code in shapes),
        key=lambda place: (RANKS.index(place.level), place.code),
    )
    features = [
        {
            "type": "Feature",
            "properties": {"code": place.code, "name": place.name},
            "geometry": _converted(shapes[place.code], system),
        }
        for place in grounded
    ]
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in features)
    (HERE / name).write_text(
        f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n', encoding="utf-8"
    )


def _converted(shape: Polygon, system: System) -> dict[str, object]:
    digits = 6 if system == System.WGS84 else 9
    rings = [
        [[round(part, digits) for part in from_wgs84(*point, system)] for point in ring]
        for ring in mapping(shape)["coordinates"]
    ]
    return {"type": "Polygon", "coordinates": rings}


def make_places(places: list[names.Place]) -> None:
    columns = ["code", "name", "level", "parent_code", "valid_from"]
    rows = [
        {
            "code": place.code,
            "name": place.name,
            "level": place.level,
            "parent_code": place.parent_code,
            "valid_from": SINCE,
        }
        for place in places
    ]
    write_csv("places.csv", columns, rows)


def make_ground(places: list[names.Place]) -> dict[str, Polygon]:
    shapes: dict[str, Polygon] = {}
    for district in (place for place in places if place.level == "district"):
        random = Random(f"outline {district.slug}")  # noqa: S311 -- a map, not a secret
        shape = outline(FRAMES[district.slug], random)
        ground = ground_of(district, shape, district.slug)
        if district.slug == "gongyi":
            for _ in range(3):  # the printed area of 新华路街道, by growing or shrinking the whole
                have = square_metres(ground[district.below[0].code])
                shape = with_area(shape, have, XINHUALU_SQUARE_METRES)
                ground = ground_of(district, shape, district.slug)
        shapes |= ground
    of = {place.slug: place.walk() for place in places if place.level == "district"}
    others = [place for slug in of for place in of[slug] if slug not in {"shifanqu", "gongyi"}]
    write_geojson("boundaries-shifanqu.geojson", of["shifanqu"], shapes, System.WGS84)
    write_geojson("boundaries-gongyi-gcj02.geojson", of["gongyi"], shapes, System.GCJ02)
    write_geojson("boundaries-others.geojson", others, shapes, System.WGS84)
    return shapes


def make_registers(places: list[names.Place], shapes: dict[str, Polygon]) -> None:
    """One sheet for each register, headed as an office heads it."""
    district = next(place for place in places if place.slug == "shifanqu")
    grids = [shapes[p.code] for p in district.walk() if p.level == "grid" and p.code in shapes]
    middles = [shape.representative_point() for shape in grids]
    spots = [(round(point.x, 6), round(point.y, 6)) for point in middles]
    codes = {place.name: place.code for place in places}
    for name, columns in registers.SHEETS.items():
        random = Random(f"register {name}")  # noqa: S311 -- a ledger, not a secret
        rows = registers.rows(name, codes, spots, random)
        write_csv(f"register-{name}.csv", columns, rows)


def make_inspections() -> None:
    """Supervision goes to the points of the register, which are written before."""
    with (HERE / "register-points.csv").open(encoding="utf-8") as file:
        points = list(csv.DictReader(file))
    joint = inspections.Joint(points)
    write_csv("inspection-groups.csv", inspections.GROUP_COLUMNS, inspections.groups())
    write_csv("inspection-rounds.csv", inspections.ROUND_COLUMNS, inspections.rounds())
    write_csv("inspection-cases.csv", sheet.COLUMNS, joint.cases)
    findings = [*joint.findings, *inspections.daily(points)]
    write_csv("inspection-findings.csv", inspections.FINDING_COLUMNS, findings)


def main() -> None:
    places = names.numbered()
    make_places(places)
    shapes = make_ground(places)
    by_slug = {place.slug: place for place in places}
    units = people.units(by_slug)
    write_csv("units.csv", people.UNIT_COLUMNS, units)
    write_csv("posts.csv", people.POST_COLUMNS, people.posts(places, units))
    write_csv("shifts.csv", shifts.COLUMNS, shifts.pattern(by_slug))
    write_csv("follows.csv", people.FOLLOW_COLUMNS, people.follows(by_slug))
    write_csv("figures.csv", figures.COLUMNS, figures.rows(by_slug))
    write_csv("classes.csv", classes.COLUMNS, classes.rows(by_slug))
    write_csv("categories.csv", categories.COLUMNS, categories.rows())
    histories = cases.histories(places, shapes)
    write_csv("cases.csv", sheet.COLUMNS, sheet.rows(histories))
    write_csv("hot.csv", sheet.COLUMNS, hot.rows(hot.histories(places, shapes)))
    write_csv("ten.csv", hot.TEN_COLUMNS, hot.ten())
    write_csv("applications.csv", applications.COLUMNS, applications.rows(histories))
    write_csv("rules.csv", rules.COLUMNS, rules.rows())
    special = kinds.Kinds(by_slug)
    write_csv("kinds.csv", kinds.CASE_COLUMNS, special.cases)
    write_csv("entries.csv", kinds.ENTRY_COLUMNS, special.entries)
    write_csv("services.csv", kinds.SERVICE_COLUMNS, kinds.services())
    write_csv("care.csv", kinds.CARE_COLUMNS, kinds.care(by_slug))
    write_csv("replies.csv", talks.REPLY_COLUMNS, talks.standard_replies())
    write_csv("watch.csv", watch.COLUMNS, watch.rows(histories))
    write_csv("notices.csv", notices.COLUMNS, notices.rows({one.name: one.code for one in places}))
    make_registers(places, shapes)
    make_inspections()
    write_csv("calls.csv", calls.COLUMNS, calls.calls(histories))
    write_csv("talks.csv", talks.REMARK_COLUMNS, talks.remarks(histories))


if __name__ == "__main__":
    main()
