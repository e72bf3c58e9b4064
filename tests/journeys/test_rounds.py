"""A round of supervision, from its plan to the look-back, by those who do it (F04)."""

import re
from io import BytesIO

import psycopg
import pytest
from openpyxl import load_workbook
from tests.journeys.test_patrol import READY
from tests.journeys.test_supervision import confirm, enter, opened, photograph

pytestmark = pytest.mark.browser
HOME = "/desk/inspections/"
NAME = "路边看一看专项督导"
PLACE = "建业社区"
BRIGADE = "区城管执法局综合执法大队"
ITEM = "路面干净"
WRONG = "墙根有一堆垃圾"


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


def walked(phone, shots):
    """On the phone, at the point, in flight mode: one item is bad, the others are met."""
    page = phone.new_page()
    enter(page, "督导员", "示范区")
    page.goto("/patrol/")
    page.wait_for_function(READY, timeout=60_000)
    phone.set_offline(True)
    page.locator("a[data-keep=way]").filter(has_text=NAME).tap()
    page.locator("[data-point]").filter(has_text=PLACE).tap()
    item = page.locator("details.item").filter(has_text=ITEM).first
    item.locator("summary").first.tap()
    item.locator(".tile").filter(has_text="不符合").tap()
    item.locator("textarea").fill(WRONG)
    item.locator("[name=photos]").set_input_files(photograph(40))
    page.screenshot(path=shots / "rounds-2-point-390.png", full_page=True)
    item.get_by_role("button", name="保存").tap()
    page.locator("details.item").filter(has_text="已存在手机").filter(has_text=ITEM).wait_for()
    page.get_by_role("button", name=re.compile("其余各条都没有问题")).tap()
    page.locator("[data-point]").filter(has_text="已看，存在手机").wait_for()
    page.screenshot(path=shots / "rounds-2-offline-390.png", full_page=True)
    phone.set_offline(False)
    page.locator("[data-text]", has_text="全部已上传").wait_for(timeout=60_000)
    page.reload()
    page.locator("[data-point]").filter(has_text=PLACE).tap()
    page.locator("details.item").filter(has_text="不符合").filter(has_text=ITEM).wait_for()
    assert page.locator("details.item form").count() == 0
    page.close()


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


def closed(page):
    form = opened(page, "step-call_back")
    form.get_by_label("已解决", exact=True).check()
    confirm(form, "已办")
    confirm(opened(page, "step-close"), "已办")


def ledger(page, number):
    answer = page.request.get(f"{HOME}ledger/export.xlsx?round={number}")
    head, *lines = load_workbook(BytesIO(answer.body())).active.iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def aged(product, case):
    """Four hundred days pass for a case; says the day on which it was closed."""
    number = re.search(r"(\d+)/$", case)[1]
    with psycopg.connect(product.environment["DATABASE_URL"]) as connection:
        columns = connection.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'district'"
            " AND table_name = 'cases_case' AND data_type = 'timestamp with time zone'"
        ).fetchall()
        past = ", ".join(f"{name} = {name} - interval '400 days'" for (name,) in columns)
        connection.execute(f"UPDATE district.cases_case SET {past} WHERE id = %s", [number])
        asked = "SELECT (closed_at AT TIME ZONE 'Asia/Shanghai')::date FROM district.cases_case"
        return connection.execute(f"{asked} WHERE id = %s", [number]).fetchone()[0]


def looked_back(page, product, case, shots):
    """Drawn from the day of its closing, looked at again by somebody else: it came back."""
    day = aged(product, case)
    assert product.run("lookbacks", "draw", "--day", f"{day}").split()[2] == "1/1"
    page.goto(f"/desk/look-backs/?when=due&since={day}&until={day}")
    page.locator("main [data-open]").first.click()
    page.locator("#look textarea").fill("墙根又堆了垃圾")
    page.locator("#look input[type=file]").set_input_files(photograph(80))
    page.screenshot(path=shots / "rounds-6-look-back-1440.png", full_page=True)
    page.get_by_role("button", name="没有真正整改").click()
    page.locator(".state", has_text="没有真正整改").first.wait_for()
    page.goto(f"/desk/look-backs/figures/?since={day}&until={day}")
    page.screenshot(path=shots / "rounds-7-figures-1440.png", full_page=True)
    row = page.locator("main tbody tr")
    assert BRIGADE in row.inner_text()
    assert row.locator("a[href*='state=came_back']").inner_text() == "1"


def test_a_round_from_plan_to_look_back(desk, phone, product, shots):
    office, errors = desk.new_page(), []
    office.on("pageerror", lambda error: errors.append(str(error)))
    enter(office, "督导员", "示范区")
    address = planned(office, shots)
    walked(phone, shots)
    number = handed_over(office, address, shots)
    (row,) = ledger(office, number)
    assert (row["责任单位"], row["整改情况"], row["结果"]) == (BRIGADE, "未整改", "不符合")

    case = put_right(office, shots)
    enter(office, "督导员", "示范区")
    assert ledger(office, number)[0]["整改情况"] == "未整改"  # put right, and nobody looked
    enter(office, "核查员", PLACE)
    office.goto(case)
    confirm(opened(office, "step-verify"), "已办")
    closed(office)

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

    looked_back(office, product, case, shots)
    assert ledger(office, number)[0]["整改情况"] == "未整改"  # it was right on paper only
    assert errors == []
