"""A version of the rules tried on past cases: every figure opens into its cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lingdang.cases.public import CaseQuerySet
from lingdang.dispatching.public import (
    GRID,
    Dead,
    RuleSet,
    Trial,
    rule_set_for,
    trial_cases,
    trial_of,
)
from lingdang.faces.desk import exports, names, rows
from lingdang.faces.desk.forms.dispatching import WeeksForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import Incomplete
from lingdang.people.public import Duty

_NEWEST = Order(("received_at", "id"))
_COLUMNS = ("number", "state", "text", "place", "category", "owner", "received")


@dataclass(frozen=True, slots=True)
class Pair:
    """What the rules would do, what people did, how often; ``query`` opens the cases."""

    proposed: str
    actual: str
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class Use:
    name: str
    decided: int
    agreed: int
    dead: list[str]


def end_name(end: str) -> str:
    if end.startswith("unit:"):
        return names.unit_name(int(end.removeprefix("unit:")))
    return _("the place itself") if end == GRID else _("nobody serves there")


def _asked(request: ActorRequest) -> dict[str, Any]:
    form = WeeksForm(request.GET)
    if not form.is_valid():
        raise Incomplete({name: str(problems[0]) for name, problems in form.errors.items()})
    return form.cleaned_data


@require_GET
@desk(Duty.MANAGE_DISPATCHING)
def trial(request: ActorRequest, rule_set_id: int) -> HttpResponse:
    found, asked = rule_set_for(request.actor, rule_set_id), _asked(request)
    tried = trial_of(request.actor, found, asked["weeks"])
    context = {
        "rule_set": found,
        "form": WeeksForm(initial=asked),
        "trial": tried,
        "rate": None if tried.rate is None else round(tried.rate * 100, 1),
        "ends": [(end_name(end), rules, people) for end, rules, people in tried.ends],
        "uses": _uses(tried),
        "pairs": list(_pairs(tried)),
    }
    return answer(request, "rules/trial.html", context)


def _uses(tried: Trial) -> list[Use]:
    return [
        Use(
            name=use.rule.name if use.rule else _("No rule fits: the place itself takes it"),
            decided=use.decided,
            agreed=use.agreed,
            dead=[f"{Dead(reason).label}: {count}" for reason, count in use.dead.items()],
        )
        for use in tried.uses
    ]


def _pairs(tried: Trial) -> Iterator[Pair]:
    for one in tried.confusions:
        asked = {"weeks": tried.weeks, "proposed": one.proposed, "actual": one.actual}
        yield Pair(end_name(one.proposed), end_name(one.actual), one.count, urlencode(asked))


@require_GET
@desk(Duty.MANAGE_DISPATCHING)
def trial_list(request: ActorRequest, rule_set_id: int) -> HttpResponse:
    """The cases behind one figure of a trial."""
    found, asked = rule_set_for(request.actor, rule_set_id), _asked(request)
    page = page_of(rows.listed(_cases(request, found, asked)), _NEWEST, request.GET)
    shown = {name: value for name, value in asked.items() if value}
    context = {
        "rule_set": found,
        "page": page,
        "query": urlencode(shown),
        "proposed": end_name(asked["proposed"]) if asked["proposed"] else "",
        "actual": end_name(asked["actual"]) if asked["actual"] else "",
        **rows.table(page.rows, _COLUMNS, timezone.now()),
    }
    return answer(request, "rules/trial_cases.html", context)


def _cases(request: ActorRequest, found: RuleSet, asked: dict[str, Any]) -> CaseQuerySet:
    return trial_cases(
        request.actor,
        found,
        asked["weeks"],
        proposed=asked["proposed"],
        actual=asked["actual"],
    )


@require_GET
@desk(Duty.MANAGE_DISPATCHING)
def trial_export(request: ActorRequest, rule_set_id: int) -> FileResponse:
    found, asked = rule_set_for(request.actor, rule_set_id), _asked(request)
    tried = trial_of(request.actor, found, asked["weeks"])
    head = [_("By the rules"), _("By people"), _("Cases")]
    lines = ([pair.proposed, pair.actual, pair.count] for pair in _pairs(tried))
    return exports.sheet(_("Trial of rules"), head, lines)
