"""How this room's facts read on the timeline of a case: to staff alone."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext_lazy

from lingdang.cases.public import Names, tells
from lingdang.doubts import facts
from lingdang.doubts.enums import Kind


def _what(data: Mapping[str, Any], _names: Names) -> str:
    return " · ".join(part for part in (str(Kind(data["kind"]).label), data["words"]) if part)


for _event, _title in (
    (facts.DoubtFound, pgettext_lazy("what happened to a case", "A photograph is doubted")),
    (
        facts.DoubtLapsed,
        pgettext_lazy("what happened to a case", "A photograph is doubted no more"),
    ),
    (facts.DoubtAnswered, pgettext_lazy("what happened to a case", "A doubt was answered")),
    (facts.DoubtUpheld, pgettext_lazy("what happened to a case", "A doubt was upheld")),
    (facts.DoubtDismissed, pgettext_lazy("what happened to a case", "A doubt was dismissed")),
):
    tells(_event, _title, _what, inner=True)
