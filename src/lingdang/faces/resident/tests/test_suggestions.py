import pytest

from lingdang.cases.public import Case, State
from lingdang.cases.testing import a_case
from lingdang.faces.resident.tests.conftest import HERE
from lingdang.faces.resident.tests.test_report import report
from lingdang.suggestions.public import joined_counts
from lingdang.suggestions.testing import a_version, traced

WHERE = {"lng": 113.3051, "lat": 33.7651}
LIFT = "惠民小区3号楼电梯停在半路，老人困在里面"


@pytest.fixture
def lift(people):
    where = {"raw_lng": 113.3051, "raw_lat": 33.7651, "raw_system": "wgs84", **WHERE}
    case = a_case(State.FILED, place=people.ground.grid, description=LIFT, **where)
    traced(case)
    return case


def suggested(client, text, **more):
    answer = client.post("/report/suggestions/", {"description": text, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def test_says_what_it_seems_to_be_and_why(client, people):
    a_version()
    page = suggested(client, "路口井盖不见了，差点掉进去，井盖丢了")
    assert "井盖缺失" in page
    assert 'name="suggested" value="sudden-manhole"' in page


def test_suggests_nothing_of_nothing(client, people):
    a_version()
    assert suggested(client, "").strip() == ""
    assert suggested(client, "x", lng="nowhere").strip() == ""


def test_shows_a_like_matter_without_a_word_of_who_reported_it(client, people, lift):
    page = suggested(client, "3号楼电梯又停了，困住老人", **HERE)
    assert lift.number in page
    assert "formaction" in page
    assert "138" not in page


def test_me_too_counts_once_and_stands_among_my_matters(client, people, lift):
    for _ in range(2):
        answer = client.post(f"/report/join/{lift.number}/", {"contact_phone": ""})
        assert answer["Location"] == "/mine/"
    assert joined_counts([lift.pk]) == {lift.pk: 1}
    page = client.get("/mine/").content.decode()
    assert lift.number in page
    assert "2 人" in page


def test_whoever_is_signed_in_needs_no_number(sign_in, people, lift):
    client = sign_in(people.resident)
    client.post(f"/report/join/{lift.number}/")
    client.cookies.clear()
    assert lift.number in sign_in(people.resident).get("/mine/").content.decode()


def test_nobody_joins_a_matter_that_is_not_there(client, people, lift):
    for number in ("20260101-000001", "nothing", lift.number.replace("-", "-0")):
        assert client.post(f"/report/join/{number}/").status_code == 404


def test_a_suggested_kind_is_taken_unless_another_is_chosen(client, people):
    report(client, suggested="06010", **HERE)
    report(client, suggested="06010", category="property", **HERE)
    found = Case.objects.order_by("pk").values_list("category_id", flat=True)
    assert list(found) == ["06010", "property"]


def test_mine_costs_the_same_for_one_and_for_three(client, people, lift, django_assert_num_queries):
    client.post(f"/report/join/{lift.number}/")
    client.get("/mine/")
    with django_assert_num_queries(3):
        client.get("/mine/")
    for _ in range(2):
        other = a_case(place=people.ground.grid)
        client.post(f"/report/join/{other.number}/")
    with django_assert_num_queries(3):
        client.get("/mine/")
