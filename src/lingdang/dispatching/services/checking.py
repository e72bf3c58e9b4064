"""What somebody tells of a rule, and whether it can be one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import Source
from lingdang.dispatching.enums import DUTY_ROLES, Target
from lingdang.dispatching.models import RuleSet
from lingdang.dispatching.models.rule import LONGEST_NAME, LONGEST_WORD
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import required_text
from lingdang.people.public import Unit, UnitKind
from lingdang.places.public import levels, tree
from lingdang.standards.public import Category, Kind, street_classes


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleData:
    """What a rule asks and where it sends; an empty condition is not asked."""

    name: str
    target: str
    categories: Sequence[str] = ()
    kind: str = ""
    place_id: int | None = None
    street_classes: Sequence[str] = ()
    level: str = ""
    sources: Sequence[str] = ()
    weekdays: Sequence[int] = ()
    time_from: time | None = None
    time_to: time | None = None
    working: bool | None = None
    urgent: bool | None = None
    words: Sequence[str] = ()
    unfiled: bool = False
    unit_id: int | None = None
    unit_kind: str = ""
    role: str = ""


COLUMNS = [field.name for field in fields(RuleData)]


def checked(told: RuleData, rule_set: RuleSet) -> dict[str, Any]:
    """Check – what a rule may hold; says all that is wrong with it at once."""
    values = {column: getattr(told, column) for column in COLUMNS}
    for column in ("categories", "street_classes", "sources", "weekdays", "words"):
        values[column] = sorted(set(values[column]))
    values["name"] = required_text("name", told.name, LONGEST_NAME)
    values |= _only_what_the_target_needs(values)
    problems = _condition_problems(values, rule_set) | _target_problems(values)
    if problems:
        raise Incomplete(problems)
    return values


def _only_what_the_target_needs(values: Mapping[str, Any]) -> dict[str, Any]:
    needed = {Target.UNIT: "unit_id", Target.PLACE_UNIT: "unit_kind", Target.ON_DUTY: "role"}
    empty: dict[str, Any] = {"unit_id": None, "unit_kind": "", "role": ""}
    kept = needed.get(values["target"])
    return {column: nothing for column, nothing in empty.items() if column != kept}


def _condition_problems(values: Mapping[str, Any], rule_set: RuleSet) -> dict[str, str]:
    known = Category.objects.filter(pk__in=values["categories"]).count()
    whole_time = (values["time_from"] is None) == (values["time_to"] is None)
    place_id = values["place_id"]
    within = place_id is None or _within(place_id, rule_set.place_id)
    level_known = not values["level"] or values["level"] in {level.code for level in levels()}
    words = values["words"]
    checks = {
        "categories": (known == len(values["categories"]), _("There is no such category.")),
        "kind": (values["kind"] in {"", *Kind.values}, _("There is no such kind.")),
        "place_id": (within, _("This place does not lie where the rules are for.")),
        "street_classes": (
            {*values["street_classes"]} <= {one.key for one in street_classes()},
            _("There is no such class of streets."),
        ),
        "level": (level_known, _("There is no such level.")),
        "sources": ({*values["sources"]} <= {*Source.values}, _("There is no such source.")),
        "weekdays": ({*values["weekdays"]} <= {*range(7)}, _("There is no such day.")),
        "time_from": (whole_time, _("A time of day has a beginning and an end.")),
        "words": (
            all(0 < len(word.strip()) <= LONGEST_WORD and "\0" not in word for word in words),
            _("A word is empty or too long."),
        ),
    }
    return {field: sentence for field, (right, sentence) in checks.items() if not right}


def _within(place_id: int, scope_id: int) -> bool:
    places = tree()
    if place_id not in places or scope_id not in places:
        return False
    return places.node(place_id).path.startswith(places.node(scope_id).path)


def _target_problems(values: Mapping[str, Any]) -> dict[str, str]:
    target, today = values["target"], timezone.localdate()
    if target == Target.UNIT:
        units = Unit.objects.on(today).filter(pk=values["unit_id"])
        return {} if values["unit_id"] and units.exists() else {"unit_id": _("Choose a unit.")}
    if target == Target.PLACE_UNIT and values["unit_kind"] not in UnitKind.values:
        return {"unit_kind": _("Choose the kind of unit.")}
    if target == Target.ON_DUTY and values["role"] not in DUTY_ROLES:
        return {"role": _("Choose the role that is on duty.")}
    return {} if target in Target.values else {"target": _("Choose who gets the case.")}
