from django.utils import timezone

from lingdang.cases.testing import a_case
from lingdang.faces.api.tests.conftest import Caller, a_key
from lingdang.people.testing import a_unit
from lingdang.suggestions.testing import a_ten, found_hot

MIXER = (
    "城东搅拌站噪音扰民，粉尘很大",
    "城东搅拌站夜间噪音扰民",
    "城东搅拌站粉尘污染严重",
    "城东搅拌站粉尘噪音没人管",
)


def test_programs_read_what_the_desk_reads(dispatcher, district):
    cases = [a_case(place=district.grid, description=text) for text in MIXER]
    found_hot()
    (hot,) = dispatcher.get("/hot-matters", {"hot": "true"}).json()
    assert (hot["reports"], hot["place_id"]) == (4, district.grid.pk)
    assert dispatcher.get("/hot-matters", {"hot": "false"}).json() == []
    told = dispatcher.get(f"/hot-matters/{hot['id']}").json()
    assert sorted(told["case_ids"]) == sorted(case.pk for case in cases)
    assert [week["reports"] for week in told["weeks"]] == [4]
    assert told["days"][0]["on"] == timezone.localdate().isoformat()
    assert dispatcher.get("/hot-matters/999999").status_code == 404


def test_a_list_is_read_and_only_its_keepers_write_it(dispatcher, district):
    unit = a_unit(place=district.town)
    ten = a_ten(district.town, unit, confirmed=True)
    assert [one["id"] for one in dispatcher.get("/ten-lists").json()] == [ten.pk]
    told = dispatcher.get(f"/ten-lists/{ten.pk}").json()
    assert [item["rank"] for item in told["items"]] == list(range(1, 11))
    assert told["items"][0]["nodes"][0]["what"] == "全部完成"
    new = {"place_id": district.town.pk, "year": timezone.localdate().year}
    assert dispatcher.post("/ten-lists", new).status_code == 403
    item = told["items"][0]
    done = dispatcher.post(f"/ten-lists/{ten.pk}/items/{item['id']}/done", {"outcome": "好"})
    assert done.status_code == 403


def test_a_keeper_drafts_fills_orders_confirms_and_finishes(district):
    unit = a_unit(place=district.town)
    keeper = Caller(a_key("leader", place=district.town))
    new = {"place_id": district.town.pk, "year": timezone.localdate().year, "quarter": "0"}
    ten = keeper.post("/ten-lists", new).json()
    there = f"/ten-lists/{ten['id']}"
    assert (ten["state"], ten["items"]) == ("draft", [])
    item = {
        "title": "路灯",
        "unit_id": unit.pk,
        "promise": "全部点亮",
        "due_on": "2030-12-31",
        "nodes": [{"due_on": "2030-12-31", "what": "点亮"}],
    }
    for number in range(10):
        told = keeper.post(f"{there}/items", item | {"title": f"第{number}件"}).json()
    first, second, *_rest = told["items"]
    moved = keeper.post(f"{there}/items/{second['id']}/move", {"up": True}).json()
    assert moved["items"][0]["id"] == second["id"]
    changed = keeper.put(f"{there}/items/{first['id']}", item | {"title": "改了"}).json()
    assert changed["items"][1]["title"] == "改了"
    left = keeper.delete(f"{there}/items/{first['id']}").json()
    assert len(left["items"]) == 9
    assert keeper.post(f"{there}/confirm", {}).status_code == 422
    keeper.post(f"{there}/items", item)
    assert keeper.post(f"{there}/confirm", {}).json()["state"] == "confirmed"
    item = left["items"][0]
    node = item["nodes"][0]
    told = keeper.post(f"{there}/nodes/{node['id']}/done", {}).json()
    assert told["items"][0]["nodes"][0]["done_on"] == timezone.localdate().isoformat()
    told = keeper.post(f"{there}/items/{item['id']}/done", {"outcome": "已点亮"}).json()
    assert told["items"][0]["outcome"] == "已点亮"
