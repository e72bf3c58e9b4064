"""A draw as it is published: all that is needed to take it again, and taking it again."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from math import isclose
from typing import Any

from django.utils.translation import gettext as _

from lingdang.lookbacks.enums import DrawKind
from lingdang.lookbacks.sampling import (
    CATCH,
    RULE,
    SHARE,
    chance,
    delay,
    is_drawn,
    needed,
    odds,
    topped_up,
)

type Frame = dict[str, Any]


def daily(seed: str, closed: Mapping[str, int], cases: Sequence[tuple[str, str, str]]) -> Frame:
    """``closed`` says by unit of how many a false one is looked for; a case is number, unit, trust.

    ``lot`` says of a case whether the odds alone drew it.
    """
    units = {unit: {"closed": many, "odds": odds(many)} for unit, many in sorted(closed.items())}
    return _frame(units, [_drawn(seed, case, units) for case in sorted(cases)])


def _drawn(seed: str, case: tuple[str, str, str], units: Mapping[str, Any]) -> dict[str, Any]:
    number, unit, trust = case
    luck, likely = chance(seed, number), units[unit]["odds"]
    told = {
        "number": number,
        "unit": unit,
        "trust": trust,
        "lot": luck < likely,
        "chosen": is_drawn(luck, likely, trust),
    }
    return told | ({"days": delay(seed, number)} if told["chosen"] else {})


def closing(seed: str, cases: Sequence[tuple[str, str, bool]]) -> Frame:
    """A case is number, unit and whether it is in the lot of the day on which it was closed."""
    by_unit: dict[str, dict[str, bool]] = defaultdict(dict)
    for number, unit, lot in cases:
        by_unit[unit][number] = lot
    units = {
        unit: {"closed": len(its), "lot": sum(its.values()), "needed": needed(len(its))}
        for unit, its in sorted(by_unit.items())
    }
    more = {
        number
        for unit, its in by_unit.items()
        for number in topped_up(seed, its, units[unit]["needed"])
    }
    return _frame(units, [_completed(seed, case, chosen=case[0] in more) for case in sorted(cases)])


def _completed(seed: str, case: tuple[str, str, bool], *, chosen: bool) -> dict[str, Any]:
    number, unit, lot = case
    told = {"number": number, "unit": unit, "lot": lot, "chosen": chosen}
    return told | ({"days": delay(seed, number)} if chosen else {})


def _frame(units: dict[str, Any], cases: list[dict[str, Any]]) -> Frame:
    return {"share": SHARE, "catch": CATCH, "units": units, "cases": cases}


def again(kind: str, seed: str, frame: Frame) -> Frame:
    """Draw once more, from the same seed and what might have been drawn."""
    cases = frame["cases"]
    if kind == DrawKind.CLOSING:
        return closing(seed, [(it["number"], it["unit"], it["lot"]) for it in cases])
    closed = {unit: told["closed"] for unit, told in frame["units"].items()}
    return daily(seed, closed, [(it["number"], it["unit"], it["trust"]) for it in cases])


def disagreements(told: Mapping[str, Any]) -> list[str]:
    """What is not as the seed says, a sentence each; none: the draw is as it was published."""
    if told.get("rule") != RULE:
        return [_("This rule is not known: %(rule)s.") % {"rule": told.get("rule")}]
    try:
        return list(_compared(told["frame"], again(told["kind"], told["seed"], told["frame"])))
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError):
        return [_("This is not a draw.")]


def _compared(said: Frame, found: Frame) -> Iterator[str]:
    for unit, told in found["units"].items():
        if not _alike(told, said["units"].get(unit, {})):
            yield _("Unit %(unit)s: another reckoning.") % {"unit": unit}
    here = {case["number"]: case for case in said["cases"]}
    if len(here) != len(said["cases"]):
        yield _("A case is listed twice.")
    for case in found["cases"]:
        if case != here[case["number"]]:
            yield _("Case %(number)s: drawn otherwise.") % {"number": case["number"]}


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """A power may end in another last bit elsewhere."""
    return one.keys() == other.keys() and all(isclose(one[it], other[it]) for it in one)


def digest(told: Mapping[str, Any]) -> str:
    """By which a draw that is not told yet is known already: it stands in the journal."""
    written = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()
