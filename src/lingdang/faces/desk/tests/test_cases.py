import io

import pytest
from openpyxl import load_workbook

from lingdang.cases.public import Case

LIST = "/desk/cases/"


def test_the_list_shows_what_lies_in_ones_reach(enter, staff, a_case):
    a_case(description="楼道灯坏了")
    page = enter(staff.dispatcher).get(LIST)
    assert (page.status_code, "楼道灯坏了" in page.content.decode()) == (200, True)
    assert "楼道灯坏了" not in enter(staff.stranger).get(LIST).content.decode()


def test_residents_have_no_desk(enter, resident):
    assert enter(resident).get(LIST).status_code == 403


def test_who_has_not_signed_in_is_asked_to(client, db):
    assert client.get(LIST).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_six_statements_however_long(
    enter, staff, a_case, count, django_assert_max_num_queries
):
    for _n in range(count):
        a_case("dispatched")
    client = enter(staff.dispatcher)
    client.get(LIST)  # names and the tree are remembered from here on
    with django_assert_max_num_queries(6):
        assert client.get(LIST).context["page"].total == count


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=received", {"早"}),
        ("state=dispatched", {"晚"}),
        ("q=早", {"早"}),
        ("q=13900001111", {"早"}),
        ("unowned=1", {"早"}),
        ("due=over", set()),
        ("source=hotline", {"早", "晚"}),
        ("source=bell", set()),
        ("mine=1", {"早"}),
        ("since=2020-01-01&till=2020-01-02", set()),
        ("since=2020-01-01", {"早", "晚"}),
        ("sort=due", {"早", "晚"}),
        ("sort=oldest", {"早", "晚"}),
    ],
)
def test_filters(enter, staff, a_case, query, found):
    a_case(description="早", contact_name="王五", contact_phone="13900001111")
    a_case("dispatched", description="晚")
    page = enter(staff.dispatcher).get(f"{LIST}?{query}")
    assert {row.text for row in page.context["rows"]} == found


def test_place_unit_and_category_filter_with_a_chip_each(enter, staff, district, a_case):
    case = a_case("dispatched")
    query = f"place={district.village.pk}&unit={staff.unit.pk}&category={case.category_id}"
    page = enter(staff.dispatcher).get(f"{LIST}?{query}")
    assert len(page.context["rows"]) == 1
    assert len(page.context["chosen"].chips()) == 3


def test_a_number_finds_its_case(enter, staff, a_case):
    case = a_case()
    a_case()
    page = enter(staff.dispatcher).get(LIST, {"q": case.number})
    assert [row.id for row in page.context["rows"]] == [case.pk]


def test_a_filter_that_makes_no_sense_is_refused(enter, staff):
    assert enter(staff.dispatcher).get(f"{LIST}?state=nonsense").status_code == 422


@pytest.mark.parametrize("cursor", ["x", "2020-01-01~1", "~", "2020-01-01T00:00:00+08:00~9e99"])
def test_a_damaged_page_address_is_refused(enter, staff, cursor):
    assert enter(staff.dispatcher).get(LIST, {"after": cursor}).status_code == 422


def test_pages_go_forth_and_back(enter, staff, a_case, monkeypatch):
    monkeypatch.setattr("lingdang.faces.desk.paging.page_of.__defaults__", (2,))
    made = [a_case().pk for _n in range(5)][::-1]
    client = enter(staff.dispatcher)
    first = client.get(LIST).context["page"]
    second = client.get(LIST, {"after": first.after}).context["page"]
    third = client.get(LIST, {"after": second.after}).context["page"]
    back = client.get(LIST, {"before": third.before}).context["page"]
    shown = [[case.pk for case in page.rows] for page in (first, second, third, back)]
    assert shown == [made[:2], made[2:4], made[4:], made[2:4]]
    assert (first.before, third.after, first.counted) == ("", "", "5")


def test_htmx_gets_the_rows_only(enter, staff, a_case):
    a_case()
    client = enter(staff.dispatcher)
    part = client.get(LIST, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert 'id="results"' in part.content.decode()
    assert "HX-Request" in part["Vary"]


def test_an_empty_list_says_so(enter, staff):
    assert "没有符合条件的案件" in enter(staff.dispatcher).get(LIST).content.decode()


def test_every_filter_has_its_control(enter, staff):
    page = enter(staff.dispatcher).get("/desk/cases/filters/")
    assert page.status_code == 200


def test_the_map_gets_the_cases_in_view(enter, staff, a_case):
    case = a_case()
    client = enter(staff.dispatcher)
    inside = client.get("/desk/cases/points.json?bbox=113,33,114,34").json()["features"]
    outside = client.get("/desk/cases/points.json?bbox=120,33,121,34").json()["features"]
    assert ([f["properties"]["number"] for f in inside], outside) == ([case.number], [])
    assert client.get("/desk/cases/points.json?bbox=nowhere").status_code == 422


def test_the_sheet_holds_the_filtered_rows_and_nothing_of_persons(enter, staff, a_case):
    a_case(description="=1+1", contact_name="王五", contact_phone="13900001111")
    a_case("filed", description="晚")
    answer = enter(staff.dispatcher).get("/desk/cases/export.xlsx?state=received")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[2] for row in rows[1:]] == ["'=1+1"]
    assert "13900001111" not in str(rows)


def test_a_report_for_a_resident_is_a_case(enter, staff):
    told = {"source": "hotline", "description": "树倒了", "request_key": "k1", **_at()}
    client = enter(staff.dispatcher)
    answers = [client.post("/desk/cases/new/", told) for _n in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Case.objects.count() == 1


def test_an_empty_report_is_shown_again(enter, staff):
    page = enter(staff.dispatcher).post("/desk/cases/new/", {"source": "hotline"})
    assert (page.status_code, Case.objects.count()) == (422, 0)


def test_only_those_with_the_duty_report_for_others(enter, staff):
    assert enter(staff.handler).get("/desk/cases/new/").status_code == 403


def _at():
    return {"lng": "113.305", "lat": "33.765"}
