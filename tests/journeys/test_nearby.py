"""What residents read and send without JavaScript; and inside WeChat, by its own script."""

import json
import re
from base64 import b64encode
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from PIL import Image

from lingdang.messaging.tests.houses import House, opened

pytestmark = pytest.mark.browser
SCRIPT = "https://res.wx.qq.com/open/js/jweixin-1.6.0.js"
AGENT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Mobile MicroMessenger/8.0.50"


def picture():
    file = BytesIO()
    Image.new("RGB", (640, 480), "olive").save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def plain(chromium, product):
    """Open a phone that runs no script."""
    context = chromium.new_context(
        base_url=product.url,
        viewport={"width": 390, "height": 844},
        java_script_enabled=False,
        locale="zh-CN",
    )
    yield context
    context.close()


def test_without_script_one_reads_and_reports(plain, shots):
    page = plain.new_page()
    page.goto("/")
    page.get_by_role("button", name="一键呼叫").wait_for()
    page.get_by_role("link", name="拍照上报").click()
    photo = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    page.locator("input[type=file]").nth(1).set_input_files(photo)
    page.locator("#description").fill("路灯不亮，晚上很黑")
    page.locator("#place").select_option(index=1)
    page.screenshot(path=shots / "plain-report-390.png", full_page=True)
    page.locator("[data-send]").click()
    page.wait_for_url(re.compile("/c/"))
    page.get_by_text("路灯不亮，晚上很黑").first.wait_for()
    assert page.locator(".pair img").count() == 1
    page.screenshot(path=shots / "plain-case-390.png", full_page=True)

    page.locator("summary").filter(has_text="补充").click()
    page.locator("#say_text").fill("还是不亮")
    page.locator("#talk button").click()
    page.get_by_text("还是不亮").first.wait_for()

    page.goto("/mine/")
    page.get_by_text("路灯不亮，晚上很黑").first.wait_for()
    for address in ("/notices/", "/replies/", "/who/?words=建业", "/community/", "/errands/"):
        assert page.goto(address).status == 200
        assert page.locator("main").inner_text().strip()

    page.goto("/near/")
    page.locator("details summary").click()
    page.locator("#state").select_option("open")
    page.get_by_role("button", name="查看").click()
    assert "state=open" in page.url
    page.locator("main .matter").first.click()
    page.get_by_text("办理经过").wait_for()
    page.get_by_role("button", name="我也遇到").click()
    page.wait_for_url("**/mine/")


def test_nearby_shows_dots_and_leads_to_a_page(phone, here, shots):
    phone.grant_permissions(["geolocation"])
    phone.set_geolocation(here)
    page = phone.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/near/")
    page.locator(".leaflet-container .dot").first.wait_for()
    page.screenshot(path=shots / "nearby-district-390.png", full_page=True)
    page.get_by_role("button", name="看看我身边的").tap()
    page.wait_for_url("**lng=**")
    assert len(re.search(r"lng=([\d.]+)", page.url)[1].partition(".")[2]) == 3
    page.wait_for_load_state("networkidle")
    page.screenshot(path=shots / "nearby-here-390.png", full_page=True)
    page.goto("/near/?state=closed")
    page.locator("main .matter").first.tap()
    page.get_by_text("办理经过").wait_for()
    page.locator(".leaflet-container").wait_for()
    page.screenshot(path=shots / "nearby-one-390.png", full_page=True)
    assert errors == []


STUB = """
window.asked = [];
const answers = %s;
window.wx = {
  config: (told) => (window.configured = told),
  ready: (then) => setTimeout(then, 10),
  error: () => {},
};
for (const name of Object.keys(answers)) {
  window.wx[name] = (options) => {
    window.asked.push([name, options]);
    options.success(answers[name]);
  };
}
"""


@pytest.fixture
def inside(chromium, product, here):
    """A phone inside WeChat, whose script and whose servers are ours."""
    context = chromium.new_context(
        base_url=product.url,
        viewport={"width": 390, "height": 844},
        user_agent=AGENT,
        has_touch=True,
        is_mobile=True,
        locale="zh-CN",
    )
    answers = {
        "getLocation": {"longitude": here["longitude"] + 0.006, "latitude": here["latitude"]},
        "chooseImage": {"localIds": ["wxLocalResource://1"]},
        "getLocalImgData": {"localData": b64encode(picture()).decode()},
        "scanQRCode": {"resultStr": f"{product.url}/who/?place=1"},
        "updateAppMessageShareData": {},
        "updateTimelineShareData": {},
    }
    body = STUB % json.dumps(answers)
    context.route(SCRIPT, lambda route: route.fulfill(content_type="text/javascript", body=body))
    port = urlsplit(product.environment["LINGDANG_WECHAT_URL"]).port
    with opened(House(port)):
        yield context
    context.close()


def test_inside_wechat_the_phone_is_asked_by_its_script(inside, product, shots):
    page = inside.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.goto("/report/")
    page.wait_for_function("() => window.configured")
    told = page.evaluate("window.configured")
    assert told["appId"] == "wx1"
    assert len(told["signature"]) == 40
    page.wait_for_function(
        "() => window.asked.some(([name]) => name === 'updateAppMessageShareData')"
    )
    card = dict(page.evaluate("window.asked"))["updateAppMessageShareData"]
    assert card["imgUrl"].endswith("/built/icons/bell-512.png")
    assert page.request.get(card["imgUrl"]).headers["content-type"] == "image/png"

    page.locator("[data-here]").tap()
    page.wait_for_function("() => document.querySelector('[name=lng]').value")
    assert page.locator("[name=system]").input_value() == "gcj02"
    page.locator("input[type=file]").first.tap()
    page.locator(".shot input[name=photo]").wait_for(state="attached")
    page.wait_for_function("() => document.querySelector('.shot input[name=photo]').value")
    page.locator("#description").fill("垃圾没有清走")
    page.screenshot(path=shots / "wechat-report-390.png", full_page=True)
    page.locator("[data-send]").tap()
    page.wait_for_url(re.compile("/c/"))
    assert page.locator(".pair img").count() == 1

    page.goto("/who/")
    page.locator("[data-scan]").tap()
    page.wait_for_url("**/who/?place=1")
    assert errors == []


def test_outside_wechat_nothing_of_it_is_loaded(phone):
    page, asked = phone.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/report/", wait_until="networkidle")
    assert not [url for url in asked if "wx.qq.com" in url or "/wechat/" in url]


@pytest.mark.parametrize("face", ["resident", "patrol"])
def test_the_app_has_pictures_for_every_phone(phone, face):
    page = phone.new_page()
    told = page.request.get(f"/app/{face}.webmanifest").json()
    pictures = [icon for icon in told["icons"] if icon["type"] == "image/png"]
    assert {(icon["purpose"], icon["sizes"]) for icon in pictures} == {
        (purpose, size) for purpose in ("any", "maskable") for size in ("192x192", "512x512")
    }
    page.goto("/")
    touch = page.locator("link[rel=apple-touch-icon]").get_attribute("href")
    for icon in [*pictures, {"src": touch, "sizes": "180x180"}]:
        with Image.open(BytesIO(page.request.get(icon["src"]).body())) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]
            assert image.format == "PNG"
