from lingdang.cases.public import Case, suspend_case
from lingdang.cases.testing import a_case
from lingdang.faces.api.tests.conftest import Caller, a_key
from lingdang.kernel.actor import Actor
from lingdang.people.testing import a_unit
from lingdang.standards.testing import a_category


def office(district):
    unit = a_unit(place=district.town)
    case = a_case("dispatched", place=district.grid, unit=unit)
    return (
        case,
        Caller(a_key("unit_handler", unit=unit)),
        Caller(a_key("leader", unit=unit)),
        Caller(a_key("dispatcher", place=district.town)),
    )


def test_all_of_it_goes_through_the_api(district):
    case, handler, chief, dispatcher = office(district)
    asked = handler.post(f"/cases/{case.pk}/applications", {"kind": "extend", "reason": "备料"})
    assert asked.status_code == 201
    there = f"/applications/{asked.json()['id']}"
    assert [step["step"] for step in chief.get(there).json()["steps"]] == ["agree", "refuse"]
    assert chief.post(f"{there}/steps/agree").json()["state"] == "agreed"
    waiting = dispatcher.get("/applications", {"waiting": "true"}).json()
    assert [row["id"] for row in waiting["applications"]] == [asked.json()["id"]]
    assert dispatcher.post(f"{there}/steps/grant", {"words": "同意"}).json()["state"] == "granted"
    shown = dispatcher.get(f"/cases/{case.pk}").json()
    assert (shown["extensions"], shown["overdue"], shown["excused"]) == (1, False, False)


def test_refusals_are_problems(district):
    case, handler, chief, dispatcher = office(district)
    there = f"/cases/{case.pk}/applications"
    assert dispatcher.post(there, {"kind": "extend", "reason": "x"}).status_code == 403
    assert handler.post(there, {"kind": "favour", "reason": "x"}).status_code == 422
    made = handler.post(there, {"kind": "extend", "reason": "x"}).json()["id"]
    assert (
        handler.post(there, {"kind": "extend", "reason": "x"})
        .json()["type"]
        .endswith("already_applied")
    )
    assert handler.post(f"/applications/{made}/steps/agree").status_code == 403
    assert chief.post(f"/applications/{made}/steps/refuse").status_code == 422
    assert dispatcher.get("/applications", {"colour": "red"}).status_code == 422


def test_pages_of_applications_follow_each_other(district):
    _case, handler, _chief, dispatcher = office(district)
    for _ in range(3):
        made = handler.post(
            f"/cases/{_case.pk}/applications", {"kind": "misdispatch", "reason": "x"}
        ).json()["id"]
        handler.post(f"/applications/{made}/steps/withdraw")
    first = dispatcher.get("/applications", {"size": 2}).json()
    rest = dispatcher.get("/applications", {"size": 2, "before": first["before"]}).json()
    assert (len(first["applications"]), len(rest["applications"]), rest["before"]) == (2, 1, None)


def test_the_clock_and_the_category(district):
    case, _handler, _chief, dispatcher = office(district)
    a_category("R9")
    assert dispatcher.post(f"/cases/{case.pk}/refile", {"category_code": "R9"}).status_code == 200
    assert Case.objects.get(pk=case.pk).category_id == "R9"
    asker = Actor.process("test", "cases.dispatch_case")
    suspend_case(case_id=case.pk, kind="asked", reason="?", by=asker)
    found = dispatcher.get("/cases", {"suspended": "true"}).json()["cases"]
    assert [(row["id"], row["due_at"]) for row in found] == [(case.pk, None)]
    resumed = dispatcher.post(f"/cases/{case.pk}/resume", {"kind": "asked"})
    assert resumed.json()["due_at"]
    again = dispatcher.post(f"/cases/{case.pk}/resume", {"kind": "asked"})
    assert again.status_code == 409
    assert dispatcher.get("/cases", {"rung": 4}).json()["cases"] == []


def test_the_calendar(district):
    admin = Caller(a_key("system_admin", place=district.district))
    dispatcher = Caller(a_key("dispatcher", place=district.district))
    assert dispatcher.post("/calendar/2026").status_code == 403
    assert admin.post("/calendar/2026").json()["days"] > 20
    assert admin.post("/calendar/2100").status_code == 409
    shown = dispatcher.get("/calendar").json()
    assert {"date": "2026-10-01", "worked": False} in [
        {name: day[name] for name in ("date", "worked")} for day in shown["days"]
    ]
