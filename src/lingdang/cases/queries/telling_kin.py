"""How it reads on a timeline that cases were merged, split or linked."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from lingdang.cases import facts
from lingdang.cases.enums import LinkKind, link_words
from lingdang.cases.queries.telling import Names, Note, tells


def _number(key: str) -> Note:
    return lambda data, names: names.numbers.get(data[key], "")


def _linked(data: Mapping[str, Any], names: Names) -> str:
    words = link_words(LinkKind(data["kind"]), forth=data["first"])
    return f"{words} {names.numbers.get(data['other_id'], '')}"


def _split(data: Mapping[str, Any], names: Names) -> str:
    count = len(data["part_ids"])
    lead = _("%(unit)s leads") % {"unit": names.units.get(data["unit_id"], "")}
    return f"{lead} · {ngettext('%(count)s part', '%(count)s parts', count) % {'count': count}}"


def _answered(data: Mapping[str, Any], _names: Names) -> str:
    return " · ".join(filter(None, (_("Settled"), "★" * (data["stars"] or 0), data["comment"])))


tells(
    facts.CaseMerged,
    pgettext_lazy("what happened to a case", "Goes on in another case"),
    _number("into_id"),
)
tells(
    facts.CaseTookIn,
    pgettext_lazy("what happened to a case", "Took in another case"),
    _number("other_id"),
)
tells(
    facts.CaseUnmerged,
    pgettext_lazy("what happened to a case", "Taken out again"),
    _number("out_of_id"),
)
tells(
    facts.CaseLetGo,
    pgettext_lazy("what happened to a case", "Let another case go"),
    _number("other_id"),
)
tells(
    facts.CaseAnswered,
    pgettext_lazy("what happened to a case", "Another reporter answered"),
    _answered,
)
tells(facts.CaseSplit, pgettext_lazy("what happened to a case", "Split among units"), _split)
tells(
    facts.CasePartMade,
    pgettext_lazy("what happened to a case", "Became a part of another case"),
    _number("parent_id"),
)
tells(facts.CasePartFinished, pgettext_lazy("what happened to a case", "Part finished"))
tells(
    facts.CaseLinked,
    pgettext_lazy("what happened to a case", "Linked"),
    _linked,
    inner=True,
)
tells(
    facts.CaseUnlinked,
    pgettext_lazy("what happened to a case", "Link removed"),
    _linked,
    inner=True,
)
