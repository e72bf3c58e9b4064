"""A notification from the switch to the screen: real pages, a real worker, a push service between.

Chromium's own push service is far away, so the browser's ``subscribe`` answers with keys of ours.
"""

import json
import time
from urllib.parse import urlsplit

import pytest

from lingdang.messaging.tests.browsers import Browser, PushService
from lingdang.messaging.tests.houses import opened

pytestmark = pytest.mark.browser
PAGE = "/me/messages/preferences/"
STUB = """
const made = %s;
const { endpoint, p256dh, auth } = made;
const toJSON = () => ({ endpoint, keys: { p256dh, auth } });
const kept = { toJSON, unsubscribe: async () => true };
PushManager.prototype.subscribe = async () => kept;
PushManager.prototype.getSubscription = async () => kept;
"""


@pytest.fixture
def browser(product):
    port = urlsplit(product.environment["LINGDANG_PUSH_SERVICES"]).port
    with opened(PushService("", port)) as service:
        yield Browser(service)


def enter(page, person="resident"):
    page.goto("/demo/")
    page.locator(f"button[value={person}]").first.click()
    page.wait_for_url("**/mine/")


def test_from_the_switch_to_the_screen(phone, product, browser, shots):
    phone.grant_permissions(["notifications"])
    page = phone.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(STUB % json.dumps(browser.subscription))
    enter(page)
    page.goto(PAGE)
    switch = page.get_by_role("button", name="在这台手机上接收通知")
    switch.wait_for()
    browser.service.application_key = page.locator("[data-notify]").get_attribute("data-key")
    page.screenshot(path=shots / "notifications-off-390.png", full_page=True)
    switch.tap()
    page.get_by_text("这台设备现在能收到通知了").wait_for()
    page.get_by_text("本机").wait_for()
    assert switch.is_hidden()
    page.screenshot(path=shots / "notifications-on-390.png", full_page=True)

    for name in ("quiet_from", "quiet_to"):  # at night too, for tests know no night
        page.locator(f"[name={name}]").fill("")
    with page.expect_navigation():
        page.get_by_role("button", name="保存").tap()

    page.goto("/report/")
    report(page)
    told = wait_for(lambda: browser.told, seconds=300)[-1]  # behind what other files reported
    assert told["title"]
    assert told["url"].startswith("/c/")
    shown = push(phone, page, product, json.dumps(told))
    assert shown[-1]["title"] == told["title"]
    assert len(push(phone, page, product, json.dumps(told))) == len(shown)
    assert push(phone, page, product, "{ broken")[-1]["title"] == "铃铛"
    away = json.dumps({"id": "x", "title": "x", "url": "https://evil.example/"})
    assert push(phone, page, product, away)[-1]["url"] == f"{product.url}/me/messages/"
    page.goto("/me/")
    press(phone, told["url"])
    page.get_by_role("button", name="退出").tap()
    page.wait_for_url(f"{product.url}/")
    enter(page)
    page.goto(PAGE)
    switch.wait_for()
    assert errors == []


def report(page):
    page.locator("textarea").first.fill("楼道的灯不亮了")
    page.evaluate(
        """() => { const form = document.querySelector("[data-report]");
        form.elements.lng.value = 113.2953; form.elements.lat.value = 33.7401; }"""
    )
    page.locator("[data-send]").tap()
    page.wait_for_url("**/c/**")


def wait_for(look, seconds=60):
    for _ in range(seconds * 10):
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(f"nothing within {seconds} s")


def push(context, page, product, payload):
    """Let Chromium deliver a message to the worker; answers what it shows then."""
    tools = context.new_cdp_session(page)
    known = []
    tools.on(
        "ServiceWorker.workerRegistrationUpdated", lambda told: known.extend(told["registrations"])
    )
    tools.send("ServiceWorker.enable")
    page.wait_for_timeout(200)
    number = known[0]["registrationId"]
    there = {"origin": product.url, "registrationId": number, "data": payload}
    tools.send("ServiceWorker.deliverPushMessage", there)
    page.wait_for_timeout(500)
    return page.evaluate(
        """async () => (await (await navigator.serviceWorker.ready).getNotifications())
        .map(({ title, tag, data }) => ({ title, tag, url: data.url }))"""
    )


def press(context, path):
    """A press opens the page that it is about."""
    (worker,) = context.service_workers
    opened = worker.evaluate(
        """async (path) => {
          const all = await registration.getNotifications();
          const shown = all.find(({ data }) => data.url.endsWith(path));
          const asked = [];
          clients.openWindow = async (url) => asked.push(url);
          const event = new NotificationEvent("notificationclick", { notification: shown });
          const waits = [];
          event.waitUntil = (promise) => waits.push(promise);
          dispatchEvent(event);
          await Promise.all(waits);
          return asked;
        }""",
        path,
    )
    assert [urlsplit(url).path for url in opened] == [path]


def test_a_browser_that_cannot_says_why(chromium, product, shots):
    agent = "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile MicroMessenger/8.0.50"
    context = chromium.new_context(base_url=product.url, user_agent=agent, locale="zh-CN")
    page = context.new_page()
    enter(page)
    page.goto(PAGE)
    page.get_by_text("微信里不能显示通知").wait_for()
    assert page.locator("[data-subscribe]").is_hidden()
    context.close()
