"""Work without a network: what was done outside is on record, each once, with its own time."""

import json
import re
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
import shapely

from lingdang.evidence.testing import jpeg_bytes

pytestmark = pytest.mark.browser
GRID = "990100003001001"  # 建业社区第1网格
OUTLINES = Path(__file__).parents[2] / "demo" / "boundaries-shifanqu.geojson"
PATIENCE = 40  # seconds until what was sent is on record
SYNC = "**/api/v1/fieldwork/sync"
READY = """() => navigator.serviceWorker.controller
  && sessionStorage.getItem(`putby ${location.pathname}`)"""
KEPT = """async () => (await new Promise((done) => {
  const asked = indexedDB.open('lingdang-patrol');
  asked.onsuccess = () => {
    const all = asked.result.transaction('actions').objectStore('actions').getAll();
    all.onsuccess = () => { asked.result.close(); done(all.result); };
  };
})).map(({ state, key }) => ({ state, key }))"""


@pytest.fixture(scope="module")
def here():
    outline = next(
        shapely.geometry.shape(feature["geometry"])
        for feature in json.loads(OUTLINES.read_text())["features"]
        if feature["properties"]["code"] == GRID
    ).representative_point()
    return {"longitude": outline.x, "latitude": outline.y}


@pytest.fixture
def outside(phone, here):
    phone.grant_permissions(["geolocation"])
    phone.set_geolocation(here)
    return phone


@pytest.fixture
def words():
    """What this test alone writes: its cases are found by it."""
    return f"巡查{uuid.uuid4().hex[:8]}"


def enter(page, where="建业社区第1网格"):
    page.goto("/demo/")
    group = page.locator("section").filter(
        has=page.get_by_role("heading", name="网格员", exact=True)
    )
    group.get_by_role("button").filter(has_text=re.compile(f"{where}$", re.MULTILINE)).click()
    page.wait_for_url("**/patrol/")


def opened(context):
    """The page of today, with everything put by that a walk may ask for."""
    page = context.new_page()
    enter(page)
    page.wait_for_function(READY, timeout=60_000)
    return page


def report(page, words, photos=0):
    page.goto("/patrol/report/")
    page.locator(".tile").first.tap()
    files = [
        {"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": picture()} for n in range(photos)
    ]
    page.locator("input[type=file]").set_input_files(files)
    page.locator("summary", has_text="补充文字").tap()
    page.locator("#description").fill(words)
    page.get_by_role("button", name="发送").tap()
    page.wait_for_url("**/patrol/")


def picture():
    """No two alike: a photograph belongs to one report."""
    return jpeg_bytes(side=256) + uuid.uuid4().bytes


def on_record(product, words, count):
    """Wait until so many are there; then see that it stays so. Routes of a page rest meanwhile."""
    until = time.monotonic() + PATIENCE
    while len(rows(product, words)) < count and time.monotonic() < until:
        time.sleep(0.2)
    time.sleep(0.5)
    return rows(product, words)


def rows(product, words):
    with psycopg.connect(product.environment["DATABASE_URL"]) as connection:
        return connection.execute(
            "SELECT c.description, c.received_at, count(p.id) FROM district.cases_case c"
            " LEFT JOIN district.evidence_photo p ON p.subject = 'case:' || c.id"
            " WHERE c.description LIKE %s GROUP BY c.id ORDER BY c.description",
            [f"{words}%"],
        ).fetchall()


def line(page, text):
    page.locator("[data-text]", has_text=text).wait_for(timeout=30_000)


def test_flight_mode_in_the_middle_of_five_reports_with_photographs(outside, product, words):
    page = opened(outside)
    for number in range(2):
        report(page, f"{words} {number}", photos=1)
    outside.set_offline(True)
    for number in range(2, 5):
        report(page, f"{words} {number}", photos=2)
    line(page, "无网络")
    page.goto("/patrol/queue/")
    page.locator("[data-open] .card").filter(has_text=words).nth(2).wait_for()
    outside.set_offline(False)
    found = on_record(product, words, 5)
    assert [row[0] for row in found] == [f"{words} {number}" for number in range(5)]
    assert [row[2] for row in found] == [1, 1, 2, 2, 2]
    line(page, "全部已上传")


def test_ten_minutes_without_a_network_keep_their_times(outside, product, words):
    page = opened(outside)
    begun = datetime.now(UTC) - timedelta(minutes=10)
    page.clock.install(time=begun)
    outside.set_offline(True)
    for number in range(5):
        report(page, f"{words} {number}")
        page.clock.fast_forward(120_000)
    outside.set_offline(False)
    found = on_record(product, words, 5)
    times = [row[1] for row in found]
    assert len(times) == 5
    for number, at in enumerate(times):
        assert abs(at - begun - timedelta(minutes=2 * number)) < timedelta(seconds=45)


