"""How this room's facts read on the timeline of a case."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from lingdang.calls import facts
from lingdang.calls.enums import Level
from lingdang.cases.public import Names, tells


def _level(data: Mapping[str, Any], _names: Names) -> str:
    level = str(Level(data["level"]).label)
    return level if data["person_ids"] else _("%(level)s: nobody on duty") % {"level": level}


def _who(data: Mapping[str, Any], names: Names) -> str:
    return names.person(data["handler_id"])


tells(facts.LevelRung, pgettext_lazy("what happened to a case", "Ringing"), _level)
tells(facts.CallAnswered, pgettext_lazy("what happened to a case", "Call answered"), _who)
tells(facts.CallUnanswered, pgettext_lazy("what happened to a case", "Nobody answered the call"))
tells(facts.CallCancelled, pgettext_lazy("what happened to a case", "Call cancelled"))
