"""How this room's facts read on the timeline of a case: to staff alone."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext_lazy

from lingdang.cases.public import Names, tells
from lingdang.lookbacks import facts


def _words(data: Mapping[str, Any], _names: Names) -> str:
    return str(data["words"])


for _event, _title in (
    (facts.CaseHeld, pgettext_lazy("what happened to a case", "Looked at again: it held")),
    (
        facts.CaseCameBack,
        pgettext_lazy("what happened to a case", "Looked at again: not really put right"),
    ),
    (facts.LookBackLapsed, pgettext_lazy("what happened to a case", "A look-back fell away")),
):
    tells(_event, _title, _words, inner=True)
