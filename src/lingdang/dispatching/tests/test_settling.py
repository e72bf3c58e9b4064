"""自办即结: kept and handled in one go; verified and called back by others."""

import pytest

from lingdang.cases.public import Case, Report, State, file_case, keep_case, verify_case
from lingdang.cases.testing import a_case
from lingdang.dispatching.public import report_settled, settle_on_the_spot
from lingdang.dispatching.tests.conftest import told
from lingdang.evidence.public import photos_of
from lingdang.evidence.testing import a_photo
from lingdang.kernel.errors import DomainError, Incomplete, NotAllowed, NotFound
from lingdang.kernel.steps import StepNotPossible
from lingdang.standards.testing import a_category

HERE = {"lng": 113.305, "lat": 33.765}
MET = Report(description="乱贴小广告", source="grid_worker", request_key="k1", **HERE)


def test_a_grid_worker_settles_what_lies_before_them(people):
    case = a_case(place=people.ground.grid)
    photo = a_photo(by=people.grid_worker)
    case = settle_on_the_spot(
        case_id=case.pk, outcome="已清除", photo_ids=[photo.pk], by=people.grid_worker
    )
    assert (case.state, case.level_settled) == (State.HANDLED, "grid")
    assert told(case) == ["received", "kept", "handled"]
    assert [card.moment for card in photos_of(case.subject)] == ["after"]
    verify_case(case_id=case.pk, by=people.verifier)


def test_a_community_settles_what_it_holds_itself(people):
    case = a_case(place=people.ground.village)
    case = settle_on_the_spot(case_id=case.pk, outcome="已协调", by=people.community)
    assert (case.handled_by_id, case.level_settled) == (people.community.person_id, "village")
    other = a_case(place=people.ground.grid)
    with pytest.raises(Incomplete):
        settle_on_the_spot(case_id=other.pk, outcome="已协调", by=people.community)


def test_what_is_in_hand_already_is_handled(people):
    case = a_case(State.FILED, place=people.ground.grid)
    keep_case(case_id=case.pk, by=people.grid_worker)
    case = settle_on_the_spot(case_id=case.pk, outcome="已清除", by=people.grid_worker)
    assert told(case)[-2:] == ["kept", "handled"]


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("stranger", NotFound),
        ("neighbour", NotFound),
        ("leader", NotAllowed),
        ("unit_handler", NotFound),
    ],
)
def test_nobody_else_settles_it_and_nothing_is_left_half_done(people, who, refusal):
    case = a_case(place=people.ground.grid)
    with pytest.raises(refusal):
        settle_on_the_spot(case_id=case.pk, outcome="好", by=people[who])
    with pytest.raises(Incomplete):
        settle_on_the_spot(case_id=case.pk, outcome=" ", by=people.grid_worker)
    case.refresh_from_db()
    assert case.state == State.RECEIVED
    assert told(case) == ["received"]


def test_the_second_press_is_refused(people):
    case = a_case(place=people.ground.grid)
    settle_on_the_spot(case_id=case.pk, outcome="好", by=people.grid_worker)
    with pytest.raises(StepNotPossible):
        settle_on_the_spot(case_id=case.pk, outcome="好", by=people.grid_worker)


def test_reported_and_settled_in_one_go_and_once(people):
    first = report_settled(report=MET, outcome="已清除", by=people.grid_worker)
    again = report_settled(report=MET, outcome="已清除", by=people.grid_worker)
    assert (first.again, again.again) == (False, True)
    case = Case.objects.get()
    assert (case.state, case.place_id) == (State.HANDLED, people.ground.grid.pk)
    assert told(case) == ["received", "kept", "handled"]


def test_what_cannot_be_settled_there_is_not_reported_either(people):
    elsewhere = Report(description="x", source="grid_worker", lng=113.345, lat=33.805)
    with pytest.raises(DomainError):
        report_settled(report=elsewhere, outcome="好", by=people.grid_worker)
    assert not Case.objects.exists()


def test_who_settled_it_does_not_verify_it(people):
    case = a_case(place=people.ground.village)
    file_case(case_id=case.pk, category_code=a_category().code, by=people.dispatcher)
    case = settle_on_the_spot(case_id=case.pk, outcome="好", by=people.community)
    with pytest.raises(NotAllowed):
        verify_case(case_id=case.pk, by=people.community)
