"""Registers at the desk: defined, filled in, looked at, brought in by sheet."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lingdang.people.testing import a_person, a_post
from lingdang.places.testing import a_district
from lingdang.registers.public import Entry, Import, Register
from lingdang.registers.testing import FIELDS, a_record, a_register, worked_off

AT = "/desk/registers/boards/"


@pytest.fixture
def ground(db):
    return a_district()


def signed_in(role, place):
    person, client = a_person(), Client()
    a_post(person, role, place=place)
    client.force_login(person)
    return client


@pytest.fixture
def dispatcher(ground):
    return signed_in("dispatcher", ground.district)


def lines(*fields):
    """What the form of the fields sends."""
    told = {"field-TOTAL_FORMS": len(fields), "field-INITIAL_FORMS": 0}
    for number, field in enumerate(fields):
        for name, value in field.items():
            told[f"field-{number}-{name}"] = ";".join(value) if name == "choices" else value
    return told


def test_a_register_is_defined_and_published_anew_without_code(ground, dispatcher):
    told = {"name": "版面", "code": "boards", "place": ground.district.pk, "in_use": "1"}
    first = {"version": 0, **told, **lines({"title": "名称", "type": "text", "required": "1"})}
    assert dispatcher.post("/desk/registers/new/", first).url == AT
    named = {"title": "名字", "name": "field1", "type": "text", "required": "1"}
    second = {"version": 1, **told, **lines(named, {"title": "数量", "type": "integer"})}
    asked = dispatcher.post(f"{AT}define/", second)
    assert "名字" in asked.content.decode()
    assert Register.objects.get().version == 1
    assert dispatcher.post(f"{AT}define/", {**second, "confirmed": "1"}).url == AT
    assert Register.objects.get().version == 2


def test_an_entry_is_entered_changed_and_retired(ground, dispatcher):
    a_register(ground.district)
    told = {"key": "7b6a1f8e-5a0e-4b3e-9d7c-0d5f3a1b2c3d", "revision": 0}
    wrong = dispatcher.post(f"{AT}new/", {**told, "v_name": "", "v_pieces": "许多"})
    assert wrong.status_code == 422
    made = dispatcher.post(f"{AT}new/", {**told, "v_name": "甲", "v_pieces": "300余"})
    page = dispatcher.get(made.url).content.decode()
    assert "300余块" in page
    told |= {"revision": 1, "at_place": ground.district.pk}
    assert dispatcher.post(made.url, {**told, "v_name": "甲", "v_pieces": "310"}).status_code == 302
    assert "300余块 → 310块" in dispatcher.get(made.url).content.decode()
    assert dispatcher.post(made.url, {**told, "v_name": "乙"}).status_code == 409
    gone = {"retire-revision": 2, "retire-reason": "拆除"}
    assert dispatcher.post(f"{made.url}retire/", gone).status_code == 302
    assert Entry.objects.get().reason == "拆除"


def test_a_hidden_field_stands_on_no_page_and_in_no_sheet(ground, dispatcher):
    secret = {"name": "cost", "title": "造价", "type": "money", "seen_by": ["dispatcher"]}
    a_record(a_register(ground.district, fields=(*FIELDS, secret)), ground.grid, cost=987654)
    worker = signed_in("grid_worker", ground.grid)
    entry = Entry.objects.get().pk
    for path in ("", "totals/", "map/", "export.csv", "new/", f"{entry}/", "import/"):
        for client, told in (
            (worker, False),
            (dispatcher, path not in {"map/", "new/", "import/"}),
        ):
            body = client.get(f"{AT}{path}").getvalue().decode(errors="replace").replace(",", "")
            assert ("987654" in body) == told, path
            assert client is dispatcher or "造价" not in body, path
    assert worker.get(f"{AT}?sort=cost").status_code == 422


def test_a_table_is_put_in_order_by_any_field_page_by_page(ground, dispatcher, monkeypatch):
    register = a_register(ground.district)
    for number in range(60):
        a_record(register, name=f"~{number:02}", pieces=number % 7)
    for sort in ("name", "pieces", "newest", "changed"):
        seen, asked = [], {"sort": sort}
        while asked:
            page = dispatcher.get(AT, asked).context["page"]
            seen += [entry.pk for entry in page.rows]
            asked = {"sort": sort, "after": page.after} if page.after else {}
        assert len(seen) == len(set(seen)) == 60, sort


@pytest.mark.parametrize("count", [1, 3])
def test_a_table_asks_as_often_for_many_as_for_one(
    ground, dispatcher, django_assert_max_num_queries, count
):
    register = a_register(ground.district)
    for number in range(count):
        a_record(register, name=str(number))
    with django_assert_max_num_queries(14):
        assert dispatcher.get(AT).status_code == 200


def test_points_are_told_as_they_are_drawn(ground, dispatcher):
    a_register(ground.district)
    told = {"key": "7b6a1f8e-5a0e-4b3e-9d7c-0d5f3a1b2c3d", "revision": 0, "v_name": "甲"}
    dispatcher.post(f"{AT}new/", {**told, "lng": "113.305", "lat": "33.765"})
    answer = dispatcher.get(f"{AT}points.json", {"bbox": "113.2,33.7,113.4,33.8"})
    assert [it["properties"]["text"] for it in json.loads(answer.content)["features"]] == ["甲"]


def test_a_sheet_is_brought_checked_and_let_in(ground, dispatcher):
    a_register(ground.district)
    file = SimpleUploadedFile("版面.csv", "名称,数量\n甲,300余块\n乙,x\n".encode("gbk"))
    page = dispatcher.post(f"{AT}import/", {"file": file}).url
    assert "300余块" in dispatcher.get(page).content.decode()
    dispatcher.post(f"{page}columns/", {"column_0": "name", "column_1": "pieces"})
    run = Import.objects.get()
    worked_off(run.pk)
    assert "“x”" in dispatcher.get(page).content.decode()
    assert dispatcher.get(f"{page}troubles.xlsx").getvalue().startswith(b"PK")
    dispatcher.post(f"{page}write/", {"partial": "1"})
    worked_off(run.pk)
    assert Entry.objects.get().label == "甲"
