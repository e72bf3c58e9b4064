"""A box on the map, as ``west,south,east,north`` in degrees WGS-84."""

from django.utils.translation import gettext as _

from lingdang.kernel.errors import Incomplete

type Box = tuple[float, float, float, float]


def box_of(text: str) -> Box | None:
    """Read a box; none is asked for by an empty text."""
    if not text.strip():
        return None
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        raise _not_a_box() from None
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):  # noqa: PLR2004 -- degrees
        raise _not_a_box()
    return west, south, east, north


def _not_a_box() -> Incomplete:
    return Incomplete({"bbox": _("This must be west,south,east,north in degrees.")})
