"""What a supervision group finds, from its ledger to the look back (F04)."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from PIL import Image

pytestmark = pytest.mark.browser
COMMUNITY = "建业社区"
BRIGADE = "区城管执法局综合执法大队"
FOUND = "督导发现：沿街门店外堆放杂物，占压盲道"
TOTALS = ("/desk/cases/?source=inspector", "/desk/cases/?source=inspector&state=closed")


def enter(page, role, where):
    """Press whom the demonstration offers for a role at a place."""
    page.goto("/demo/")
    group = page.locator("section").filter(has=page.get_by_role("heading", name=role, exact=True))
    group.get_by_role("button").filter(has_text=re.compile(f"{where}$", re.MULTILINE)).first.click()
    page.wait_for_url(re.compile("/(desk|patrol)/$"))


def photograph(shade):
    picture = BytesIO()
    Image.effect_noise((640, 480), shade).convert("RGB").save(picture, "JPEG")
    return {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}


def opened(page, name):
    """A step or a move of the case, with its form."""
    page.locator(f"#{name} > summary").click()
    return page.locator(f"#{name}")


def confirm(form, told):
    form.locator("button").last.click()
    form.page.locator(".told").filter(has_text=told).first.wait_for()


def totals(page):
    """How many were found, and how many of them stay put right, as the list counts them."""
    counted = []
    for address in TOTALS:
        page.goto(address)
        counted.append(int(re.search(r"\d+", page.locator(".counted").inner_text())[0]))
    return counted


def ledger(page, number):
    """What an office reads that opens the sheet: each row by its head."""
    answer = page.request.get(f"/desk/supervision/export.xlsx?show=all&q={number}")
    head, *lines = load_workbook(BytesIO(answer.body())).active.iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def put_right(page, case, outcome, shade):
    enter(page, "处置人员", BRIGADE)
    page.goto(case)
    form = opened(page, "step-handle")
    form.locator("textarea").fill(outcome)
    form.locator("input[type=file]").set_input_files(photograph(shade))
    confirm(form, "已办")
    assert page.locator("#step-verify").count() == 0  # never by whoever put it right


def verified(page, case):
    enter(page, "核查员", COMMUNITY)
    page.goto(case)
    confirm(opened(page, "step-verify"), "已办")


def looked_at(page, case, step, words):
    """The group goes there itself, and what it finds counts."""
    enter(page, "督导员", "示范区")
    page.goto(case)
    form = opened(page, step)
    form.locator("textarea").fill(words)
    confirm(form, "已办")
    state(page, "返工")


def state(page, word):
    page.locator(".title .state").filter(has_text=word).first.wait_for()


def found_by_the_group(page, shots):
    """Photographed, written down, and put under supervision until a day."""
    page.goto("/desk/cases/new/")
    page.get_by_label("来源").select_option(label="巡查员")
    page.locator("#id_description").fill(FOUND)
    page.locator("#id_address").fill(COMMUNITY)
    page.locator("#spots button").first.click()
    page.locator("input[type=file]").set_input_files(photograph(40))
    page.screenshot(path=shots / "supervision-1-found-1440.png", full_page=True)
    page.get_by_role("button", name="提交并打开案件").click()
    state(page, "待受理")
    assert page.locator(".photos img").count() == 1
    form = opened(page, "move-supervise")
    form.locator("[name=note]").fill("三日内清理，并落实门前三包")
    confirm(form, "已办：列入督办")
    state(page, "督办")
    return page.locator("h1").inner_text(), page.url


def handed_to_the_unit(page, case):
    enter(page, "派遣员", COMMUNITY)
    page.goto(case)
    confirm(opened(page, "step-file"), "已办")  # as the words suggest
    form = opened(page, "step-dispatch")
    form.locator("[name=unit_id]").select_option(BRIGADE)
    confirm(form, "已办")
    enter(page, "处置人员", BRIGADE)
    page.goto(case)
    form = opened(page, "move-assign")
    form.locator("select").select_option(index=1)
    confirm(form, "已办")


def test_a_finding_goes_through_the_ledger_until_it_stays_put_right(desk, shots):
    office, errors = desk.new_page(), []
    office.on("pageerror", lambda error: errors.append(str(error)))
    enter(office, "督导员", "示范区")
    found, right = totals(office)
    number, case = found_by_the_group(office, shots)
    handed_to_the_unit(office, case)

    enter(office, "督导员", "示范区")
    office.goto(f"/desk/supervision/?q={number}")
    office.locator("main [data-open]").first.wait_for()
    office.screenshot(path=shots / "supervision-2-list-1440.png", full_page=True)
    (row,) = ledger(office, number)
    day = date.today() + timedelta(days=3)  # noqa: DTZ011 -- as the browser's calendar has it
    assert (row["单位"], row["办结期限"]) == (BRIGADE, day.isoformat())
    assert row["人员"].endswith("*")
    assert row["诉求内容"] == FOUND

    put_right(office, case, "已清理，恢复盲道", 60)
    verified(office, case)
    looked_at(office, case, "step-return", "纸上整改：杂物只是挪到了墙后")
    office.screenshot(path=shots / "supervision-3-returned-1440.png", full_page=True)
    put_right(office, case, "再次清理，店主已签门前三包责任书", 80)
    verified(office, case)
    form = opened(office, "step-call_back")
    form.get_by_label("已解决", exact=True).check()
    confirm(form, "已办")
    confirm(opened(office, "step-close"), "已办")

    enter(office, "督导员", "示范区")
    assert totals(office) == [found + 1, right + 1]
    assert ledger(office, number)[0]["状态"] == "已结案"
    looked_at(office, case, "step-reopen", "回头看：杂物又堆了出来")
    office.screenshot(path=shots / "supervision-4-looked-back-1440.png", full_page=True)
    assert totals(office) == [found + 1, right]
    assert errors == []
