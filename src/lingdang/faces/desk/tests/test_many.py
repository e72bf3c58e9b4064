"""Working with many on the desk: tick, look, take, take back; lists; documents."""

from uuid import uuid4

import pytest

from lingdang.cases.public import Case, State
from lingdang.worklists.public import Run, SavedList


@pytest.fixture
def cases(a_case):
    return [a_case(), a_case(), a_case("filed")]


@pytest.fixture
def office(enter, staff):
    return enter(staff.dispatcher)


def ids(cases):
    return [case.pk for case in cases]


def test_tick_look_take_and_take_back(office, cases):
    assert b'name="case"' in office.get("/desk/cases/").content
    chosen = {"case": ids(cases), "step": "refuse"}
    page = office.post("/desk/cases/many/", chosen)
    assert [case.pk for case in page.context["possible"]] == ids(cases[:2])
    assert [case.pk for case in page.context["impossible"]] == ids(cases[2:])

    letter = {**chosen, "key": page.context["key"], "all-reason": "不归本区管"}
    done = office.post("/desk/cases/many/take/", letter, follow=True)
    again = office.post("/desk/cases/many/take/", letter, follow=True)
    assert done.redirect_chain == again.redirect_chain
    assert Run.objects.count() == 1
    assert Case.objects.filter(state=State.REFUSED).count() == 2

    undone = office.post(f"/desk/cases/many/{Run.objects.get().pk}/undo/", follow=True)
    assert dict(undone.context["tallies"])
    assert Case.objects.filter(state=State.REFUSED).count() == 0
    assert office.get("/desk/cases/many/done/").context["runs"]


def test_what_the_step_asks_for_must_be_there(office, cases):
    letter = {"case": ids(cases), "step": "refuse", "key": uuid4()}
    assert office.post("/desk/cases/many/take/", letter).status_code == 422
    assert not Run.objects.exists()


@pytest.mark.parametrize("letter", [{"step": "fly"}, {"step": "handle"}, {}])
def test_what_cannot_be_done_for_many_is_refused(office, cases, letter):
    assert office.post("/desk/cases/many/", {"case": ids(cases), **letter}).status_code == 422


def test_no_case_at_all_is_said(office, db):
    page = office.post("/desk/cases/many/", {"step": "refuse", "case": ["x", "999999"]})
    assert page.context["possible"] == []


def test_nobody_looks_into_anothers_run(office, enter, staff, cases):
    letter = {"case": ids(cases), "step": "refuse", "key": uuid4(), "all-reason": "不归本区管"}
    office.post("/desk/cases/many/take/", letter)
    address = f"/desk/cases/many/{Run.objects.get().pk}/"
    assert enter(staff.verifier).get(address).status_code == 404
    assert enter(staff.verifier).post(f"{address}undo/").status_code == 404


def test_filters_are_saved_under_a_name(office, cases, district):
    page = office.get("/desk/cases/lists/?state=filed&ours=place")
    assert page.context["form"].initial["query"] == "state=filed&ours=place"
    letter = {"name": "已立案", "query": "state=filed", "shared_at": district.town.pk}
    assert "已立案" in office.post("/desk/cases/lists/save/", letter, follow=True).content.decode()
    assert office.post("/desk/cases/lists/save/", letter).status_code == 409
    assert office.post("/desk/cases/lists/save/", {"name": ""}).status_code == 422
    saved = SavedList.objects.get()
    office.post(f"/desk/cases/lists/{saved.pk}/remove/")
    assert not SavedList.objects.exists()


@pytest.mark.parametrize(("whose", "found"), [("me", 0), ("unit", 0), ("place", 3)])
def test_whose_hands(office, cases, whose, found):
    assert len(office.get("/desk/cases/", {"ours": whose}).context["rows"]) == found