def test_a_killed_tab_loses_nothing(outside, product, words):
    page = opened(outside)
    outside.set_offline(True)
    report(page, f"{words} 0", photos=1)
    page.close()
    outside.set_offline(False)
    again = outside.new_page()
    again.route(SYNC, lambda _route: None)  # never answered
    again.goto("/patrol/report/")
    report(again, f"{words} 1")
    again.close()
    outside.new_page().goto("/patrol/")
    assert [row[2] for row in on_record(product, words, 2)] == [1, 0]


def test_a_second_tap_is_the_same_report(outside, product, words):
    page = opened(outside)
    page.goto("/patrol/report/")
    page.locator(".tile").first.tap()
    page.locator("summary", has_text="补充文字").tap()
    page.locator("#description").fill(words)
    page.evaluate("""() => {
        const button = document.querySelector('form[data-queue] .weui-btn_primary');
        button.click(); button.click(); button.click();
    }""")
    page.wait_for_url("**/patrol/")
    assert len(on_record(product, words, 1)) == 1


def test_a_server_that_fails_three_times_is_asked_again(outside, product, words):
    page = opened(outside)
    failures = []

    def fail(route):
        if len(failures) < 3:
            failures.append(route.request.post_data_json["actions"][0]["key"])
            return route.fulfill(status=500, body="broken")
        return route.continue_()

    page.route(SYNC, fail)
    report(page, words)
    line(page, "服务器没有回应")
    line(page, "全部已上传")
    assert len(on_record(product, words, 1)) == 1
    assert len(failures) == 3
    assert len(set(failures)) == 1


def test_an_answer_lost_after_it_was_accepted_makes_no_second_case(outside, product, words):
    page = opened(outside)
    lost = []

    def lose(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch().json())
        return route.abort()

    page.route(SYNC, lose)
    report(page, words, photos=1)
    line(page, "全部已上传")
    assert lost[0]["actions"][0]["state"] == "done"
    assert [row[2] for row in on_record(product, words, 1)] == [1]


def test_an_upload_cut_off_goes_on_where_it_was(outside, product, words):
    page = opened(outside)
    cut = []

    def once(route):
        if route.request.method == "PATCH" and not cut:
            cut.append(route.fetch())  # it arrived, but the phone does not hear of it
            return route.abort()
        return route.continue_()

    page.route("**/api/v1/uploads/**", once)
    report(page, words, photos=1)
    line(page, "全部已上传")
    assert [row[2] for row in on_record(product, words, 1)] == [1]
    assert cut


def test_two_tabs_and_two_phones_of_one_person(outside, chromium, product, here, words):
    first = opened(outside)
    second = outside.new_page()
    second.goto("/patrol/")
    other = chromium.new_context(
        base_url=product.url, has_touch=True, is_mobile=True, locale="zh-CN",
        permissions=["geolocation"], geolocation=here,
    )  # fmt: skip
    third = opened(other)
    for context in (outside, other):
        context.set_offline(True)
    for number, page in enumerate((first, second, third)):
        report(page, f"{words} {number}", photos=1)
    for context in (outside, other):
        context.set_offline(False)
    assert [row[2] for row in on_record(product, words, 3)] == [1, 1, 1]
    other.close()


def test_a_phone_whose_clock_is_a_day_ahead(outside, product, words):
    page = opened(outside)
    page.clock.install(time=datetime.now(UTC) + timedelta(days=1))
    report(page, words)
    [(_words, at, _photos)] = on_record(product, words, 1)
    assert abs(at - datetime.now(UTC)) < timedelta(minutes=2)


def test_a_report_takes_four_taps(outside, product):
    page = opened(outside)
    page.get_by_role("link", name="上报", exact=True).tap()  # 1
    page.wait_for_url("**/report/")
    page.locator("summary", has_text="街面秩序").tap()  # 2
    chosen = page.locator("details[open] .tile").first
    what = chosen.text_content().strip()
    chosen.tap()  # 3
    page.get_by_text("您在建业社区第1网格").wait_for()
    page.get_by_role("button", name="发送").tap()  # 4
    page.wait_for_url("**/patrol/")
    line(page, "全部已上传")
    page.goto("/patrol/queue/")
    card = page.locator("[data-settled] .card").first
    assert what in card.text_content()
    assert "已办" in card.text_content()
    assert re.fullmatch(r"\d{8}-\d{6}", card.locator("[data-link]").text_content())


