"""Devices by program: subscribe, list, end."""

import pytest

from lingdang.faces.api.tests.conftest import Caller, a_key
from lingdang.messaging.public import Device
from lingdang.messaging.testing import a_push_service


@pytest.fixture
def browser():
    with a_push_service() as service:
        yield service.browser()


def asked(browser, **more):
    told = browser.subscription
    keys = {name: told[name] for name in ("p256dh", "auth")}
    return {"endpoint": told["endpoint"], "keys": keys, "agent": "Firefox Linux", **more}


def test_a_device_is_subscribed_listed_and_ended(district, foreigner, browser):
    caller = Caller(a_key("dispatcher", place=district.town))
    made = caller.post("/devices", asked(browser))
    assert (made.status_code, made.json()["name"]) == (201, "Firefox · Linux")
    assert caller.post("/devices", asked(browser)).json() == made.json()
    page = caller.get("/devices").json()
    assert (page["devices"], len(page["key"])) == ([made.json()], 87)
    there = f"/devices/{made.json()['id']}"
    assert foreigner.delete(there).status_code == 204
    assert foreigner.get("/devices").json()["devices"] == []
    assert Device.objects.live().count() == 1
    assert [caller.delete(there).status_code for _ in range(2)] == [204, 204]
    assert caller.get("/devices").json()["devices"] == []


def test_what_is_no_browser_is_refused(district, browser):
    caller = Caller(a_key("dispatcher", place=district.town))
    refused = caller.post("/devices", asked(browser, endpoint="https://10.0.0.1/"))
    assert (refused.status_code, refused.json()["type"]) == (422, "not_a_device")
    assert caller.post("/devices", asked(browser, colour="red")).status_code == 422


def test_no_key_is_told_while_there_are_no_notifications(district):
    caller = Caller(a_key("dispatcher", place=district.town))
    assert caller.get("/devices").json() == {"key": "", "devices": []}
