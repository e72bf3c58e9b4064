"""A choice among hundreds: by words, by keys alone, and whole where no script runs."""

import pytest

pytestmark = pytest.mark.browser
OPEN = "list => [...list.options].filter(one => !one.hidden && one.value).map(one => one.text)"
SHOWN = "#id_categories label:visible"


def finder(page, list_id):
    return page.locator(f"[data-narrows={list_id}] input")


def said(page, list_id):
    return page.locator(f"[data-narrows={list_id}] [role=status]").inner_text()


def first_rule(page):
    page.goto("/desk/rules/")
    page.locator("main a[href^='/desk/rules/']").first.click()
    page.locator("main td a").first.click()
    page.wait_for_selector("#id_categories")


def test_one_of_many_is_found_by_words_and_chosen_by_keys(desk, enter, shots):
    page, errors = desk.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    enter(page, "派遣员", "示范区")
    page.goto("/desk/cases/new/")
    find, chosen = finder(page, "id_category_code"), page.locator("#id_category_code")
    whole = len(chosen.evaluate(OPEN))
    find.fill("路 灯")
    found = chosen.evaluate(OPEN)
    assert 0 < len(found) < whole
    assert all("路" in name and "灯" in name for name in found)
    assert said(page, "id_category_code") == f"找到 {len(found)} 项"
    page.screenshot(path=shots / "long-list-1-found-1440.png", full_page=True)
    find.press("Enter")
    assert chosen.evaluate("list => list.selectedOptions[0].text") == found[0]
    assert chosen.evaluate("list => list === document.activeElement")
    find.fill("恐龙")
    assert said(page, "id_category_code") == "列表中没有符合的"
    assert chosen.evaluate(OPEN) == found[:1]  # what is chosen stays
    find.press("Enter")
    assert page.url.endswith("/desk/cases/new/")
    assert chosen.evaluate("list => list.selectedOptions[0].text") == found[0]
    find.fill("")
    assert (len(chosen.evaluate(OPEN)), said(page, "id_category_code")) == (whole, "")
    assert errors == []


def test_several_of_many_are_ticked_by_keys(desk, enter, shots):
    page = desk.new_page()
    enter(page, "派遣员", "示范区")
    first_rule(page)
    whole = page.locator(SHOWN).count()
    find = finder(page, "id_categories")
    ticked = page.locator("#id_categories :checked").count()
    find.fill("井盖")
    assert 0 < page.locator(SHOWN).count() < whole
    page.screenshot(path=shots / "long-list-2-ticks-1440.png", full_page=True)
    find.press("ArrowDown")
    page.keyboard.press("Space")
    find.fill("恐龙")
    assert page.locator("#id_categories :checked").count() != ticked
    assert page.locator(SHOWN).count() == page.locator("#id_categories :checked").count()
    page.set_viewport_size({"width": 390, "height": 844})
    find.fill("井盖")
    page.screenshot(path=shots / "long-list-3-ticks-390.png", full_page=True)


def test_without_a_script_the_lists_are_whole(chromium, product, enter):
    context = chromium.new_context(base_url=product.url, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    enter(page, "派遣员", "示范区")
    first_rule(page)
    assert page.locator(SHOWN).count() > 400
    assert not finder(page, "id_categories").is_visible()
    page.locator(f"{SHOWN} >> nth=0").click()
    context.close()