@pytest.mark.parametrize("why", ["denied", "far"])
def test_without_a_position_one_chooses_the_place(phone, product, here, words, why):
    if why == "far":
        phone.grant_permissions(["geolocation"])
        phone.set_geolocation({**here, "latitude": here["latitude"] + 0.03})
    page = opened(phone)
    page.goto("/patrol/report/")
    said = "没有定位" if why == "denied" else re.compile(r"您离建业社区第1网格有 \d\.\d km")
    page.locator("[data-place]").filter(has_text=said).wait_for()
    page.locator(".tile").first.tap()
    page.locator("summary", has_text="补充文字").tap()
    page.locator("#description").fill(words)
    page.locator("#place_id").select_option(label="建业社区第1网格")
    page.get_by_role("button", name="发送").tap()
    page.wait_for_url("**/patrol/")
    assert len(on_record(product, words, 1)) == 1
    with psycopg.connect(product.environment["DATABASE_URL"]) as connection:
        [code] = connection.execute(
            "SELECT p.code FROM district.cases_case c JOIN district.places_place p"
            " ON p.id = c.origin_place_id WHERE c.description = %s",
            [words],
        ).fetchone()
    assert code == GRID


def test_a_sign_in_that_ran_out_keeps_the_queue(outside, product, words):
    page = opened(outside)
    page.goto("/patrol/report/")
    outside.clear_cookies()
    report_here(page, words)
    line(page, "请重新登录")
    assert rows(product, words) == []
    enter(page)
    assert len(on_record(product, words, 1)) == 1


def report_here(page, words):
    page.locator(".tile").first.tap()
    page.locator("summary", has_text="补充文字").tap()
    page.locator("#description").fill(words)
    page.evaluate("document.querySelector('form[data-queue]').dataset.next = '#kept'")
    page.get_by_role("button", name="发送").tap()


def test_a_shared_phone_shows_nobody_the_pages_of_another(outside, product, words):
    page = opened(outside)
    outside.set_offline(True)
    report(page, words)
    page.route(SYNC, lambda route: route.fulfill(status=503))
    outside.set_offline(False)
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="退出").tap()
    page.wait_for_url(re.compile("/(accounts/login/.*)?$"))
    page.wait_for_function("async () => !(await caches.has('pages'))")
    outside.set_offline(True)
    page.goto("/patrol/")
    page.get_by_role("heading", name="没有网络").wait_for()
    outside.set_offline(False)
    page.unroute(SYNC)
    enter(page, "建业社区第2网格")
    line(page, "另有 1 条")
    assert rows(product, words) == []
    assert {one["state"] for one in page.evaluate(KEPT)} == {"waiting"}
    enter(page)
    assert len(on_record(product, words, 1)) == 1


def test_what_came_in_between_is_decided_on_the_phone(outside, desk, product, words):
    page = opened(outside)
    report(page, words)
    on_record(product, words, 1)
    page.goto("/patrol/")
    page.locator(".card").filter(has_text=words).get_by_role("link").tap()
    page.locator("#step-keep .weui-btn").tap()
    page.wait_for_url("**/patrol/")
    line(page, "全部已上传")
    page.goto("/patrol/")
    page.locator(".card").filter(has_text=words).get_by_role("link").tap()
    outside.set_offline(True)
    page.locator("#handle_outcome").fill("已经清理")
    page.locator("#step-handle .weui-btn").tap()
    page.wait_for_url("**/patrol/")
    with psycopg.connect(product.environment["DATABASE_URL"]) as connection:
        [number] = connection.execute(
            "SELECT id FROM district.cases_case WHERE description = %s", [words]
        ).fetchone()
    office = desk.new_page()
    enter(office)
    office.goto(f"/desk/cases/{number}/")
    office.get_by_text("处置", exact=True).and_(office.locator("summary")).click()
    office.locator("details[open]").get_by_label("处置情况").fill("别人先办了")
    office.get_by_role("button", name="确定处置", exact=True).click()
    office.locator(".state").filter(has_text="待核查").wait_for()
    outside.set_offline(False)
    line(page, "要您决定")
    page.goto("/patrol/queue/")
    card = page.locator("[data-open] .card").filter(has_text="已经清理")
    card.locator("[data-detail]").filter(has_text=re.compile(r"\d{8}-\d{6}")).wait_for()
    card.get_by_role("button").filter(has_text="备注").tap()
    line(page, "全部已上传")


