from uuid import uuid4

import pytest

from lingdang.cases.public import Case
from lingdang.cases.testing import a_case


def report(client, description):
    return client.post("/report/", {"key": str(uuid4()), "description": description})


def test_this_phone_remembers_what_it_reported(client, people):
    report(client, "垃圾没人收")
    assert "垃圾没人收" in client.get("/mine/").text
    assert "垃圾没人收" in client.get("/").text


def test_another_phone_shows_nothing(client, people):
    report(client, "垃圾没人收")
    client.cookies.clear()
    assert "垃圾没人收" not in client.get("/mine/").text


def test_an_account_shows_its_own_and_nobody_elses(people, sign_in):
    report(sign_in(people.resident), "垃圾没人收")
    report(sign_in(people.other_resident), "路灯不亮")
    page = sign_in(people.resident).get("/mine/").text
    assert "垃圾没人收" in page
    assert "路灯不亮" not in page


def test_a_long_list_comes_page_by_page(people, sign_in):
    client = sign_in(people.resident)
    for n in range(21):
        a_case(
            place=people.ground.grid, reporter_id=people.resident.person_id, description=f"第{n}件"
        )
    first = client.get("/mine/")
    assert first.text.count('class="matter"') == 20
    after = first.context["next_page"]
    rest = client.get("/mine/", {"after": after}, headers={"hx-request": "true"})
    assert rest.text.count('class="matter"') == 1
    assert "<html" not in rest.text
    assert client.get("/mine/", {"after": "nonsense"}).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_three_matters_cost_no_more_than_one(people, sign_in, django_assert_max_num_queries, count):
    client = sign_in(people.resident)
    for _ in range(count):
        a_case(place=people.ground.grid, reporter_id=people.resident.person_id)
    client.get("/mine/")
    with django_assert_max_num_queries(6):
        client.get("/mine/")


def test_me_shows_myself_masked(people, sign_in):
    page = sign_in(people.resident).get("/me/").text
    assert "张*" in page
    assert "****" in page
    assert "张三" not in page


def test_me_needs_no_account(client, people):
    assert "验证码登录" in client.get("/me/").text


def test_what_a_number_reported_is_found_by_signing_in(client, people):
    report(client, "别处报的")
    Case.objects.update(contact_index=None)
    client.cookies.clear()
    assert "别处报的" not in client.get("/mine/").text
