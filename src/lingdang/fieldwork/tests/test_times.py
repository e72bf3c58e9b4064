"""Clocks of phones are wrong, and what was done was done when it was done."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from lingdang.cases.public import State as CaseState
from lingdang.cases.testing import a_case
from lingdang.fieldwork.models import Device
from lingdang.fieldwork.testing import sent, synced
from lingdang.fieldwork.tests.conftest import a_report, states
from lingdang.kernel.errors import Incomplete

DAY = timedelta(days=1)


@pytest.mark.parametrize("wrong", [-DAY, DAY, timedelta(minutes=-7), -56 * 365 * DAY])
def test_a_phone_whose_clock_is_wrong(people, wrong):
    """Ten minutes ago by any clock: the phone's is put right, and what it said is kept."""
    now = timezone.now()
    at = now + wrong - timedelta(minutes=10)
    [action] = synced(a_report(at=at), phone_time=now + wrong, by=people.grid_worker)
    assert action.made_at_phone == at
    assert abs(now - timedelta(minutes=10) - action.made_at) < timedelta(seconds=5)
    assert action.case.received_at == action.made_at
    assert abs(Device.objects.get().clock_offset + wrong.total_seconds()) < 5


def test_a_clock_that_is_little_wrong_is_believed(people):
    now = timezone.now()
    at = now - timedelta(minutes=10)
    ahead = now + timedelta(seconds=90)
    [action] = synced(a_report(at=at), phone_time=ahead, by=people.grid_worker)
    assert action.made_at == at


def test_a_time_still_to_come_is_now_and_one_long_past_is_for_its_person(people):
    soon, past = timezone.now() + DAY, timezone.now() - 31 * DAY
    early, late = synced(a_report(at=soon), a_report(at=past), by=people.grid_worker)
    assert states([early, late]) == [("done", ""), ("refused", "too_old")]
    assert early.made_at <= timezone.now()


def test_steps_happened_when_they_were_taken(people):
    """Put right in time, and told of after the deadline: it is not late."""
    at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    case = a_case(CaseState.FILED, place=people.ground.grid, at=at)
    then = timezone.now() - timedelta(hours=3)
    settle = sent("settle", case_id=case.pk, outcome="已清运", at=then)
    synced(settle, by=people.grid_worker)
    case.refresh_from_db()
    assert (case.dispatched_at, case.handled_at) == (then, then)
    assert case.changed_at > then
    before = a_case(CaseState.DISPATCHED, place=people.ground.grid, handler=people.grid_worker)
    synced(sent("handle", case_id=before.pk, outcome="好", at=then), by=people.grid_worker)
    before.refresh_from_db()
    assert before.handled_at == before.dispatched_at  # not before it was given


def test_a_clock_of_no_time_is_refused_whole(people):
    with pytest.raises(Incomplete):
        synced(a_report(), phone_time=datetime(2, 1, 1, tzinfo=UTC), by=people.grid_worker)
    far = a_report(at=datetime(9998, 1, 1, tzinfo=UTC))
    past = a_report(at=datetime(2, 1, 1, tzinfo=UTC))
    ahead = timezone.now() + DAY
    found = synced(far, past, phone_time=ahead, by=people.grid_worker)
    assert states(found) == [("done", ""), ("refused", "too_old")]
