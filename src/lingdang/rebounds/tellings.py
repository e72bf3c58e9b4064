"""How this room's facts read on the timeline of a case: to staff alone."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from lingdang.cases.public import Names, Spot, tells
from lingdang.rebounds import facts


def _of_two(data: Mapping[str, Any], names: Names) -> str:
    told = {"number": names.numbers.get(data["other_id"], ""), "days": data["days"]}
    if data["first"]:
        said = _("%(days)s days after %(number)s was closed") % told
    else:
        said = _("%(days)s days after it was closed, as %(number)s") % told
    return f"{said} · {Spot(data['spot']).label}"


def _words(data: Mapping[str, Any], names: Names) -> str:
    return " · ".join(filter(None, (names.numbers.get(data["other_id"], ""), data["words"])))


tells(
    facts.ReboundFound, pgettext_lazy("what happened to a case", "Came back"), _of_two, inner=True
)
for _event, _title in (
    (facts.ReboundConfirmed, pgettext_lazy("what happened to a case", "The same came back")),
    (facts.ReboundToldApart, pgettext_lazy("what happened to a case", "Not the same matter")),
):
    tells(_event, _title, _words, inner=True)
