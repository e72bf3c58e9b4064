"""The bell rings, the grid worker settles it, the street verifies, the resident says so."""

import re

import pytest

pytestmark = pytest.mark.browser


def take(page, step, **fields):
    """Open a step on the case page, fill it in, confirm it."""
    page.get_by_text(step, exact=True).and_(page.locator("summary")).click()
    for label, words in fields.items():
        page.locator("details[open]").get_by_label(label).fill(words)
    page.get_by_role("button", name=f"确定{step}", exact=True).click()


def test_first_light(phone, desk, here, enter, shots):
    phone.grant_permissions(["geolocation"])
    phone.set_geolocation(here)
    resident = phone.new_page()
    errors = []
    resident.on("pageerror", lambda error: errors.append(str(error)))

    resident.goto("/")
    resident.get_by_text("建业社区第1网格").wait_for()
    resident.screenshot(path=shots / "first-light-1-bell-390.png")
    resident.get_by_role("button", name="一键呼叫").tap()
    resident.wait_for_url("**/bell/**")
    assert resident.locator("a.call").get_attribute("href").startswith("tel:154")
    number = resident.locator("b.number").text_content()
    resident.screenshot(path=shots / "first-light-2-rung-390.png")
    resident.reload()
    assert resident.locator("b.number").text_content() == number
    resident.get_by_role("link", name="补充文字或照片").tap()
    resident.get_by_text("办理经过").wait_for()
    followed = resident.url.partition("#")[0]

    office = desk.new_page()
    office.on("pageerror", lambda error: errors.append(str(error)))
    enter(office, "网格员", "建业社区第1网格")
    office.goto(f"/desk/cases/?q={number}")
    office.get_by_role("link", name=re.compile("铃声")).or_(
        office.locator("a[data-open]")
    ).first.click()
    office.get_by_role("heading", name=number).wait_for()
    office.screenshot(path=shots / "first-light-3-case-1440.png")
    take(office, "网格自办")
    office.locator(".state").filter(has_text="处置中").wait_for()
    take(office, "处置", 处置情况="已上门,门前积水已清理")
    office.locator(".state").filter(has_text="待核查").wait_for()
    assert office.locator("summary").filter(has_text="核查").count() == 0
    case_url = office.url

    enter(office, "核查员", "应滨街道")
    office.goto(case_url)
    take(office, "核查")
    office.locator(".state").filter(has_text="待回访").wait_for()

    resident.goto(followed)
    resident.get_by_text("已上门,门前积水已清理").first.wait_for()
    resident.screenshot(path=shots / "first-light-4-answer-390.png", full_page=True)
    resident.locator("label[for=stars_5]").tap()
    resident.get_by_role("button", name="解决了", exact=True).tap()
    resident.locator(".state").filter(has_text="已办结").wait_for()
    resident.screenshot(path=shots / "first-light-5-done-390.png", full_page=True)

    office.goto(case_url)
    office.locator(".state").filter(has_text="已结案").wait_for()
    office.screenshot(path=shots / "first-light-6-closed-1440.png")
    assert errors == []
