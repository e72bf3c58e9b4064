"""Draw from what was closed: each day from the day before, and at the end of a quarter."""

from collections.abc import Mapping
from datetime import date, timedelta
from secrets import token_hex
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lingdang.cases.public import Case, State
from lingdang.doubts.public import trust_of
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.lookbacks import frames, queries
from lingdang.lookbacks.days import DAY, days_between, last_over, quarter_of
from lingdang.lookbacks.enums import DrawKind, Why
from lingdang.lookbacks.errors import DayNotOver
from lingdang.lookbacks.facts import DrawMade
from lingdang.lookbacks.models import Draw, LookBack
from lingdang.lookbacks.policies import require_draw
from lingdang.lookbacks.sampling import RULE, WEAK

_SEED_BYTES = 16


@transaction.atomic
def draw_day(*, day: date, by: Actor) -> Draw:
    """Once for a day: whoever comes second gets the draw that is there."""
    draw, made = _begun(DrawKind.DAILY, day, by)
    if not made:
        return draw
    codes = queries.teams()
    closed = list(queries.closed_between(day, day).order_by("pk"))
    told = [
        (
            case.number,
            queries.team_of(codes, case.unit_id, case.place_id),
            trust_of(case.subject).level.value,
        )
        for case in closed
    ]
    wanted = queries.expected(day, {team for _number, team, _trust in told}, codes)
    return _kept(draw, frames.daily(draw.seed, wanted, told), closed, by)


@transaction.atomic
def draw_quarter(*, day: date, by: Actor) -> Draw:
    """Complete the lot of every unit, for the quarter that a day lies in."""
    first, last = quarter_of(day)
    draw, made = _begun(DrawKind.CLOSING, last, by)
    if not made:
        return draw
    codes, lots = queries.teams(), queries.lots(first, last)
    closed = list(queries.closed_between(first, last).order_by("pk"))
    told = [
        (
            case.number,
            queries.team_of(codes, case.unit_id, case.place_id),
            (queries.closed_on(case), case.number) in lots,
        )
        for case in closed
    ]
    return _kept(draw, frames.closing(draw.seed, told), closed, by)


def draw_due(*, by: Actor) -> list[Draw]:
    """Every day that is over and has none yet, from yesterday on; quarters once their days have."""
    until = last_over(timezone.now())
    last = queries.last_day(DrawKind.DAILY)
    first = last + DAY if last else until
    made = [draw_day(day=day, by=by) for day in days_between(first, until)]
    return made + [draw_quarter(day=day, by=by) for day in _quarters_due(until)]


def _quarters_due(until: date) -> list[date]:
    began, done = queries.first_day(), queries.last_day(DrawKind.CLOSING)
    if began is None:
        return []
    since = done + DAY if done else began
    return [day for day in days_between(since, until) if day == quarter_of(day)[1]]


def _begun(kind: DrawKind, day: date, by: Actor) -> tuple[Draw, bool]:
    """The row is what two at once meet at: the second waits here for the first."""
    require_draw(by)
    now = timezone.now()
    if day > last_over(now):
        raise DayNotOver
    known = {"seed": token_hex(_SEED_BYTES), "rule": RULE, "made_at": now}
    return Draw.objects.get_or_create(
        kind=kind, day=day, defaults={**known, "frame": {}, "cases": 0, "chosen": 0}
    )


def _kept(draw: Draw, frame: frames.Frame, closed: list[Case], by: Actor) -> Draw:
    draw.frame = frame
    chosen = {told["number"]: told for told in frame["cases"] if told["chosen"]}
    draw.cases, draw.chosen = len(frame["cases"]), len(chosen)
    draw.digest = frames.digest(draw.told)
    draw.save(update_fields=["frame", "cases", "chosen", "digest"])
    LookBack.objects.bulk_create(
        _look_backs(draw, _standing(closed, chosen), chosen),
        ignore_conflicts=True,  # looked at for its photographs already
    )
    event = DrawMade(
        draw_id=draw.pk,
        kind=draw.kind,
        day=draw.day.isoformat(),
        rule=draw.rule,
        digest=draw.digest,
        chosen=draw.chosen,
    )
    record(event, by=by, at=draw.made_at)
    return draw


def _standing(closed: list[Case], chosen: Mapping[str, Any]) -> list[Case]:
    """Those drawn that nobody opened again meanwhile; nobody does until the draw is kept."""
    drawn = {case.pk: case.closed_at for case in closed if case.number in chosen}
    locked = Case.objects.select_for_update(no_key=True).filter(Q(pk__in=drawn), state=State.CLOSED)
    return [case for case in locked.order_by("pk") if case.closed_at == drawn[case.pk]]


def _look_backs(draw: Draw, cases: list[Case], chosen: Mapping[str, Any]) -> list[LookBack]:
    return [
        LookBack(
            case=case,
            draw=draw,
            why=_why(draw, told := chosen[case.number]),
            days=told["days"],
            due_on=draw.day + timedelta(days=told["days"]),
            closed_at=case.closed_at,
            unit_id=case.unit_id,
            handled_by_id=case.handled_by_id,
        )
        for case in cases
        if case.closed_at
    ]


def _why(draw: Draw, told: Mapping[str, Any]) -> Why:
    if draw.kind == DrawKind.CLOSING:
        return Why.TOPPED_UP
    return Why.WEAK if told["trust"] == WEAK else Why.DRAWN
