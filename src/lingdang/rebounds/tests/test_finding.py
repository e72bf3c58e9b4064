import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.cases.public import (
    LinkKind,
    Spot,
    State,
    dispatch_case,
    file_case,
    keep_case,
    links_of,
    merge_case,
    refile_case,
    reopen_case,
    timeline,
    unmerge_case,
    withdraw_case,
)
from lingdang.cases.testing import race
from lingdang.journal.public import Fact
from lingdang.kernel.errors import NotAllowed
from lingdang.rebounds.enums import Standing
from lingdang.rebounds.models import Rebound
from lingdang.rebounds.public import rebounds_for
from lingdang.rebounds.queries import standing
from lingdang.rebounds.queries.rows import lapsed
from lingdang.rebounds.services import follow
from lingdang.rebounds.testing import a_rebound
from lingdang.rebounds.tests.conftest import FOLLOWING, ago, delivered
from lingdang.standards.testing import a_category, a_procedure


def test_a_case_that_is_filed_comes_back_on_the_closed_one(office):
    people = office.people
    case = office.case()
    delivered()
    assert not Rebound.objects.exists()  # received is not filed
    file_case(case_id=case.pk, by=people.dispatcher)
    delivered()
    it = Rebound.objects.get()
    assert (it.case, it.earlier, it.unit, it.place) == (
        case, office.closed, people.unit, people.ground.grid,
    )  # fmt: skip
    assert (it.days, it.spot, it.metres, it.state) == (20, "here", 10, "counted")
    assert it.closed_at == office.closed.closed_at
    [kin] = links_of(people.dispatcher, case)
    assert (kin.other, kin.link.kind) == (office.closed, LinkKind.REPEATS)
    for one, other in ((case, office.closed), (office.closed, case)):
        [entry] = [it for it in timeline(one, inner=True) if it.event == "rebound_found"]
        assert other.number in entry.note
        assert "rebound_found" not in {it.event for it in timeline(one)}


@pytest.mark.parametrize("how", ["kept", "dispatched"])
def test_what_was_never_filed_by_a_step_of_its_own_is_followed_too(office, how):
    people, case = office.people, office.case()
    if how == "kept":
        keep_case(case_id=case.pk, by=people.grid_worker)
    else:
        dispatch_case(case_id=case.pk, unit_id=people.unit.pk, by=people.dispatcher)
    delivered()
    assert Rebound.objects.get().case == case


def test_what_no_rebound_is(office):
    people = office.people
    for more in (
        {"category": a_category()},
        {"place": people.ground.next_grid, "lng": None, "lat": None, "raw_lng": None,
         "raw_lat": None, "raw_system": ""},
        {"procedure": a_procedure()},
        {"procedure": a_procedure(restricted=True, roles=["discipline_officer"])},
        {"parent": office.case(State.DISPATCHED, category=a_category())},
    ):  # fmt: skip
        office.case(State.DISPATCHED, **more)
    delivered()
    assert not Rebound.objects.exists()


def test_the_same_fact_told_twice_is_one(office):
    case = office.case(State.DISPATCHED)
    delivered()
    before = Fact.objects.count()
    assert follow(case_id=case.pk, by=FOLLOWING) is None
    assert (Rebound.objects.count(), Fact.objects.count()) == (1, before)
    with pytest.raises(NotAllowed):
        follow(case_id=case.pk, by=office.people.dispatcher)


def test_the_same_fact_told_at_once_is_one(live_office):
    case = live_office.case(State.DISPATCHED)
    refused = race([lambda: follow(case_id=case.pk, by=FOLLOWING)] * 4)
    assert refused == [None] * 4
    assert Rebound.objects.count() == 1
    assert Fact.objects.filter(name="rebounds.rebound_found.v1").count() == 2


def test_two_cases_at_once_come_back_on_the_same_one(live_office):
    cases = [live_office.case(State.DISPATCHED) for _ in range(2)]
    calls = [lambda pk=case.pk: follow(case_id=pk, by=FOLLOWING) for case in cases]
    assert race(calls * 2) == [None] * 4
    assert set(Rebound.objects.values_list("case", "earlier")) == {
        (case.pk, live_office.closed.pk) for case in cases
    }


