"""Rules, proposals, moves, supervision and hand-over at the desk."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lingdang.cases.public import Case, State
from lingdang.dispatching.public import HandOver, Mode, Supervision, Urge, rule_sets_for
from lingdang.dispatching.testing import RULER, a_rule, rules_in_force
from lingdang.journal.public import deliver_due
from lingdang.people.public import Role, actor_for
from lingdang.people.testing import a_person, a_post
from lingdang.standards.testing import some_schemes

RULES = "/desk/rules/"


def state(case):
    return Case.objects.get(pk=case.pk).state


@pytest.fixture
def client(enter, staff):
    return enter(staff.dispatcher)


def draft():
    return rule_sets_for(RULER).first()


def rule_told(staff, **more):
    return {
        "name": "井盖归城管",
        "target": "unit",
        "unit_id": staff.unit.pk,
        "words": "井盖,雨箅",
        **more,
    }


def test_rules_are_drafted_edited_moved_tried_and_put_in_force(client, staff, district, a_case):
    assert client.post(f"{RULES}draft/", {"place_id": district.town.pk}).status_code == 302
    here = f"{RULES}{draft().pk}/"
    assert client.get(here).status_code == 200
    assert client.post(f"{here}new/", rule_told(staff)).status_code == 302
    assert client.post(f"{here}new/", rule_told(staff, name="第二")).status_code == 302
    first, second = draft().rules.all()
    assert (first.words, first.unit_id) == (["井盖", "雨箅"], staff.unit.pk)
    assert client.post(f"{here}{second.pk}/up/").status_code == 302
    assert [rule.name for rule in draft().rules.all()] == ["第二", "井盖归城管"]
    assert client.post(f"{here}{second.pk}/remove/").status_code == 302
    shown = client.get(f"{here}{first.pk}/").content.decode()
    assert "井盖 雨箅" in shown
    some_schemes()
    changed = rule_told(staff, name="改名", weekdays=["0", "1"], urgent="0", categories=["R1"])
    changed |= {"street_classes": ["streets:strict", "streets:model"]}
    assert client.post(f"{here}{first.pk}/", changed).status_code == 302
    first.refresh_from_db()
    assert (first.name, first.weekdays, first.urgent) == ("改名", [0, 1], False)
    assert first.street_classes == ["streets:model", "streets:strict"]
    assert "四类街道 · 严管街" in client.get(f"{here}{first.pk}/").content.decode()
    assert client.post(f"{here}{first.pk}/explode/").status_code == 404

    a_case("handled")
    tried = client.get(f"{here}trial/?weeks=4").context
    assert (tried["trial"].judged, len(tried["pairs"])) == (1, 1)
    opened = client.get(f"{here}trial/cases/?{tried['pairs'][0].query}")
    assert len(opened.context["rows"]) == 1
    for sheet in ("export.xlsx", "trial/export.xlsx"):
        assert client.get(f"{here}{sheet}").getvalue()[:2] == b"PK"

    assert client.post(f"{here}put/").status_code == 302
    assert client.post(f"{here}{first.pk}/", changed).status_code == 409
    body = client.get(here).content.decode()
    assert "改名" in body
    assert client.get(f"{here}?q=nothing").context["lines"] == []


def test_a_rule_that_cannot_be_one_is_told_at_its_field(client, staff, district):
    a_rule(district.town)
    here = f"{RULES}{draft().pk}/new/"
    answer = client.post(here, {"name": "x", "target": "unit"})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"unit_id"}


def test_switched_on_by_a_form(client, district):
    told = {"place_id": district.town.pk, "mode": "suggest"}
    assert client.post(f"{RULES}mode/", told).status_code == 302
    assert [row.mode for row in client.get(RULES).context["modes"]] == [Mode.SUGGEST]
    assert client.post(f"{RULES}mode/", {**told, "mode": "x"}).status_code == 422
    assert client.post(f"{RULES}draft/", {}).status_code == 404


def test_others_read_and_do_not_change(enter, staff, district):
    a_rule(district.town)
    here = f"{RULES}{draft().pk}/"
    assert enter(staff.stranger).get(here).status_code == 404
    assert enter(staff.grid_worker).get(here).status_code == 403
    assert enter(staff.stranger).post(f"{here}put/").status_code == 404
    assert draft().is_draft


@pytest.fixture
def proposed(staff, district, a_case):
    """A filed case with a proposal that waits."""
    a_rule(district.town, "井盖归城管", "unit", unit_id=staff.unit.pk, words=["井盖"])
    rules_in_force(district.town, Mode.SUGGEST)
    case = a_case("filed")
    deliver_due()
    return case


def test_a_proposal_is_shown_with_its_reason_and_confirmed_with_one_click(
    client, enter, staff, proposed
):
    page = client.get(f"/desk/cases/{proposed.pk}/")
    body = page.content.decode()
    assert "井盖归城管" in body
    assert page.context["may_confirm"]
    form = next(offer.form for offer in page.context["offers"] if offer.name == "dispatch")
    assert form.initial["unit_id"] == staff.unit.pk
    address = f"/desk/cases/{proposed.pk}/confirm/"
    assert enter(staff.stranger).post(address).status_code == 404
    assert not enter(staff.verifier).get(f"/desk/cases/{proposed.pk}/").context["may_confirm"]
    assert client.post(address).status_code == 302
    assert state(proposed) == State.DISPATCHED
    assert client.post(address).status_code == 302  # told, and nothing happens twice
    assert Case.objects.get(pk=proposed.pk).unit_id == staff.unit.pk


def move(case, name):
    return f"/desk/cases/{case.pk}/move/{name}/"


def test_a_grid_worker_settles_on_the_spot(enter, staff, a_case):
    case = a_case()
    client = enter(staff.grid_worker)
    names = [one.name for one in client.get(f"/desk/cases/{case.pk}/").context["moves"]]
    assert names == ["settle", "urge"]
    refused = client.post(move(case, "settle"), {}, headers={"HX-Request": "true"})
    assert (refused.status_code, state(case)) == (422, State.RECEIVED)
    assert client.post(move(case, "settle"), {"outcome": "已加固"}).status_code == 302
    assert state(case) == State.HANDLED
    assert client.post(move(case, "settle"), {"outcome": "再来"}).status_code == 403


def test_reported_and_settled_on_one_page(enter, staff, district):
    client = enter(staff.grid_worker)
    page = client.get("/desk/cases/settled/")
    told = {
        "description": "小广告",
        "outcome": "已清除",
        "place_id": district.grid.pk,
        "request_key": page.context["form"].initial["request_key"],
    }
    assert client.post("/desk/cases/settled/", {**told, "outcome": ""}).status_code == 422
    for _press in range(2):
        assert client.post("/desk/cases/settled/", told).status_code == 302
    assert Case.objects.get().state == State.HANDLED


def test_a_case_is_given_to_a_colleague(enter, staff, a_case):
    case = a_case("dispatched")
    colleague = a_person("李先生")
    a_post(colleague, Role.UNIT_HANDLER, unit=staff.unit)
    client = enter(staff.handler)
    assert client.post(move(case, "assign"), {"handler_id": colleague.pk}).status_code == 302
    assert Case.objects.get(pk=case.pk).handler_id == colleague.pk
    wrong = client.post(move(case, "assign"), {"handler_id": staff.dispatcher.person.pk})
    assert wrong.status_code == 422


def test_supervision_is_put_listed_filtered_exported_and_lifted(client, enter, staff, a_case):
    case, other = a_case("dispatched"), a_case("dispatched")
    until = timezone.localdate() + timedelta(days=2)
    told = {"note": "周五前", "until": until.isoformat()}
    assert client.post(move(case, "supervise"), {"note": ""}).status_code == 422
    assert client.post(move(case, "supervise"), told).status_code == 302
    assert client.post(move(other, "urge"), {"note": "快"}).status_code == 302
    assert Urge.objects.count() == 1
    listed = client.get("/desk/supervision/")
    assert [one.case_id for one, _badge in listed.context["lines"]] == [case.pk]
    assert client.get("/desk/supervision/?q=nothing").context["lines"] == []
    assert client.get("/desk/supervision/?show=late").context["lines"] == []
    assert client.get("/desk/supervision/?show=all&sort=newest").context["lines"] != []
    assert client.get("/desk/supervision/?show=moon").status_code == 422
    assert enter(staff.stranger).get("/desk/supervision/").context["lines"] == []
    assert client.get("/desk/supervision/export.xlsx").getvalue()[:2] == b"PK"
    for query, found in (("watched=1", case), ("urged=1", other)):
        rows = client.get(f"/desk/cases/?{query}").context["rows"]
        assert [(row.id, len(row.marks)) for row in rows] == [(found.pk, 1)]
    page = client.get(f"/desk/cases/{case.pk}/")
    assert "supervise" not in [one.name for one in page.context["moves"]]
    assert client.post(move(case, "lift"), {"note": "办好了"}).status_code == 302
    assert Supervision.objects.get().lifted_at is not None
    assert client.get("/desk/supervision/?show=lifted").context["lines"] != []


def test_who_may_not_move_is_told_so_and_a_move_that_is_none_too(enter, staff, a_case):
    case = a_case("dispatched")
    until = timezone.localdate().isoformat()
    told = {"note": "快", "until": until}
    assert enter(staff.handler).post(move(case, "supervise"), told).status_code == 403
    assert enter(staff.stranger).post(move(case, "supervise"), told).status_code == 404
    assert enter(staff.dispatcher).post(move(case, "explode"), told).status_code == 403
    assert not Supervision.objects.exists()


@pytest.fixture
def next_worker(district):
    person = a_person("周先生")
    a_post(person, Role.GRID_WORKER, place=district.grid)
    return actor_for(person)


def test_a_shift_is_previewed_and_handed_over(enter, staff, district, a_case, next_worker):
    case = a_case()
    client = enter(staff.grid_worker)
    mine = staff.grid_worker.person.pk
    assert client.post(f"/desk/cases/{case.pk}/keep/").status_code == 302
    there = f"/desk/hand-overs/new/?at=place-{district.grid.pk}&giver={mine}"
    preview = client.get(there)
    assert (preview.context["total"], len(preview.context["rows"])) == (1, 1)
    assert not HandOver.objects.exists()
    told = {"at": f"place-{district.grid.pk}", "giver": mine, "taker": "", "note": "井盖等件"}
    done = client.post("/desk/hand-overs/new/", told)
    assert done.status_code == 302
    assert Case.objects.get(pk=case.pk).handler_id == next_worker.person_id
    assert client.post("/desk/hand-overs/new/", told | {"note": ""}).status_code == 409
    assert "井盖等件" in client.get(done["Location"]).content.decode()
    assert [one.cases for one in client.get("/desk/hand-overs/").context["page"].rows] == [1]
    assert client.get("/desk/hand-overs/?q=nothing").context["page"].rows == []
    assert client.get("/desk/hand-overs/export.xlsx").getvalue()[:2] == b"PK"
    assert enter(staff.stranger).get(done["Location"]).status_code == 404


@pytest.mark.parametrize("at", ["place-999999", "place-x", "moon-1", "unit-999999"])
def test_nowhere_is_handed_over(enter, staff, at):
    client = enter(staff.grid_worker)
    assert client.get(f"/desk/hand-overs/new/?at={at}").status_code == 404


def test_the_desk_offers_ones_own_place_first(enter, staff, district):
    page = enter(staff.grid_worker).get("/desk/hand-overs/new/")
    assert page.context["at"] == f"place-{district.grid.pk}"
    assert enter(staff.handler).get("/desk/hand-overs/new/").context["at"].startswith("unit-")


def test_lists_cost_the_same_for_one_row_and_for_three(client, staff, a_case):
    def cost(address):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    until = (timezone.localdate() + timedelta(days=2)).isoformat()

    def watched(count):
        for _number in range(count):
            case = a_case("dispatched")
            client.post(move(case, "supervise"), {"note": "快", "until": until})

    watched(1)
    addresses = ("/desk/supervision/", "/desk/cases/")
    one = [cost(address) for address in addresses]
    watched(2)
    assert [cost(address) for address in addresses] == one
