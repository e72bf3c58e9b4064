"""A service errand 代办, from the need to the applicant's word."""

import pytest

from lingdang.cases.public import (
    Case,
    NotWhole,
    Report,
    State,
    Step,
    StepClosed,
    answer_case,
    dispatch_case,
    file_case,
    follower,
    handle_case,
    keep_case,
    timeline,
    verify_case,
)
from lingdang.dossiers.errors import AlreadyThere, CaseEnded, NoConsent, NotHeld, ServiceChosen
from lingdang.dossiers.models import Errand, Paper, Service
from lingdang.dossiers.public import keep, missing_of, sections_of, set_service, start_errand
from lingdang.dossiers.testing import KEEPER, PAPERS, a_service, an_errand
from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound


@pytest.fixture
def errand(people):
    a_service()
    return an_errand(people.grid_worker, people.ground.grid.pk)


def enter(case, kind, by, **data):
    return keep(case_id=case.pk, kind=kind, data=data, by=by)


def move(case, by, state, *papers):
    for paper in papers or PAPERS:
        enter(case, "paper", by, paper=paper, state=state)


def test_an_errand_goes_from_the_need_to_the_applicants_word(people, errand):
    agent = people.grid_worker
    file_case(case_id=errand.pk, category_code="own", by=people.community)
    keep_case(case_id=errand.pk, by=agent)
    with pytest.raises(NoConsent):
        move(errand, agent, "collected")
    enter(errand, "consent", agent, consent="signed")
    move(errand, agent, "collected")
    with pytest.raises(NotWhole):
        handle_case(case_id=errand.pk, outcome="已递交", by=agent)
    move(errand, agent, "handed_in", PAPERS[0])
    move(errand, agent, "not_needed", PAPERS[1])
    enter(errand, "progress", agent, note="民政窗口已受理")
    handle_case(case_id=errand.pk, outcome="老年证办好", by=agent)
    with pytest.raises(NotWhole):
        verify_case(case_id=errand.pk, by=people.verifier)
    move(errand, agent, "returned", PAPERS[0])
    enter(errand, "delivery", agent, note="老年证送到家")
    verify_case(case_id=errand.pk, by=people.verifier)
    answer_case(case_id=errand.pk, settled=True, stars=5, by=follower(errand))
    errand.refresh_from_db()
    assert errand.state == State.CLOSED
    notes = [entry.note for entry in timeline(errand)]
    assert "材料 · 身份证 · 已收取" in notes
    assert "进展 · 民政窗口已受理" in notes
    with pytest.raises(CaseEnded):
        enter(errand, "progress", agent, note="还有")


def test_an_errand_is_not_dispatched(people, errand):
    file_case(case_id=errand.pk, category_code="own", by=people.community)
    with pytest.raises(StepClosed):
        dispatch_case(case_id=errand.pk, unit_id=people.unit.pk, by=people.community)


def test_sent_twice_it_is_one_errand(people):
    a_service()
    first = an_errand(people.grid_worker, people.ground.grid.pk, request_key="k")
    again = an_errand(people.grid_worker, people.ground.grid.pk, request_key="k")
    assert first == again
    assert Errand.objects.count() == 1
    assert Paper.objects.count() == len(PAPERS)


def test_what_cannot_be_entered_is_refused_and_changes_nothing(people, errand):
    agent = people.grid_worker
    enter(errand, "consent", agent, consent="spoken")
    before = Fact.objects.count()
    for kind, data, refusal in (
        ("consent", {"consent": "phone"}, AlreadyThere),
        ("consent", {"consent": "telepathy"}, Incomplete),
        ("service", {"service": "senior-card"}, ServiceChosen),
        ("paper", {"paper": "房产证", "state": "collected"}, Incomplete),
        ("paper", {"paper": PAPERS[0], "state": "wanted"}, Incomplete),
        ("progress", {}, Incomplete),
        ("progress", {"note": "x", "more": "y"}, Incomplete),
        ("document", {"step": "notice", "number": "1", "on": "2026-01-01"}, NotHeld),
        ("nothing", {}, NotFound),
    ):
        with pytest.raises(refusal):
            enter(errand, kind, agent, **data)
    assert Fact.objects.count() == before


def test_who_may_enter(people, errand):
    for actor, refusal in (
        (people.leader, NotAllowed),
        (people.neighbour, NotFound),
        (people.other_dispatcher, NotFound),
        (ANYONE, NotFound),
    ):
        with pytest.raises(refusal):
            enter(errand, "consent", actor, consent="spoken")
    enter(errand, "consent", people.community, consent="spoken")


def test_a_case_filed_as_an_errand_chooses_its_service_then(people):
    a_service()
    case = an_errand(people.grid_worker, people.ground.grid.pk)
    Paper.objects.all().delete()
    Errand.objects.all().delete()
    with pytest.raises(NotFound):
        enter(case, "consent", people.grid_worker, consent="spoken")
    assert sections_of(case)[0].rows == []
    enter(case, "service", people.grid_worker, service="senior-card")
    assert [row.cells[0] for row in sections_of(case)[0].rows] == PAPERS


def test_the_page_says_what_is_missing(people, errand):
    file_case(case_id=errand.pk, category_code="own", by=people.community)
    keep_case(case_id=errand.pk, by=people.grid_worker)
    errand = Case.objects.get(pk=errand.pk)
    assert [(each.step, len(each.wants)) for each in missing_of(errand)] == [
        (str(Step.HANDLE.label), 2)
    ]


def test_without_a_service_there_is_no_errand(people):
    a_service(in_use=False)
    with pytest.raises(Incomplete):
        an_errand(people.grid_worker, people.ground.grid.pk)
    assert not Case.objects.exists()


def test_the_catalogue_is_kept_by_the_community(people):
    def put(by=KEEPER, **more):
        said = {"code": "card", "name": "残疾证", "papers": ["照片"], "days": 5, "by": by, **more}
        return set_service(**said)

    with pytest.raises(NotAllowed):
        put(by=people.grid_worker)
    assert put().days == 5
    assert put() is None
    assert put(days=7).days == 7
    for wrong in ({"code": "X"}, {"papers": ["a", "a"]}, {"days": 0}, {"name": " "}):
        with pytest.raises(Incomplete):
            put(**wrong)
    assert Service.objects.count() == 1


def test_a_resident_asks_for_an_errand(people):
    a_service()
    report = Report(
        description="请代办", place_id=people.ground.grid.pk, contact_phone="13800001234"
    )
    reported = start_errand(report=report, service="senior-card", by=ANYONE)
    assert reported.follow_token
    assert reported.case.procedure_id == "errand"
