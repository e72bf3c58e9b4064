"""The cases of a list as points on a map: plain rows, since a view may hold a thousand."""

from datetime import datetime
from typing import Any, cast

from django.utils import timezone

from lingdang.cases.public import Case, CaseQuerySet, number_of
from lingdang.faces.desk import maps, names, states
from lingdang.kernel.coordinates import from_wgs84

_MOST = 1_000
_TEXT = 40
_COLUMNS = ("pk", "state", "returns", "due_at", "lng", "lat", "description", "received_at")


def collection(cases: CaseQuerySet, now: datetime) -> dict[str, Any]:
    """Write the newest as GeoJSON, in the coordinates of the map's tiles."""
    rows = cast("list[Case]", cases.order_by("-id").values_list(*_COLUMNS, named=True)[:_MOST])
    near, url = states.soon(now), names.case_address()
    system, zone = maps.system(), timezone.get_current_timezone()
    features = [
        _feature(
            from_wgs84(row.lng or 0, row.lat or 0, system),
            number=number_of(row.pk, row.received_at.astimezone(zone)),
            text=row.description[:_TEXT],
            badge=states.badge(row, now, near),
            url=url(row.pk),
        )
        for row in rows
    ]
    return {"type": "FeatureCollection", "features": features}


def _feature(
    at: tuple[float, float], *, number: str, text: str, badge: states.Badge, url: str
) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": at},
        "properties": {
            "number": number,
            "text": text,
            "colour": badge.colour,
            "state": badge.word,
            "url": url,
        },
    }
