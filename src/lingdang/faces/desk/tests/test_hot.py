"""Hot matters and the ten at the desk."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from lingdang.cases.testing import a_case
from lingdang.evidence.public import attach_photos
from lingdang.evidence.testing import a_photo
from lingdang.kernel.actor import ANYONE
from lingdang.people.public import Role
from lingdang.people.testing import a_person, a_post
from lingdang.standards.testing import a_procedure
from lingdang.suggestions.public import TenItem, TenList, items_of
from lingdang.suggestions.testing import a_hot_matter, a_ten, found_hot

SPOT = {"lng": 113.305, "lat": 33.765, "raw_lng": 113.305, "raw_lat": 33.765}
MIXER = (
    "城东搅拌站噪音扰民，粉尘很大",
    "城东搅拌站夜间噪音扰民",
    "城东搅拌站粉尘污染严重",
    "城东搅拌站粉尘噪音没人管",
)
VIEW = {"bbox": "113.2,33.7,113.4,33.8"}


@pytest.fixture
def mixer(district):
    cases = [
        a_case(place=district.grid, description=text, raw_system="wgs84", **SPOT) for text in MIXER
    ]
    found_hot()
    return cases


@pytest.fixture
def leader(enter, district):
    person = a_person()
    a_post(person, Role.LEADER, place=district.town)
    return enter(person)


def test_the_list_tells_heat_title_place_and_span(enter, staff, mixer):
    page = enter(staff.dispatcher).get("/desk/hot/")
    (row,) = page.context["rows"]
    assert "搅拌站" in row.matter.title
    assert row.badge.colour == "red"
    assert row.span == timezone.localdate().isoformat()
    assert row.matter.title in page.content.decode()


def test_it_is_searched_filtered_and_sorted(enter, staff, mixer, district):
    client = enter(staff.dispatcher)

    def found(**asked):
        return len(client.get("/desk/hot/", asked).context["rows"])

    assert found(q="搅拌站") == found(show="hot") == found(place=district.town.pk) == 1
    assert found(sort="newest") == found(sort="reports") == 1
    assert found(q="电梯") == found(show="cooled") == found(place=district.next_grid.pk) == 0
    assert "没有多人集中反映" in client.get("/desk/hot/", {"q": "电梯"}).content.decode()
    assert client.get("/desk/hot/", {"place": "x"}).status_code == 422


def test_a_matter_shows_trend_photographs_and_its_cases(enter, staff, mixer):
    photo = a_photo()
    attach_photos([photo.pk], subject=mixer[0].subject, moment="before", by=ANYONE)
    client = enter(staff.dispatcher)
    matter = client.get("/desk/hot/").context["rows"][0].matter
    page = client.get(f"/desk/hot/{matter.pk}/")
    assert [bar.reports for bar in page.context["bars"]] == [4]
    assert [shown.public_id for shown in page.context["photos"]] == [photo.public_id]
    for case in mixer:
        assert case.number in page.content.decode()
    points = client.get(f"/desk/hot/{matter.pk}/points.json", VIEW).json()["features"]
    assert len(points) == 4
    (point,) = client.get("/desk/hot/points.json", VIEW).json()["features"]
    assert point["properties"]["url"] == f"/desk/hot/{matter.pk}/"
    assert client.get("/desk/hot/points.json").status_code == 422


def test_foreign_matters_are_absent_and_hidden_cases_are_not_shown(enter, staff, mixer, district):
    hidden = a_procedure("hidden", restricted=True, roles=["mediator"], public=False)
    secret = a_case(place=district.grid, description="只有调解员知道", procedure=hidden)
    mine = enter(staff.dispatcher).get("/desk/hot/").context["rows"][0].matter
    stranger = enter(staff.stranger)
    assert stranger.get("/desk/hot/").context["rows"] == []
    for name in ("", "points.json"):
        there = stranger.get(f"/desk/hot/{mine.pk}/{name}", VIEW)
        nowhere = stranger.get(f"/desk/hot/999999/{name}", VIEW)
        assert there.status_code == nowhere.status_code == 404
    own = a_hot_matter(secret)
    page = enter(staff.dispatcher).get(f"/desk/hot/{own.pk}/")
    assert secret.number not in page.content.decode()
    assert "只有调解员知道" not in page.content.decode()


def test_the_sheet_holds_what_the_list_shows(enter, staff, mixer):
    answer = enter(staff.dispatcher).get("/desk/hot/export.xlsx")
    book = load_workbook(BytesIO(answer.getvalue()))
    head, row = list(book.active.iter_rows(values_only=True))
    assert head[:2] == ("热度", "热点问题")
    assert "搅拌站" in row[1]


def test_the_list_costs_the_same_for_one_and_for_three(enter, staff, mixer, district):
    client = enter(staff.dispatcher)
    client.get("/desk/hot/")
    with CaptureQueriesContext(connection) as one:
        client.get("/desk/hot/")
    for title in ("路灯", "电梯"):
        a_hot_matter(a_case(place=district.grid), title=title)
    with CaptureQueriesContext(connection) as three:
        assert len(client.get("/desk/hot/").context["rows"]) == 3
    assert len(one) == len(three)


def test_a_leader_drafts_fills_in_orders_and_confirms(leader, staff, mixer, district):
    year = timezone.localdate().year
    asked = {"place_id": district.town.pk, "year": year, "quarter": "0"}
    there = leader.post("/desk/ten/new/", asked).url
    ten = TenList.objects.get()
    assert there == f"/desk/ten/{ten.pk}/"
    assert leader.post("/desk/ten/new/", asked).url == "/desk/ten/"
    item = {
        "title": "搅拌站噪音",
        "unit_id": staff.unit.pk,
        "promise": "夜间停工",
        "due_on": "2030-12-31",
        "nodes": "2030-06-30 加装喷淋\n2030-12-31 全封闭",
    }
    proposed = items_of(ten)[0]
    assert leader.post(f"{there}items/{proposed.pk}/", item).status_code == 302
    assert leader.post(f"{there}confirm/").status_code == 302
    assert items_of(ten)[0].nodes.count() == 2
    assert leader.post(f"{there}items/new/", item | {"nodes": "明天 完成"}).status_code == 422
    for number in range(2, 11):
        leader.post(f"{there}items/new/", item | {"title": f"第{number}件"})
    second = items_of(ten)[1]
    leader.post(f"{there}items/{second.pk}/up/")
    assert items_of(ten)[0] == second
    assert leader.post(f"{there}items/{second.pk}/sideways/").status_code == 404
    page = leader.get(there)
    assert page.context["may_keep"]
    leader.post(f"{there}confirm/")
    ten.refresh_from_db()
    assert not ten.is_draft
    assert leader.get(f"{there}items/{second.pk}/").status_code == 404


def test_the_leading_unit_notes_what_is_done(enter, staff, district):
    ten = a_ten(district.town, staff.unit, confirmed=True)
    item = items_of(ten)[0]
    node = item.nodes.get()
    handler = enter(staff.handler)
    assert handler.get(f"/desk/ten/{ten.pk}/").status_code == 200
    assert handler.post(f"/desk/ten/{ten.pk}/nodes/{node.pk}/done/", {}).status_code == 302
    empty = handler.post(f"/desk/ten/{ten.pk}/items/{item.pk}/done/", {"outcome": ""})
    assert empty.status_code == 422
    handler.post(f"/desk/ten/{ten.pk}/items/{item.pk}/done/", {"outcome": "已全部点亮"})
    assert TenItem.objects.get(pk=item.pk).outcome == "已全部点亮"
    assert "已全部点亮" in handler.get(f"/desk/ten/{ten.pk}/").content.decode()
    other = enter(staff.dispatcher)
    refused = other.post(f"/desk/ten/{ten.pk}/items/{items_of(ten)[1].pk}/done/", {"outcome": "x"})
    assert refused.status_code == 403


def test_what_is_late_says_so(enter, staff, district):
    ten = a_ten(district.town, staff.unit, confirmed=True)
    first, second, *_rest = items_of(ten)
    past = timezone.localdate() - timedelta(days=1)
    TenItem.objects.filter(pk=first.pk).update(due_on=past)
    second.nodes.update(due_on=past)
    shown = enter(staff.handler).get(f"/desk/ten/{ten.pk}/").context["items"]
    assert [one.badge.colour for one in shown[:3]] == ["red", "amber", "blue"]


def test_a_draft_is_hidden_from_others_and_a_list_is_exported(enter, staff, district):
    draft = a_ten(district.town, staff.unit)
    client = enter(staff.dispatcher)
    assert client.get(f"/desk/ten/{draft.pk}/").status_code == 404
    assert client.get("/desk/ten/").context["tens"] == []
    ten = a_ten(district.town, staff.unit, confirmed=True)
    book = load_workbook(BytesIO(client.get(f"/desk/ten/{ten.pk}/export.xlsx").getvalue()))
    assert len(list(book.active.iter_rows())) == 11


def test_a_list_of_ten_costs_no_query_for_each(enter, staff, district):
    client = enter(staff.dispatcher)
    ten = a_ten(district.town, staff.unit, confirmed=True)
    client.get(f"/desk/ten/{ten.pk}/")
    with CaptureQueriesContext(connection) as ten_items:
        client.get(f"/desk/ten/{ten.pk}/")
    TenItem.objects.filter(ten=ten, rank__gt=1).delete()
    with CaptureQueriesContext(connection) as one_item:
        client.get(f"/desk/ten/{ten.pk}/")
    assert len(ten_items) == len(one_item)
