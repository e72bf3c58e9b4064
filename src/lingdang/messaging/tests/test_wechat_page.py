"""A page's signature for WeChat, by a server that speaks its protocol."""

from hashlib import sha1

import pytest
from django.core.cache import caches

from lingdang.kernel.sending import NotSent
from lingdang.messaging.channels.wechat_page import ticket
from lingdang.messaging.checks import wechat_pages_are_whole
from lingdang.messaging.public import sign_page
from lingdang.messaging.tests.houses import House, opened

pytestmark = pytest.mark.django_db
PAGE = "http://testserver/report/?about=service"


@pytest.fixture
def house(settings):
    caches["default"].clear()
    with opened(House()) as server:
        settings.WECHAT_PAGES = True
        settings.WECHAT_APP, settings.WECHAT_SECRET = "wx1", "shared"
        settings.WECHAT_URL, settings.PUBLIC_URL = server.url, "http://testserver"
        yield server


def test_an_address_of_ours_is_signed_without_what_follows_the_hash(client, house):
    told = client.get("/wechat/signature/", {"url": PAGE + "#where"}).json()
    assert told.keys() == {"appId", "timestamp", "nonceStr", "signature"}
    text = f"jsapi_ticket=ticket-1&noncestr={told['nonceStr']}"
    text += f"&timestamp={told['timestamp']}&url={PAGE}"
    assert told["appId"] == "wx1"
    assert told["signature"] == sha1(text.encode()).hexdigest()  # noqa: S324 -- WeChat's protocol


def test_token_and_ticket_are_asked_for_once(client, house):
    for _again in range(5):
        assert client.get("/wechat/signature/", {"url": PAGE}).status_code == 200
    assert (house.tokens_given, house.tickets_given) == (1, 1)


def test_a_token_that_ended_early_is_fetched_anew_for_the_next_ticket(client, house):
    sign_page(PAGE)
    house.end_token()
    caches["default"].delete(ticket().key)
    assert client.get("/wechat/signature/", {"url": PAGE}).status_code == 200
    assert (house.tokens_given, house.tickets_given) == (2, 2)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/report/",
        "https://evil.example/",
        "http://testserver.evil.example/",
        "http://testserver@evil.example/",
        "//testserver/",
        "javascript:alert(1)",
        "http://testserver/" + "x" * 3000,
    ],
)
def test_addresses_of_others_are_not_signed(client, house, url):
    assert client.get("/wechat/signature/", {"url": url}).status_code == 422
    assert house.tickets_given == 0


def test_without_an_account_there_is_no_such_address(client, settings):
    settings.WECHAT_PAGES = False
    assert client.get("/wechat/signature/", {"url": PAGE}).status_code == 404


@pytest.mark.parametrize("wrong", [500, "no json", {"errcode": 45009, "errmsg": "too often"}])
def test_what_wechat_does_not_answer_is_said(client, house, wrong):
    house.wrong.append(wrong)
    assert client.get("/wechat/signature/", {"url": PAGE}).status_code == 503
    house.wrong.append(wrong)
    with pytest.raises(NotSent):
        sign_page(PAGE)
    assert client.get("/wechat/signature/", {"url": PAGE}).status_code == 200


def test_only_inside_wechat_and_only_when_configured_is_the_script_named(client, house, settings):
    inside = {"User-Agent": "Mozilla/5.0 MicroMessenger/8.0.50"}
    assert settings.WECHAT_SCRIPT in client.get("/me/", headers=inside).text
    assert settings.WECHAT_SCRIPT not in client.get("/me/").text
    settings.WECHAT_PAGES = False
    assert settings.WECHAT_SCRIPT not in client.get("/me/", headers=inside).text


def test_what_is_missing_is_said_at_the_start(settings):
    settings.WECHAT_PAGES, settings.WECHAT_APP = True, ""
    assert [one.id for one in wechat_pages_are_whole()] == ["messaging.E006"]
    settings.WECHAT_PAGES = False
    assert wechat_pages_are_whole() == []
