"""How this room's facts read on the timeline of a case: to staff alone."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext_lazy

from lingdang.approvals import facts
from lingdang.approvals.enums import Kind
from lingdang.cases.public import Names, tells


def _what(data: Mapping[str, Any], _names: Names) -> str:
    until = (data.get("until") or "")[:10]
    return " · ".join(
        part for part in (str(Kind(data["kind"]).label), data["words"], until) if part
    )


for _event, _title in (
    (facts.ApplicationMade, pgettext_lazy("what happened to a case", "Application made")),
    (facts.ApplicationAgreed, pgettext_lazy("what happened to a case", "Application agreed to")),
    (facts.ApplicationGranted, pgettext_lazy("what happened to a case", "Application granted")),
    (facts.ApplicationRefused, pgettext_lazy("what happened to a case", "Application refused")),
    (facts.ApplicationWithdrawn, pgettext_lazy("what happened to a case", "Application withdrawn")),
    (facts.ApplicationLapsed, pgettext_lazy("what happened to a case", "Application lapsed")),
):
    tells(_event, _title, _what, inner=True)
