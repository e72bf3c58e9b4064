"""The rules asked of made-up matters: no database."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from lingdang.dispatching.enums import Condition, Dead, Result
from lingdang.dispatching.judging import CHECKS, Aim, Ground, Matter, Try, judge, missed
from lingdang.dispatching.models import Rule
from lingdang.people.public import Holder

NIGHT, DAY = time(22), time(6)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def on(day, hour):
    """In July 2026; the third was a Friday."""
    return datetime(2026, 7, day, hour, 30, tzinfo=UTC)


PATH = "/1/2/3/"


def matter(**more):
    return Matter(
        **{
            "categories": ("06010", "06"),
            "kind": "matter",
            "urgent": False,
            "path": PATH,
            "street_classes": frozenset({"abc:A", "streets:model"}),
            "level": "grid",
            "source": "resident",
            "text": "路口井盖松动",
            "moment": on(3, 9),
            "working": True,
            **more,
        }
    )


def rule(pk=1, **more):
    more.setdefault("target", "unit")
    more.setdefault("unit_id", 7 if more["target"] == "unit" else None)
    return Rule(pk=pk, name=f"rule {pk}", position=pk, **more)


def holder(person_id, role="grid_worker", place_id=3, begins=None, ends=None):
    return Holder(person_id, role, place_id, None, begins, ends)


MORNING = datetime(2026, 7, 3, 9, 30, tzinfo=SHANGHAI)


def ground(*posts, units=None, at=MORNING):
    by_place = {}
    for post in posts:
        by_place.setdefault(post.place_id, []).append(post)
    return Ground(units={7: (1, "bureau")} if units is None else units, posts=by_place, at=at)


WORKER = holder(11)


@pytest.mark.parametrize(
    ("asks", "fits", "fits_not"),
    [
        ({"categories": ["06"]}, {}, {"categories": ("01004", "01")}),
        ({"categories": ["06010"]}, {}, {"categories": ("06011", "06")}),
        ({"kind": "component"}, {"kind": "component"}, {}),
        ({"place_id": 2}, {}, {"path": "/1/22/3/"}),
        ({"level": "grid"}, {}, {"level": "village"}),
        ({"street_classes": ["streets:strict", "abc:A"]}, {}, {"street_classes": frozenset()}),
        ({"sources": ["hotline", "resident"]}, {}, {"source": "bell"}),
        ({"weekdays": [4]}, {}, {"moment": on(4, 9)}),
        ({"time_from": time(9), "time_to": time(10)}, {}, {"moment": on(3, 10)}),
        ({"time_from": NIGHT, "time_to": DAY}, {"moment": on(3, 5)}, {}),
        ({"time_from": NIGHT, "time_to": DAY}, {"moment": on(3, 23)}, {}),
        ({"working": True}, {}, {"working": False}),
        ({"urgent": True}, {"urgent": True}, {}),
        ({"urgent": False}, {}, {"urgent": True}),
        ({"words": ["井盖", "路灯"]}, {}, {"text": "垃圾"}),
    ],
)
def test_each_condition_fits_and_does_not(asks, fits, fits_not):
    asking = rule(**asks)
    assert missed(asking, matter(**fits)) == []
    assert len(missed(asking, matter(**fits_not))) == 1


def test_every_condition_is_checked():
    assert {*CHECKS} == {*Condition}


def test_what_is_not_asked_does_not_matter():
    assert missed(rule(), matter(kind="component", text="", source="bell")) == []


def test_the_first_rule_that_fits_wins_and_says_why():
    rules = [
        rule(1, words=["路灯"], urgent=True),
        rule(2, categories=["06"]),
        rule(3),
    ]
    decision = judge(rules, matter(), ground())
    assert decision.rule.pk == 2
    assert decision.aim == Aim(unit_id=7)
    assert decision.tries == (
        Try(1, Result.MISSED, ("urgent", "words")),
        Try(2, Result.MATCHED, ("category",)),
    )


def test_a_rule_whose_unit_has_ended_is_skipped_and_says_so():
    decision = judge([rule(1, unit_id=8), rule(2)], matter(), ground())
    assert decision.tries[0] == Try(1, Result.DEAD, (Dead.UNIT_ENDED.value,))
    assert decision.aim == Aim(unit_id=7)


@pytest.mark.parametrize(
    ("asks", "reason"),
    [
        ({"target": "place_unit", "unit_kind": "brigade"}, Dead.NO_UNIT),
        ({"target": "on_duty", "role": "dispatcher"}, Dead.NOBODY_ON_DUTY),
        ({"target": "keep"}, Dead.NOBODY_SERVES),
    ],
)
def test_a_target_that_is_missing_is_named(asks, reason):
    decision = judge([rule(1, **asks)], matter(), ground())
    assert decision.tries[0] == Try(1, Result.DEAD, (reason.value,))
    assert decision.aim == Aim()


def test_the_nearest_unit_of_the_kind():
    units = {7: (1, "brigade"), 8: (2, "brigade"), 9: (2, "bureau"), 10: (99, "brigade")}
    near = rule(1, target="place_unit", unit_kind="brigade")
    assert judge([near], matter(), ground(units=units)).aim == Aim(unit_id=8)
    assert judge([near], matter(path="/1/"), ground(units=units)).aim == Aim(unit_id=7)


def test_who_is_on_duty_in_a_role_at_the_place_or_above():
    duty = rule(1, target="on_duty", role="dispatcher")
    day = holder(21, "dispatcher", 2, time(8), time(20))
    night = holder(22, "dispatcher", 2, time(20), time(8))
    above = holder(23, "dispatcher", 1)
    assert judge([duty], matter(), ground(WORKER, day, night, above)).aim.person_id == 21
    late = ground(WORKER, day, night, above, at=MORNING.replace(hour=23))
    assert judge([duty], matter(), late).aim == Aim(person_id=22, place_id=2)
    assert judge([duty], matter(), ground(WORKER, above)).aim == Aim(person_id=23, place_id=1)


def test_when_no_rule_fits_the_place_itself_takes_it():
    off = holder(12, begins=time(20), ends=time(8))
    chief = holder(31, "dispatcher", 2)
    rules = [rule(1, words=["路灯"])]
    decision = judge(rules, matter(), ground(off, WORKER, chief))
    assert decision.aim == Aim(person_id=11, place_id=3)
    assert decision.tries[-1] == Try(None, Result.MATCHED)
    assert judge(rules, matter(), ground(off, chief)).aim.person_id == 12  # off duty, but there
    assert judge(rules, matter(), ground(chief)).aim == Aim(person_id=31, place_id=2)
    nobody = judge(rules, matter(), ground())
    assert nobody.aim == Aim()
    assert nobody.tries[-1] == Try(None, Result.DEAD, (Dead.NOBODY_SERVES.value,))


def test_what_is_not_filed_waits_unless_a_rule_says_otherwise():
    received = matter(filed=False)
    assert judge([rule(1)], received, ground(WORKER)) is None
    at_once = rule(2, words=["井盖"], unfiled=True)
    assert judge([rule(1), at_once], received, ground(WORKER)).rule.pk == 2


def test_a_unit_does_not_get_back_what_it_just_gave_up():
    decision = judge([rule(1)], matter(taken_from=7), ground(WORKER))
    assert decision.tries[0].why == (Dead.TAKEN_FROM.value,)
    assert decision.aim.person_id == 11
