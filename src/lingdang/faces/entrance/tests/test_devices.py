"""The switch for notifications, for whoever is signed in on this browser."""

import re

import pytest

from lingdang.messaging.public import Device, public_key
from lingdang.messaging.testing import a_push_service
from lingdang.people.testing import a_person

PAGE = "/me/messages/preferences/"


@pytest.fixture
def browser():
    with a_push_service() as service:
        yield service.browser()


@pytest.fixture
def person(db, client):
    person = a_person()
    client.force_login(person)
    return person


def turn_on(client, browser, **more):
    return client.post("/devices/", {**browser.subscription, "next": PAGE, **more})


def test_it_is_turned_on_and_off(client, person, browser):
    page = client.get(PAGE)
    assert f'data-key="{public_key()}"' in page.text
    assert page.context["notify"].here is None
    assert turn_on(client, browser).url == PAGE
    page = client.get(PAGE)
    here = page.context["notify"].here
    assert "本机" in page.text
    assert client.post(f"/devices/{here.id}/end/", {"next": PAGE}).url == PAGE
    assert client.get(PAGE).context["notify"].here is None


def test_signing_out_ends_it(client, person, browser):
    turn_on(client, browser)
    client.get("/accounts/logout/")
    assert Device.objects.live().exists()
    client.post("/accounts/logout/")
    assert Device.objects.get().ended_as == "signed_out"
    assert "_auth_user_id" not in client.session
    assert client.cookies["device"].value == ""


def test_who_signs_in_next_is_told_nothing_of_who_was_here(client, person, browser):
    turn_on(client, browser)
    other = a_person()
    client.force_login(other)
    assert client.get(PAGE).context["notify"].others == []
    client.post("/accounts/logout/")
    assert Device.objects.live().get().person == person
    client.force_login(other)
    turn_on(client, browser)
    assert Device.objects.live().get().person == other


def test_a_device_of_somebody_else_is_not_ended(client, person, browser):
    turn_on(client, browser)
    device = Device.objects.get()
    client.force_login(a_person())
    client.post(f"/devices/{device.pk}/end/")
    assert Device.objects.live().exists()


def test_strangers_and_forged_forms_change_nothing(client, db, browser):
    assert turn_on(client, browser).status_code == 302
    client.force_login(a_person())
    assert turn_on(client, browser, endpoint="https://10.0.0.1/").status_code == 422
    assert turn_on(client, browser, next="https://evil.example/").url == "/"
    client.cookies["device"] = "1:forged"
    assert client.get(PAGE).context["notify"].here is None


def test_a_district_without_notifications_shows_no_switch(client, person):
    assert "data-notify" not in client.get(PAGE).text


def test_the_worker_comes_from_the_root_and_is_asked_for_anew(client, db):
    answer = client.get("/worker.js")
    assert answer["Content-Type"] == "text/javascript"
    assert "no-cache" in answer["Cache-Control"]
    assert re.search(r'from "/static/built/assets/worker-[\w-]+\.js"', answer.text)
