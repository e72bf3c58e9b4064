"""How this room's facts read on the timeline of a case."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from lingdang.cases.public import Names, tells
from lingdang.dispatching import facts


def _proposed(data: Mapping[str, Any], names: Names) -> str:
    to = names.units.get(data["unit_id"], "") or names.person(data["handler_id"])
    return " → ".join(part for part in (data["rule"], to) if part)


def _until(data: Mapping[str, Any], _names: Names) -> str:
    until = _("by %(day)s") % {"day": data["until"]}
    return " · ".join(part for part in (data.get("note", ""), until) if part)


def _note(data: Mapping[str, Any], _names: Names) -> str:
    return str(data["note"])


tells(
    facts.DispatchProposed,
    pgettext_lazy("what happened to a case", "Rules of dispatch asked"),
    _proposed,
    inner=True,
)
tells(
    facts.CaseSupervised,
    pgettext_lazy("what happened to a case", "Put under supervision"),
    _until,
    inner=True,
)
tells(
    facts.SupervisionReminded,
    pgettext_lazy("what happened to a case", "Reminded of the supervision"),
    _until,
    inner=True,
)
tells(
    facts.SupervisionLifted,
    pgettext_lazy("what happened to a case", "Supervision lifted"),
    _note,
    inner=True,
)
tells(facts.CaseUrged, pgettext_lazy("what happened to a case", "Urged"), _note)
