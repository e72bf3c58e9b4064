"""Inspections at the desk: planned, recorded, handed over, added up, told."""

import io
import re

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from lingdang.evidence.testing import jpeg_bytes
from lingdang.faces.desk.tests.conftest import _post
from lingdang.inspections.public import Circular, Finding, Order, Point, Round
from lingdang.inspections.testing import a_checklist, a_finding, a_group, a_round
from lingdang.people.public import Role

HOME = "/desk/inspections/"
LISTS = (
    "",
    "ledger/",
    "ledger/totals/",
    "missing/",
    "orders/",
    "circulars/",
    "checklists/",
    "groups/",
)
EXPORTS = (
    "export.xlsx", "ledger/export.xlsx", "ledger/totals/export.xlsx", "missing/export.xlsx",
    "orders/export.xlsx", "circulars/export.xlsx", "checklists/export.xlsx", "groups/export.xlsx",
)  # fmt: skip


@pytest.fixture
def supervisor(district):
    return _post(Role.SUPERVISOR, place=district.district)


@pytest.fixture
def round_(district, supervisor):
    return a_round(district.district, supervisor.actor, at=district.grid)


@pytest.fixture
def secret(district, supervisor):
    name = "悄悄看看"
    found = a_round(
        district.district, supervisor.actor, at=district.grid, unannounced=True, name=name
    )
    a_finding(found, supervisor.actor, note="墙角没人知道")
    return found


def cells_of(answer):
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def test_a_round_is_planned_and_walked(enter, district, supervisor):
    client = enter(supervisor)
    group = a_group(district.district, supervisor.actor)
    today = timezone.localdate().isoformat()
    sent = {
        "key": "7b6a1f8e-5a0e-4b3e-9d7c-0d5f3a1b2c3d", "version": 0, "name": "日常督导",
        "kind": "daily", "place_id": district.district.pk, "from_on": today, "until_on": today,
        "checklist_id": a_checklist(district.district).pk, "group_ids": [group.pk],
    }  # fmt: skip
    assert client.post(f"{HOME}new/", {**sent, "until_on": "2020-01-01"}).status_code == 422
    there = client.post(f"{HOME}new/", sent).url
    assert client.post(f"{HOME}new/", sent).url == there
    assert client.post(f"{there}step/begin/", follow=True).status_code == 200
    assert Round.objects.get().state == "planned"
    client.post(f"{there}choose/", {"place_ids": [district.grid.pk]})
    client.post(f"{there}step/begin/")
    assert Round.objects.get().state == "under_way"
    point = f"{HOME}points/{Point.objects.get().pk}/"
    page = client.get(point).text
    key, item = (
        re.search(r'name="key" value="([^"]+)"', page)[1],
        re.search(r'name="item" value="(\d+)"', page)[1],
    )
    photo = SimpleUploadedFile("a.jpg", jpeg_bytes(), "image/jpeg")
    told = {"key": key, "item": item, "result": "unmet", "note": "有垃圾", "photos": photo}
    assert client.post(point, {"item": item}).status_code == 422
    assert client.post(point, told).status_code == 302
    assert client.post(f"{point}rest/", follow=True).status_code == 200
    assert Finding.objects.count() == 3
    bad = Finding.objects.get(result="unmet")
    assert "/photo/" in client.get(f"{HOME}findings/{bad.pk}/").text
    assert client.get(there).status_code == 200


def test_findings_are_handed_over_and_the_ledger_opens(enter, supervisor, round_, staff):
    client, handler = enter(supervisor), enter(staff.handler)
    ids = [a_finding(round_, supervisor.actor, at).pk for at in (0, 1)]
    order = f"{HOME}ledger/order/"
    preview = client.get(order, {"finding": ids})
    key = re.search(r'name="key" value="([^"]+)"', preview.text)[1]
    sent = {"key": key, "finding": ids, "unit_id": staff.unit.pk, "due_on": "", "note": "请整改"}
    assert client.post(order, {**sent, "look": ""}).status_code == 200
    assert not Order.objects.exists()
    client.post(order, {**sent, "give": ""})
    assert Order.objects.count() == 2  # two days, as the items say
    one = Order.objects.first()
    assert handler.get(f"{HOME}orders/{one.pk}/").status_code == 200
    handler.post(f"{HOME}orders/{one.pk}/receipt/")
    one.refresh_from_db()
    assert one.received_by_id == staff.handler.person.pk
    for by in ("unit", "round", "place", "item", "trade", "group"):
        rows = cells_of(client.get(f"{HOME}ledger/totals/export.xlsx", {"by": by}))
        assert (rows[1][1], rows[1][3]) in {(2, 2), (1, 1), ("2", "2"), ("1", "1")}
        page = client.get(f"{HOME}ledger/totals/", {"by": by})
        for address in re.findall(r'href="(/desk/inspections/ledger/\?[^"]+)"', page.text):
            assert client.get(address.replace("&amp;", "&")).status_code == 200
    assert len(cells_of(client.get(f"{HOME}ledger/export.xlsx"))) == 3
    assert len(cells_of(handler.get(f"{HOME}ledger/export.xlsx"))) == 3
    assert len(cells_of(enter(staff.stranger).get(f"{HOME}ledger/export.xlsx"))) == 1


