"""Draws that anybody can make again; that what is claimed of them holds."""

import json
from hashlib import sha256
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingdang.lookbacks import frames
from lingdang.lookbacks.sampling import (
    CATCH,
    DELAYS,
    PROMISED,
    RULE,
    chance,
    delay,
    false_among,
    is_drawn,
    needed,
    odds,
    topped_up,
    wilson,
)
from lingdang.lookbacks.simulating import Play, simulate

NUMBERS = [f"20260701-{pk:06}" for pk in range(1, 41)]
SEED = "00112233445566778899aabbccddeeff"
GOLDEN = [NUMBERS[at - 1] for at in (2, 6, 12, 15, 18, 21, 25, 27, 31, 35)]
DELAYED = [90, 7, 90, 7, 7, 30]


def test_the_rule_is_the_one_that_is_published():
    number = NUMBERS[0]
    first = sha256(f"{SEED}|{number}".encode()).digest()[:8]
    assert chance(SEED, number) == int.from_bytes(first) / 2**64
    assert [it for it in NUMBERS if chance(SEED, it) < odds(400)] == GOLDEN
    assert [delay(SEED, it) for it in NUMBERS[:6]] == DELAYED


def a_day(seed=SEED):
    trusts = ["strong", "fair", "weak", "strong"]
    cases = [(it, "unit:U1", trusts[at % 4]) for at, it in enumerate(NUMBERS)]
    frame = frames.daily(seed, {"unit:U1": 400}, cases)
    return {"kind": "daily", "day": "2026-07-01", "seed": seed, "rule": RULE, "frame": frame}


def a_quarter(seed=SEED):
    frame = frames.closing(seed, [(it, "unit:U1", it[-1] == "0") for it in NUMBERS])
    return {"kind": "closing", "day": "2026-09-30", "seed": seed, "rule": RULE, "frame": frame}


@pytest.mark.parametrize("told", [a_day(), a_quarter()])
def test_a_draw_taken_again_is_the_same_and_what_was_changed_is_seen(told):
    read = json.loads(json.dumps(told))
    assert frames.disagreements(read) == []
    case = next(it for it in read["frame"]["cases"] if it["chosen"])
    case["chosen"] = False
    assert len(frames.disagreements(read)) == 1
    assert frames.disagreements({**told, "seed": "another"})
    assert frames.disagreements({**told, "rule": "dice"})
    assert frames.digest(read) != frames.digest(told)


@pytest.mark.parametrize("broken", [{}, {"rule": RULE}, {"rule": RULE, "frame": 1, "kind": "x"}])
def test_what_is_no_draw_is_said_to_be_none(broken):
    assert len(frames.disagreements(broken)) == 1


def test_a_dropped_case_and_a_unit_reckoned_otherwise_are_seen():
    told = a_quarter()
    told["frame"]["cases"].pop()
    assert frames.disagreements(told)
    told = a_day()
    told["frame"]["units"]["unit:U1"]["odds"] = 0.001
    assert frames.disagreements(told)


@given(st.integers(1, 900))
def test_the_fewest_that_are_needed_are_the_fewest(closed):
    false, n = false_among(closed), needed(closed)
    assert comb(closed - n, false) / comb(closed, false) <= 1 - CATCH
    if n:
        assert comb(closed - n + 1, false) / comb(closed, false) > 1 - CATCH


@given(st.integers(1, 5000))
def test_the_odds_miss_all_false_ones_as_seldom_as_wanted(closed):
    assert (1 - odds(closed)) ** false_among(closed) == pytest.approx(1 - CATCH)


@given(st.floats(0, 0.999), st.floats(0.001, 1))
def test_doubts_only_add(luck, likely):
    drawn = [is_drawn(luck, likely, trust) for trust in ("strong", "fair", "weak")]
    assert drawn == sorted(drawn)
    assert drawn[2]


@given(st.dictionaries(st.sampled_from(NUMBERS), st.booleans()), st.integers(0, 50))
def test_a_lot_is_completed_from_the_rest(numbers, wanted):
    more = topped_up(SEED, numbers, wanted)
    assert not any(numbers[it] for it in more)
    rest = list(numbers.values()).count(False)
    assert len(more) == min(max(0, wanted - sum(numbers.values())), rest)


def test_delays_are_of_the_three():
    found = [delay(SEED, f"20260701-{pk:06}") for pk in range(600)]
    assert set(found) == set(DELAYS)
    assert min(map(found.count, DELAYS)) > 150


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize(("cases", "before"), [(20, 20), (60, 30), (60, 60), (60, 120), (120, 60)])
def test_false_ones_are_caught_as_often_as_promised_however_they_are_hidden(cases, before, late):
    found = simulate(Play(cases, before, late=late), rounds=2000, seed="1")
    assert found.interval[0] > PROMISED


def test_an_interval_of_nothing_is_everything():
    assert wilson(0, 0) == (0, 1)
    low, high = wilson(95, 100)
    assert (round(low, 3), round(high, 3)) == (0.888, 0.978)
