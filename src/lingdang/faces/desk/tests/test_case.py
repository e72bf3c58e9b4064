import pytest

from lingdang.cases.public import Case, State
from lingdang.journal.public import facts_of


def page(case):
    return f"/desk/cases/{case.pk}/"


def step(case, name):
    return f"/desk/cases/{case.pk}/{name}/"


def state(case):
    return Case.objects.get(pk=case.pk).state


def offered(answer):
    return [offer.name for offer in answer.context["offers"]]


def test_the_page_offers_the_steps_this_person_may_take(enter, staff, a_case):
    case = a_case("filed")
    assert "dispatch" in offered(enter(staff.dispatcher).get(page(case)))
    assert offered(enter(staff.verifier).get(page(case))) == []


def test_strangers_learn_nothing(enter, staff, a_case):
    case = a_case("filed")
    client = enter(staff.stranger)
    answers = [client.get(page(case)), client.post(step(case, "dispatch"), {})]
    answers += [client.post(step(case, "unmask"), {"reason": "x"}), client.get("/desk/cases/99/")]
    assert [answer.status_code for answer in answers] == [404] * 4


def test_who_may_see_but_not_take_is_told_so(enter, staff, a_case):
    case = a_case("filed")
    answer = enter(staff.verifier).post(step(case, "dispatch"), {"unit_id": staff.unit.pk})
    assert (answer.status_code, state(case)) == (403, State.FILED)


def test_a_case_goes_all_the_way(enter, staff, a_case):
    case = a_case()
    way = [
        ("file", staff.dispatcher, {"category_code": "R1"}),
        ("dispatch", staff.dispatcher, {"unit_id": staff.unit.pk}),
        ("handle", staff.handler, {"outcome": "已加固"}),
        ("return", staff.verifier, {"reason": "仍然松动"}),
        ("handle", staff.handler, {"outcome": "已更换"}),
        ("verify", staff.verifier, {"note": "牢固"}),
        ("call_back", staff.dispatcher, {"channel": "phone", "settled": "1", "stars": "5"}),
        ("close", staff.dispatcher, {}),
        ("reopen", staff.dispatcher, {"reason": "又松了"}),
    ]
    for name, who, data in way:
        answer = enter(who).post(step(case, name), data)
        assert (name, answer.status_code) == (name, 302)
    assert state(case) == State.DISPATCHED


@pytest.mark.parametrize("name", ["refuse", "withdraw", "pass_up"])
def test_steps_that_need_a_reason_say_so_in_place(enter, staff, a_case, name):
    case = a_case()
    answer = enter(staff.dispatcher).post(step(case, name), {}, headers={"HX-Request": "true"})
    body = answer.content.decode()
    assert (answer.status_code, state(case)) == (422, State.RECEIVED)
    assert 'id="case"' in body
    assert "<html" not in body
    assert enter(staff.dispatcher).post(step(case, name), {"reason": "重复"}).status_code == 302


def test_the_same_step_twice_is_refused_with_a_sentence(enter, staff, a_case):
    case = a_case("filed")
    client = enter(staff.dispatcher)
    data = {"unit_id": staff.unit.pk}
    assert client.post(step(case, "dispatch"), data).status_code == 302
    second = client.post(step(case, "dispatch"), data, headers={"HX-Request": "true"})
    assert second.status_code == 409
    assert 'role="alert"' in second.content.decode()


def test_a_step_that_is_none_is_not_found(enter, staff, a_case):
    assert enter(staff.dispatcher).post(step(a_case(), "explode"), {}).status_code == 404


def test_the_contact_is_masked_until_a_reason_is_given(enter, staff, a_case):
    case = a_case(contact_name="王五", contact_phone="13900001111")
    client = enter(staff.dispatcher)
    masked = client.get(page(case)).content.decode()
    assert ("139****1111" in masked, "13900001111" in masked) == (True, False)
    assert "13900001111" not in client.post(step(case, "unmask"), {"reason": ""}).content.decode()
    plain = client.post(step(case, "unmask"), {"reason": "回访"}).content.decode()
    assert "13900001111" in plain
    assert facts_of(case.subject)[-1].name == "cases.case_contact_unmasked.v1"


def test_what_has_left_ones_reach_sends_to_the_list(enter, staff, district, a_case):
    case = a_case()
    client = enter(staff.grid_worker)
    answer = client.post(step(case, "pass_up"), {"reason": "网格内解决不了"})
    assert answer["Location"] == "/desk/cases/"


def test_pages_are_never_kept(enter, staff, a_case):
    assert "no-store" in enter(staff.dispatcher).get(page(a_case()))["Cache-Control"]


@pytest.mark.parametrize("url", ["/desk/", "/desk/cases/", "/desk/places/", "/desk/cases/new/"])
def test_no_page_needs_more_than_its_policy(enter, staff, url):
    page_ = enter(staff.dispatcher).get(url)
    body = page_.content.decode()
    assert page_.status_code == 200
    assert " style=" not in body
    assert " onclick=" not in body