def test_a_circular_goes_out_and_is_confirmed(enter, supervisor, round_, staff):
    client = enter(supervisor)
    ids = [a_finding(round_, supervisor.actor).pk]
    client.post(
        f"{HOME}ledger/order/",
        {"key": "7b6a1f8e-5a0e-4b3e-9d7c-0d5f3a1b2c3d", "finding": ids,
         "unit_id": staff.unit.pk, "give": ""},
    )  # fmt: skip
    there = client.post(
        f"{HOME}{round_.pk}/circular/",
        {"key": "7b6a1f8e-5a0e-4b3e-9d7c-0d5f3a1b2c3d", "number": "督查通报〔2026〕1号"},
    ).url
    circular = Circular.objects.get()
    said = {"key": "7b6a1f8e-5a0e-4b3e-9d7c-0d5f3a1b2c3d", "version": 1, "number": "2",
            "title": "通报", "text": "一句话。"}  # fmt: skip
    assert client.post(there, said).status_code == 302
    assert client.post(there, said).status_code == 409
    assert "请先发布" in client.post(f"{there}publish/", follow=True).text
    for step in ("finish", "publish"):
        client.post(f"{HOME}{round_.pk}/step/{step}/")
    client.post(f"{there}publish/")
    circular.refresh_from_db()
    assert circular.published_at
    handler = enter(staff.handler)
    assert handler.post(f"{there}confirm/").status_code == 302
    assert enter(staff.grid_worker).post(f"{there}confirm/").status_code == 403
    paper = docx.Document(io.BytesIO(b"".join(client.get(f"{there}circular.docx"))))
    words = "\n".join(it.text for it in paper.paragraphs)
    assert "通报" in words
    assert paper.tables[0].rows[1].cells[0].text == "城市管理局"


def test_an_unannounced_round_shows_on_no_page_of_those_checked(enter, staff, secret, supervisor):
    """Every address of the room, exports too, for everybody who does not organise it."""
    point, finding = secret.points.get(), Finding.objects.get()
    direct = (
        f"{secret.pk}/", f"{secret.pk}/points.json", f"{secret.pk}/points.xlsx",
        f"points/{point.pk}/", f"findings/{finding.pk}/",
    )  # fmt: skip
    checked = (staff.grid_worker, staff.handler, staff.dispatcher, staff.verifier)
    for who in checked:
        client = enter(who)
        for address in (*LISTS, f"ledger/?round={secret.pk}", "?look=calendar"):
            page = client.get(f"{HOME}{address}")
            told = page.text if page.status_code == 200 else ""
            assert "悄悄看看" not in told
            assert "墙角没人知道" not in told
        for address in EXPORTS:
            shown = str(cells_of(client.get(f"{HOME}{address}")))
            assert "悄悄看看" not in shown
            assert "墙角没人知道" not in shown
        for address in direct:
            assert client.get(f"{HOME}{address}").status_code == 404
        assert "墙角没人知道" not in client.get("/desk/cases/").text
    mine = enter(supervisor)
    for address in direct:
        assert mine.get(f"{HOME}{address}").status_code == 200
    assert "悄悄看看" in mine.get(HOME).text


def test_check_lists_come_in_and_out_as_sheets(enter, district, supervisor):
    client = enter(supervisor)
    sheet = "编号,测评内容,整改天数\nA1,路面干净,0\nA2,停放有序,x\n"
    sent = {"code": "streets", "name": "道路", "point_type": "", "place_id": district.district.pk}

    def bring(text):
        file = SimpleUploadedFile("清单.csv", text.encode("gbk"), "text/csv")
        return client.post(f"{HOME}checklists/new/", {**sent, "file": file})

    wrong = bring(sheet)
    assert (wrong.status_code, "第3行" in wrong.text) == (422, True)
    there = bring(sheet.replace("x", "2")).url
    assert client.get(there).status_code == 200
    client.post(f"{there}publish/", {"revision": 1})
    assert [row[1] for row in cells_of(client.get(f"{there}export.xlsx"))[1:]] == [
        "路面干净", "停放有序",
    ]  # fmt: skip
    assert "没有草稿" in client.post(f"{there}publish/", {"revision": 1}, follow=True).text


def test_areas_and_groups_are_formed(enter, district, supervisor):
    client = enter(supervisor)
    a_group(district.district)
    there = f"{HOME}groups/"
    page = client.get(there)
    assert page.status_code == 200
    area = {"area": "", "a-place_id": district.district.pk, "a-name": "东片",
            "a-place_ids": [district.town.pk]}  # fmt: skip
    assert client.post(there, area).status_code == 302
    taken = {**area, "a-name": "西片"}
    assert client.post(there, taken).status_code == 422
    assert "东片" in client.get(there).text


@pytest.mark.parametrize("address", LISTS)
def test_a_list_of_three_costs_no_more_than_of_one(
    enter, district, supervisor, address, django_assert_max_num_queries
):
    client = enter(supervisor)
    counts = []
    for number in range(2):
        found = a_round(district.district, supervisor.actor, at=district.grid, name=f"第{number}轮")
        a_finding(found, supervisor.actor)
        client.get(f"{HOME}{address}")
        with django_assert_max_num_queries(60) as asked:
            assert client.get(f"{HOME}{address}").status_code == 200
        counts.append(len(asked.captured_queries))
    assert counts[0] >= counts[1] - (2 if address == "groups/" else 0)
