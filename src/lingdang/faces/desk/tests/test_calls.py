import pytest

from lingdang.cases.public import Case

NEW = "/desk/cases/new/"
CALL = {
    "source": "hotline",
    "description": "树倒了",
    "contact_phone": "13900001111",
    "contact_name": "王五",
    "request_key": "k1",
}


@pytest.fixture
def clerk(enter, staff):
    return enter(staff.dispatcher)


def test_a_call_is_sent_once_and_the_next_one_begins(clerk):
    answers = [clerk.post(NEW, {**CALL, "next": "1"}) for _n in range(2)]
    assert {answer.url for answer in answers} == {f"{NEW}?received=k1"}
    assert Case.objects.count() == 1
    page = clerk.get(answers[0].url)
    assert 'data-received="k1"' in page.content.decode()
    assert page.context["form"].initial["request_key"] != "k1"


def test_earlier_cases_of_the_number_are_shown_masked_as_far_as_one_may_see_them(
    clerk, enter, staff, a_case
):
    case = a_case(contact_name="王五", contact_phone="13900001111")
    told = clerk.post(f"{NEW}earlier/", {"contact_phone": "139 0000 1111"}).content.decode()
    assert (case.number in told, "王*" in told, "王五" in told) == (True, True, False)
    theirs = enter(staff.stranger).post(f"{NEW}earlier/", {"contact_phone": "13900001111"})
    assert case.number not in theirs.content.decode()
    for half in ("139", "", "x" * 30):
        assert (
            case.number
            not in clerk.post(f"{NEW}earlier/", {"contact_phone": half}).content.decode()
        )


@pytest.mark.parametrize("count", [1, 3])
def test_a_caller_takes_as_many_statements_however_many_cases(
    clerk, a_case, count, django_assert_max_num_queries
):
    for _n in range(count):
        a_case(contact_phone="13900001111")
    clerk.post(f"{NEW}earlier/", {"contact_phone": "13900001111"})
    with django_assert_max_num_queries(6):
        clerk.post(f"{NEW}earlier/", {"contact_phone": "13900001111"})


def test_words_of_an_address_find_places_and_addresses_heard_before(clerk, a_case, district):
    a_case(address="应滨街道建设路3号")
    told = clerk.get(f"{NEW}places/", {"address": "应滨街道"}).content.decode()
    assert f'data-place="{district.town.pk}"' in told
    assert 'data-spot="应滨街道建设路3号" data-lng="113.305' in told
    assert "data-spot" not in clerk.get(f"{NEW}places/", {"address": "应"}).content.decode()


def test_a_chosen_place_holds_the_case(clerk, district):
    clerk.post(NEW, {**CALL, "place_id": district.grid.pk})
    assert Case.objects.get().place_id == district.grid.pk
    refused = clerk.post(NEW, {**CALL, "request_key": "k2", "place_id": 10**9})
    assert refused.status_code == 422
    shown = clerk.post(NEW, {"place_id": district.grid.pk})
    assert "第一网格" in shown.context["form"].place_name


def test_who_may_say_it_came_from_the_leader(clerk, enter, staff):
    offered = dict(enter(staff.grid_worker).get(NEW).context["form"].fields["source"].choices)
    assert "leader_note" not in offered
    assert clerk.post(NEW, {**CALL, "source": "leader_note"}).status_code == 302
    assert Case.objects.get().source == "leader_note"
