"""How this room's facts read on the timeline of a case."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext_lazy

from lingdang.cases.public import Names, tells
from lingdang.talks import facts
from lingdang.talks.enums import Ending, Way


def _ended(data: Mapping[str, Any], _names: Names) -> str:
    return str(Ending(data["how"]).label)


def _way(data: Mapping[str, Any], _names: Names) -> str:
    return str(Way(data["way"]).label) if data["way"] else ""


tells(facts.ReporterAsked, pgettext_lazy("what happened to a case", "Reporter asked"))
tells(facts.ReporterReminded, pgettext_lazy("what happened to a case", "Reporter reminded"))
tells(facts.ReporterAnswered, pgettext_lazy("what happened to a case", "Reporter answered"))
tells(facts.ReporterAdded, pgettext_lazy("what happened to a case", "Reporter added something"))
tells(facts.QuestionEnded, pgettext_lazy("what happened to a case", "Question ended"), _ended)
tells(facts.ReporterReplied, pgettext_lazy("what happened to a case", "Reply given"), _way)
tells(facts.CaseNoted, pgettext_lazy("what happened to a case", "Note written"), inner=True)
