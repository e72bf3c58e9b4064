"""A round of supervision, from its plan to the ledger, by those who do it (F04)."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from tests.journeys.test_supervision import confirm, enter, opened, photograph

pytestmark = pytest.mark.browser
HOME = "/desk/inspections/"
NAME = "路边看一看专项督导"
PLACE = "建业社区"
BRIGADE = "区城管执法局综合执法大队"
ITEM = "路面干净"


def planned(page, shots):
    """By type, jointly, with the groups and the place it goes to."""
    page.goto(f"{HOME}new/")
    page.get_by_label("名称").fill(NAME)
    page.locator("#id_kind").select_option(label="专项督导")
    page.locator("#id_place_id").select_option(label="演示市 / 示范区")
    lists = page.locator("#id_checklist_id option", has_text="背街小巷")
    page.locator("#id_checklist_id").select_option(value=lists.first.get_attribute("value"))
    for box in page.locator("[name=group_ids]").all():
        box.check()
    page.locator("#id_organiser_ids").select_option(label=["区纪工委", "区督查办"])
    page.screenshot(path=shots / "rounds-1-plan-1440.png", full_page=True)
    page.get_by_role("button", name="保存").click()
    place = page.locator("#id_place_ids option", has_text=re.compile(f"/ {PLACE}$"))
    page.locator("details", has=page.locator("#id_place_ids")).locator("summary").click()
    page.locator("#id_place_ids").select_option(value=place.first.get_attribute("value"))
    page.get_by_role("button", name="加入").click()
    page.get_by_role("button", name="开始").click()
    page.locator(".state", has_text="进行中").wait_for()
    return page.url


def found(page, shots):
    """On a phone, at the point: one item is bad, the others are met."""
    page.locator("main [data-open]").first.click()
    section = page.locator("section.thumb").filter(has_text=ITEM).first
    section.locator("summary").click()
    section.get_by_label("不符合", exact=True).check()
    section.locator("textarea").fill("墙根有一堆垃圾")
    section.locator("[name=photos]").set_input_files(photograph(40))
    page.screenshot(path=shots / "rounds-2-point-390.png", full_page=True)
    section.get_by_role("button", name="保存").click()
    page.locator("section.thumb").filter(has_text="墙根有一堆垃圾").wait_for()
    page.get_by_role("button", name=re.compile("条都符合")).click()
    page.locator("main .told, .told, [role=status]").first.wait_for()


def handed_over(page, address, shots):
    number = re.search(r"(\d+)/$", address)[1]
    page.goto(f"{HOME}ledger/?round={number}")
    page.locator("[name=finding]").first.check()
    page.get_by_role("button", name="交办选中的").click()
    page.locator("#id_unit_id").select_option(label=BRIGADE)
    page.get_by_role("button", name="预览").click()
    page.screenshot(path=shots / "rounds-3-order-1440.png", full_page=True)
    page.get_by_role("button", name="交办", exact=True).click()
    page.get_by_text("已全部交办").wait_for()
    return number


def put_right(page, shots):
    enter(page, "处置人员", BRIGADE)
    page.goto(f"{HOME}orders/?receipt=no")
    page.locator("main [data-open]").filter(has_text="#").first.click()
    page.get_by_role("button", name="签收").click()
    page.locator("main [data-open]").first.click()
    page.locator(".facts a[href^='/desk/cases/']").first.click()
    page.locator("#step-handle").wait_for()
    case = page.url
    form = opened(page, "step-handle")
    form.locator("textarea").fill("已清运,安排专人保洁")
    form.locator("input[type=file]").set_input_files(photograph(60))
    confirm(form, "已办")
    return case


def ledger(page, number):
    answer = page.request.get(f"{HOME}ledger/export.xlsx?round={number}")
    head, *lines = load_workbook(BytesIO(answer.body())).active.iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def test_a_round_from_plan_to_ledger(desk, shots):
    office, errors = desk.new_page(), []
    office.on("pageerror", lambda error: errors.append(str(error)))
    enter(office, "督导员", "示范区")
    address = planned(office, shots)
    office.set_viewport_size({"width": 390, "height": 844})
    found(office, shots)
    office.set_viewport_size({"width": 1440, "height": 900})
    number = handed_over(office, address, shots)
    (row,) = ledger(office, number)
    assert (row["责任单位"], row["整改情况"], row["结果"]) == (BRIGADE, "未整改", "不符合")

    case = put_right(office, shots)
    enter(office, "督导员", "示范区")
    assert ledger(office, number)[0]["整改情况"] == "未整改"  # put right, and nobody looked
    enter(office, "核查员", PLACE)
    office.goto(case)
    confirm(opened(office, "step-verify"), "已办")

    enter(office, "督导员", "示范区")
    (row,) = ledger(office, number)
    assert row["整改情况"] == "已整改"
    assert row["整改时间"] >= row["交办时间"] >= row["发现时间"]
    office.goto(address)
    for step in ("完成", "公布"):
        office.get_by_role("button", name=step, exact=True).click()
    office.locator(".state", has_text="已公布").wait_for()
    office.screenshot(path=shots / "rounds-4-published-1440.png", full_page=True)
    office.goto(f"{HOME}ledger/totals/?round={number}&by=unit")
    office.screenshot(path=shots / "rounds-5-totals-1440.png", full_page=True)
    assert office.locator("main td.number").first.inner_text() == "1"
    assert errors == []
