"""The bell climbs: nobody in the grid answers, the community does, and who rang sees all of it.

At the width of a phone, in Chinese, in large type too. The pictures are those of ``docs/bell.md``.
"""

import psycopg
import pytest

pytestmark = pytest.mark.browser
SMALLEST = 48  # pixels that a thumb hits
TAPS = 3  # at most, from a cold start until it rings


@pytest.fixture
def resident(phone, here):
    phone.grant_permissions(["geolocation"])
    phone.set_geolocation(here)
    return phone.new_page()


@pytest.fixture
def errors(resident):
    heard = []
    resident.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def time_passes(product):
    """Nobody waits three minutes in a test: what rings should have climbed by now."""
    with psycopg.connect(product.environment["DATABASE_URL"]) as connection:
        connection.execute("UPDATE district.calls_call SET until = now() WHERE state = 'ringing'")


def ring(page):
    """From a cold start; says how many taps it took."""
    page.goto("/")
    page.get_by_text("建业社区第1网格").wait_for()
    page.get_by_role("button", name="一键呼叫").tap()
    page.wait_for_url("**/bell/**")
    page.get_by_text("正在呼叫网格员").first.wait_for()
    return 1


def small(page):
    """What is too small for a thumb, of all that can be pressed in the main part."""
    pressed = page.locator("main a:visible, main button:visible")
    boxes = [(one.text_content().strip(), one.bounding_box()) for one in pressed.all()]
    return [words for words, box in boxes if box["height"] < SMALLEST]


def test_it_climbs_until_somebody_answers(  # noqa: PLR0917 -- fixtures
    product, resident, phone, enter, errors, shots
):
    assert ring(resident) <= TAPS
    assert small(resident) == []
    resident.screenshot(path=shots / "bell-1-ringing-390.png")

    time_passes(product)  # the page goes on by itself
    resident.get_by_text("无人接听，正在转社区").wait_for(timeout=20_000)
    resident.screenshot(path=shots / "bell-2-community-390.png")

    office = phone.new_page()
    enter(office, "派遣员", "建业社区")
    office.goto("/desk/inbox/?state=unread")
    office.get_by_role("button", name="一键呼叫：").first.tap()
    office.wait_for_url("**/desk/calls/**")
    answer = office.get_by_role("button", name="接听", exact=True)
    assert answer.bounding_box()["height"] >= SMALLEST
    office.screenshot(path=shots / "bell-3-answer-390.png")
    answer.tap()
    office.get_by_text("您已接听").wait_for()

    resident.locator(".ringing_answered").wait_for(timeout=20_000)
    resident.screenshot(path=shots / "bell-4-answered-390.png")
    resident.get_by_role("link", name="补充文字或照片").tap()
    story = resident.locator(".steps").text_content()
    assert story.index("已接听") < story.index("正在呼叫")
    assert errors == []


def test_when_nobody_answers_it_says_what_happens_now(product, resident, desk, enter, shots):
    ring(resident)
    number = resident.locator("b.number").text_content()
    for level in ("社区", "街道"):
        time_passes(product)
        resident.get_by_text(f"无人接听，正在转{level}").wait_for(timeout=20_000)
    time_passes(product)
    resident.get_by_text("还没有人接听").wait_for(timeout=20_000)
    for emergency in ("110", "119", "120"):
        assert resident.locator(f"a[href='tel:{emergency}']").is_visible()
    resident.screenshot(path=shots / "bell-5-nobody-390.png")

    office = desk.new_page()
    enter(office, "派遣员", "建业社区")
    office.goto(f"/desk/calls/?q={number}")
    assert office.locator(".state.red").text_content() == "无人接听"
    office.screenshot(path=shots / "bell-6-desk-1440.png")
    office.goto("/desk/calls/figures/")
    office.screenshot(path=shots / "bell-7-figures-1440.png")


def test_in_large_type_it_reads_well_and_is_taken_back(resident, errors, shots):
    resident.goto("/")
    resident.get_by_role("button", name="大字").tap()
    resident.get_by_role("button", name="标准字").wait_for()
    ring(resident)
    wide = resident.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0
    resident.screenshot(path=shots / "bell-8-large-390.png")
    resident.get_by_role("button", name="按错了").tap()
    resident.get_by_text("呼叫已取消").first.wait_for()
    assert errors == []


def test_without_javascript_it_goes_on_by_a_link(chromium, product, here):
    context = chromium.new_context(
        base_url=product.url,
        viewport={"width": 390, "height": 844},
        locale="zh-CN",
        java_script_enabled=False,
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name="一键呼叫").click()
    page.locator("summary").first.click()
    page.locator("details[open] button").first.click()
    page.wait_for_url("**/bell/**")
    page.get_by_role("link", name="看看现在怎么样了").click()
    assert page.locator(".steps .step").count() >= 1
    context.close()
