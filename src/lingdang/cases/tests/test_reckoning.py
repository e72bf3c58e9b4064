"""Deadlines follow the calendar and the tree."""

from datetime import date

import pytest

from lingdang.cases.enums import State
from lingdang.cases.models import Case
from lingdang.cases.public import resume_case, suspend_case, timeline
from lingdang.cases.services import follow_places
from lingdang.cases.services.clock import limit_of
from lingdang.cases.testing import a_case
from lingdang.cases.tests.conftest import at
from lingdang.journal.public import deliver_due
from lingdang.kernel.actor import Actor
from lingdang.places.public import import_days, move_place, tree
from lingdang.places.testing import SURVEYOR, believe_nothing


@pytest.fixture
def case(people, clock):
    """Due in three working days over New Year 2027, whose holidays nobody has entered."""
    clock("2026-12-30 09:00")
    case = a_case(State.DISPATCHED, place=people.ground.grid, unit=people.unit)
    assert case.due_at == at("2027-01-04 09:00")
    return case


def enter(*days):
    import_days([{"date": day, "worked": "0", "name": "元旦"} for day in days], by=SURVEYOR)
    believe_nothing()


def test_a_holiday_entered_later_moves_the_deadlines_that_run_over_it(people, case):
    enter("2027-01-01")
    deliver_due()
    case.refresh_from_db()
    assert case.due_at == at("2027-01-05 09:00")
    assert timeline(case)[-1].event == "case_reckoned"
    enter("2027-02-01")
    deliver_due()
    assert [entry.event for entry in timeline(case)].count("case_reckoned") == 1


def test_what_stands_still_goes_on_to_the_deadline_reckoned_anew(people, case, clock):
    clock("2026-12-30 10:00")
    suspend_case(case_id=case.pk, kind="asked", reason="?", by=people.unit_handler)
    enter("2027-01-01")
    deliver_due()
    assert Case.objects.get(pk=case.pk).due_at is None
    clock("2026-12-30 11:00")
    case = resume_case(case_id=case.pk, kind="asked", by=people.unit_handler)
    assert case.due_at == at("2027-01-05 10:00")


def test_a_move_reckons_by_what_the_limit_is_there(people, case, monkeypatch):
    """As where streets have classes: in the other town everything takes one day."""
    town = people.ground.other_town
    there = tree().node(town.pk).path

    def by_town(held):
        return (1, "working_days") if held.path.startswith(there) else limit_of(held)

    monkeypatch.setattr("lingdang.cases.services.clock.limit_of", by_town)
    move_place(
        place_id=people.ground.village.pk, to_parent_id=town.pk, on=date(2026, 12, 30), by=SURVEYOR
    )
    follow_places(by=Actor.process("test"))
    assert Case.objects.get(pk=case.pk).due_at == at("2026-12-31 09:00")
