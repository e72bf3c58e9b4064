from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.cases.public import State, reopen_case
from lingdang.cases.testing import a_case, cast, race
from lingdang.doubts.testing import a_doubt
from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import NotAllowed
from lingdang.lookbacks import frames
from lingdang.lookbacks.days import DAY, last_over, quarter_of
from lingdang.lookbacks.enums import DrawKind
from lingdang.lookbacks.errors import DayNotOver
from lingdang.lookbacks.models import Draw, LookBack
from lingdang.lookbacks.services import draw_day, draw_due, draw_quarter
from lingdang.lookbacks.tests.conftest import DRAWING, ago, closed, photographed
from lingdang.standards.testing import a_procedure


def day_of(case):
    return timezone.localtime(case.closed_at).date()


def test_a_day_is_drawn_once_and_anybody_can_take_it_again(db):
    people = cast()
    case, other = closed(people), closed(people, unit=None, handler=people.grid_worker)
    draw = draw_day(day=day_of(case), by=DRAWING)
    assert draw_day(day=day_of(case), by=DRAWING) == draw
    assert frames.disagreements(draw.told) == []
    assert {told["number"]: told["unit"] for told in draw.frame["cases"]} == {
        case.number: f"unit:{people.unit.code}",
        other.number: f"place:{people.ground.town.code or people.ground.town.pk}",
    }
    chosen = {told["number"]: told["days"] for told in draw.frame["cases"] if told["chosen"]}
    found = {it.case.number: it for it in LookBack.objects.select_related("case")}
    assert {number: it.days for number, it in found.items()} == chosen
    assert all(it.due_on == draw.day + timedelta(days=it.days) for it in found.values())
    fact = Fact.objects.get(name="lookbacks.draw_made.v1")
    assert fact.data["digest"] == frames.digest(draw.told)
    assert draw.seed not in str(fact.data)


def test_doubted_photographs_are_always_looked_at(db):
    people = cast()
    weak = [closed(people) for _ in range(4)]
    for case in weak:
        photo = photographed(case)
        a_doubt(case, photo, "copy", twin=photographed(case), similarity=0.9)
    draw_day(day=day_of(weak[0]), by=DRAWING)
    assert set(LookBack.objects.values_list("case", "why")) == {(it.pk, "weak") for it in weak}


def test_what_is_restricted_a_part_or_open_is_not_drawn(db):
    people = cast()
    at = ago(10)
    whole = closed(people)
    secret = a_procedure(restricted=True, public=False, roles=["discipline_officer"])
    a_case(State.CLOSED, at=at, procedure=secret, place=people.ground.grid)
    a_case(State.CLOSED, at=at, parent=whole, place=people.ground.grid)
    a_case(State.HANDLED, at=at, place=people.ground.grid)
    draw = draw_day(day=day_of(whole), by=DRAWING)
    assert [told["number"] for told in draw.frame["cases"]] == [whole.number]


def test_odds_follow_what_the_unit_closed(db):
    people = cast()
    cases = [closed(people) for _ in range(3)]
    draw = draw_day(day=day_of(cases[0]), by=DRAWING)
    [told] = draw.frame["units"].values()
    assert told["closed"] == 3
    assert told["odds"] == pytest.approx(0.97)


def test_a_quarter_is_completed_and_counts_what_was_drawn(db):
    people, (_first, last) = cast(), quarter_of(timezone.localdate() - timedelta(days=100))
    days = (timezone.localdate() - last).days + 3
    cases = [closed(people, days=days) for _ in range(5)]
    daily = draw_day(day=day_of(cases[0]), by=DRAWING)
    done = set(LookBack.objects.values_list("case", flat=True))
    draw = draw_quarter(day=day_of(cases[0]), by=DRAWING)
    assert (draw.kind, draw.day) == (DrawKind.CLOSING, last)
    assert frames.disagreements(draw.told) == []
    told = draw.frame["units"][f"unit:{people.unit.code}"]
    lot = {it["number"] for it in daily.frame["cases"] if it["lot"]}
    assert (told["closed"], told["lot"], told["needed"]) == (5, len(lot), 5)
    assert LookBack.objects.count() == 5  # as many as are needed: each once
    more = LookBack.objects.exclude(case__in=done)
    assert set(more.values_list("why", flat=True)) <= {"topped_up"}
    assert draw_quarter(day=last, by=DRAWING) == draw


def test_what_was_opened_again_before_the_draw_is_not_drawn(db):
    people = cast()
    case = closed(people)
    reopen_case(case_id=case.pk, reason="又堆上了", by=people.verifier)
    draw = draw_day(day=day_of(case), by=DRAWING)
    assert (draw.frame["cases"], LookBack.objects.count()) == ([], 0)


def test_no_draw_before_the_day_is_over_nor_by_who_may_not(db):
    people = cast()
    for day in (timezone.localdate(), timezone.localdate() + DAY):
        with pytest.raises(DayNotOver):
            draw_day(day=day, by=DRAWING)
    with pytest.raises(DayNotOver):
        draw_quarter(day=timezone.localdate(), by=DRAWING)
    for who in (people.supervisor, people.verifier, people.system_admin, ANYONE):
        with pytest.raises(NotAllowed):
            draw_day(day=timezone.localdate() - 5 * DAY, by=who)
    assert not Draw.objects.exists()


def test_two_at_once_draw_once(transactional_db):
    people = cast()
    case = closed(people)
    race([lambda: draw_day(day=day_of(case), by=DRAWING)] * 3)
    assert Draw.objects.count() == 1
    assert Fact.objects.filter(name="lookbacks.draw_made.v1").count() == 1


def test_each_day_without_a_draw_is_drawn(db):
    assert [draw.day for draw in draw_due(by=DRAWING)][:1] == [last_over(timezone.now())]
    assert draw_due(by=DRAWING) == []
    Draw.objects.all().delete()
    first = last_over(timezone.now()) - 100 * DAY
    draw_day(day=first, by=DRAWING)
    made = draw_due(by=DRAWING)
    assert [draw.day for draw in made if draw.kind == "daily"] == [
        first + at * DAY for at in range(1, 101)
    ]
    ends = {quarter_of(first + at * DAY)[1] for at in range(101)}
    over = {day for day in ends if day <= last_over(timezone.now())}
    assert {draw.day for draw in made if draw.kind == "closing"} == over
    assert draw_due(by=DRAWING) == []


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [("draw_kind_known", {"kind": "x"}), ("draw_has_seed", {"seed": ""}), ("draw_once", {})],
)
def test_what_must_hold_of_a_draw(db, constraint, wrong):
    known = {
        "kind": "daily",
        "day": "2026-07-01",
        "seed": "a",
        "rule": "b",
        "cases": 0,
        "chosen": 0,
    }
    known |= {"frame": {}, "made_at": timezone.now()}
    if not wrong:
        Draw.objects.create(**known)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Draw.objects.create(**known | wrong)