def test_a_report_that_still_waits_is_gone_on_with(outside, product, words):
    page = opened(outside)
    outside.set_offline(True)
    report(page, words, photos=1)
    page.locator("[data-reports] .card").filter(has_text=words).get_by_role("link").tap()
    page.wait_for_url("**/patrol/waiting/#*")
    page.locator("[data-report]").filter(has_text=words).wait_for()
    page.locator("#settle_outcome").fill("已当场清理")
    page.locator("#step-settle .weui-btn").tap()
    page.wait_for_url("**/patrol/")
    line(page, "2 条待上传")
    assert page.locator("[data-reports] .card").count() == 0
    page.goto("/patrol/queue/")
    page.locator("[data-open] .card").filter(has_text=words).get_by_role("link").tap()
    page.get_by_text("您已接着办了").wait_for()
    outside.set_offline(False)
    line(page, "全部已上传")
    on_record(product, words, 1)
    with psycopg.connect(product.environment["DATABASE_URL"]) as connection:
        found = connection.execute(
            "SELECT state, outcome FROM district.cases_case WHERE description = %s", [words]
        ).fetchall()
    assert found == [("handled", "已当场清理")]


def test_in_flight_mode_the_map_the_search_and_the_shift_open(outside):
    page = opened(outside)
    outside.set_offline(True)
    page.goto("/patrol/grids/")
    page.locator(".leaflet-container path").first.wait_for()
    page.goto("/patrol/report/")
    page.locator("#find").fill("井盖")
    found = page.locator("[data-found] .tile")
    found.first.tap()
    assert found.first.locator("input").is_checked()
    page.goto("/patrol/shift/")
    page.get_by_text("在岗").or_(page.get_by_text("现在没有人值班。")).first.wait_for()


def test_with_no_page_open_the_browser_sends_what_waits(outside, product, words):
    page = opened(outside)
    page.route(SYNC, lambda route: route.fulfill(status=503))
    report(page, words)
    line(page, "服务器没有回应")
    page.goto("/offline/")
    told = outside.new_cdp_session(page)
    seen = []
    told.on(
        "ServiceWorker.workerRegistrationUpdated", lambda one: seen.extend(one["registrations"])
    )
    told.send("ServiceWorker.enable")
    page.wait_for_timeout(500)
    page.unroute(SYNC)
    mine = next(one for one in seen if one["scopeURL"].startswith(product.url))
    told.send(
        "ServiceWorker.dispatchSyncEvent",
        {
            "origin": product.url,
            "registrationId": mine["registrationId"],
            "tag": "queue",
            "lastChance": False,
        },
    )
    assert len(on_record(product, words, 1)) == 1


def test_a_new_version_of_the_worker_loses_nothing(outside, product, words):
    page = opened(outside)
    page.route(SYNC, lambda route: route.fulfill(status=503))
    report(page, words, photos=1)
    page.wait_for_timeout(2000)  # the page has asked for the worker that it knows
    page.evaluate("""() => new Promise((done) => {
        navigator.serviceWorker.addEventListener("controllerchange", done, { once: true });
        navigator.serviceWorker.register("/worker.js?next", { type: "module", scope: "/" });
    })""")
    page.wait_for_function("() => navigator.serviceWorker.controller.state === 'activated'")
    assert page.evaluate("navigator.serviceWorker.controller.scriptURL").endswith("?next")
    assert [one["state"] for one in page.evaluate(KEPT)] == ["waiting"]
    outside.set_offline(True)
    page.goto("/patrol/queue/")
    page.locator("[data-open] .card").filter(has_text=words).wait_for()
    page.unroute(SYNC)
    outside.set_offline(False)
    assert [row[2] for row in on_record(product, words, 1)] == [1]


WALK = """async () => {
  const script = await (await fetch("/worker.js")).text();
  const { default: sorted } = await import(script.match(/[^"]*walk-[^"]*[.]js/)[0]);
  const day = document.createElement("div");
  Object.assign(day.dataset, { lng: 113.3, lat: 33.7 });
  day.innerHTML = "<button data-walk></button><ul data-cards></ul>";
  for (const east of [4, 1, -1.5]) {
    const card = document.createElement("li");
    Object.assign(card.dataset, { lng: 113.3 + east / 1000, lat: 33.7, east });
    card.innerHTML = "<span data-away></span>";
    day.lastChild.append(card);
  }
  sorted(day);
  return [...day.querySelectorAll("li")].map((card) => [card.dataset.east, card.textContent]);
}"""


def test_a_walk_begins_in_the_grid_and_is_the_shorter_one(phone):
    """Always on to the nearest would be 1, then back to -1.5, then all the way to 4."""
    page = opened(phone)
    away = page.locator("[data-cards] .card [data-away]:not(:empty)").first
    assert re.fullmatch(r"\d+ m|\d+\.\d km", away.text_content())
    assert page.evaluate(WALK) == [["-1.5", "140 m"], ["1", "230 m"], ["4", "280 m"]]