def test_in_the_same_grid_alone_it_may_be_the_same(office):
    nowhere = {"lng": None, "lat": None, "raw_lng": None, "raw_lat": None, "raw_system": ""}
    case = office.case(State.DISPATCHED, **nowhere)
    delivered()
    it = Rebound.objects.get()
    assert (it.spot, it.metres, it.state) == (Spot.GRID, None, "possible")
    assert links_of(office.people.dispatcher, case) == []


def standings(office):
    """By both ways of saying it."""
    told = {it.standing for it in rebounds_for(office.people.dispatcher)}
    found = rebounds_for(office.people.dispatcher)
    assert standing(found).exists() == (Standing.COUNTED in told)
    assert lapsed(found).exists() == (Standing.LAPSED in told)
    return told


def test_it_falls_away_with_its_case_and_comes_back_with_it(office):
    people, case = office.people, office.case()
    file_case(case_id=case.pk, by=people.dispatcher)
    delivered()
    assert standings(office) == {Standing.COUNTED}
    merge_case(case_id=case.pk, into_id=office.case().pk, by=people.dispatcher)
    assert standings(office) == {Standing.LAPSED}
    unmerge_case(case_id=case.pk, by=people.dispatcher)
    delivered()
    assert standings(office) == {Standing.COUNTED}
    assert Rebound.objects.count() == 1


def test_what_is_withdrawn_does_not_count(office):
    case = office.case(State.DISPATCHED)
    delivered()
    withdraw_case(case_id=case.pk, reason="看错了", by=office.people.dispatcher)
    assert standings(office) == {Standing.LAPSED}


def test_what_is_filed_otherwise_does_not_count_and_may_come_back_on_another(office):
    people, other = office.people, a_category()
    case = office.case(State.FILED)
    delivered()
    refile_case(case_id=case.pk, category_code=other.code, by=people.dispatcher)
    delivered()
    assert standings(office) == {Standing.LAPSED}
    earlier = office.case(State.CLOSED, days=5, category=other)
    follow(case_id=case.pk, by=FOLLOWING)
    assert standings(office) == {Standing.LAPSED, Standing.COUNTED}
    assert Rebound.objects.get(category=other).earlier == earlier


def test_a_closing_that_does_not_stand_does_not_count(office):
    office.case(State.DISPATCHED)
    delivered()
    reopen_case(case_id=office.closed.pk, reason="又堆上了", by=office.people.supervisor)
    assert standings(office) == {Standing.LAPSED}


def test_cases_of_before_are_caught_up_with_and_linked(office, capsys):
    case = office.case(State.DISPATCHED)
    nowhere = {"lng": None, "lat": None, "raw_lng": None, "raw_lat": None, "raw_system": ""}
    perhaps = office.case(State.DISPATCHED, **nowhere)
    office.case(State.DISPATCHED, category=a_category())
    call_command("rebounds", "find", "--since", ago(-2).date().isoformat())
    assert not Rebound.objects.exists()
    for _ in range(2):
        call_command("rebounds", "find")
    assert {it.case: it.state for it in Rebound.objects.all()} == {
        case: "counted", perhaps: "possible",
    }  # fmt: skip
    assert [kin.other for kin in links_of(office.people.dispatcher, case)] == [office.closed]
    assert links_of(office.people.dispatcher, perhaps) == []
    assert "0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("state_known", {"state": "x"}),
        ("spot_known", {"spot": "x"}),
        ("metres_of_here", {"metres": 3}),
        ("metres_of_here", {"spot": "here"}),
        ("decided_by_somebody", {"note": "x"}),
        ("decided_by_somebody", {"decided_at": timezone.now()}),
        ("told_apart_says_why", {"state": "not_same"}),
        ("once", {}),
        ("of_two", {"earlier": None}),
    ],
)
def test_what_must_hold_of_a_rebound(office, constraint, wrong):
    case = office.case(State.FILED)
    a_rebound(office.case(State.FILED) if constraint != "once" else case, office.closed)
    told = {"case": case, "earlier": office.closed} | wrong
    if wrong.get("earlier", case) is None:
        told["earlier"], told["case"] = office.closed, office.closed
    with pytest.raises(IntegrityError, match=f"rebound_{constraint}"), transaction.atomic():
        a_rebound(told.pop("case"), told.pop("earlier"), **told)
