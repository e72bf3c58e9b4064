"""Staff owe a second factor; a session that was a resident's a day ago owes it too."""

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse

from lingdang.cases.testing import a_case
from lingdang.evidence.public import attach_photos
from lingdang.evidence.testing import a_photo
from lingdang.kernel.actor import ANYONE
from lingdang.people.public import Role
from lingdang.people.testing import a_person, a_post

SET_UP = "/accounts/2fa/totp/activate/"
ASK = "/accounts/2fa/reauthenticate/"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.REQUIRE_TOTP = True


@pytest.fixture
def resident(client, district):
    """Signed in, and known to the pages that ask who is there."""
    person = a_person()
    client.force_login(person)
    assert client.get("/welcome/")["Location"] == "/mine/"
    return person


def digits(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def set_up(client):
    client.get(SET_UP)
    client.post(SET_UP, {"code": digits(client.session["mfa.totp.secret"])})


def test_a_resident_who_receives_a_post_sets_one_up(client, resident, district):
    a_post(resident, Role.GRID_WORKER, place=district.grid)
    assert client.get("/desk/")["Location"] == SET_UP
    assert client.get("/welcome/")["Location"] == SET_UP


def test_a_resident_who_has_one_elsewhere_shows_it_here(client, resident, district):
    secret = generate_totp_secret()
    TOTP.activate(resident, secret)
    a_post(resident, Role.GRID_WORKER, place=district.grid)
    answer = client.get("/desk/cases/")
    assert answer["Location"] == f"{ASK}?next=%2Fdesk%2Fcases%2F"
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert client.post(ASK, {"code": "000000"}).status_code == 200
    assert client.get("/desk/")["Location"].startswith(ASK)
    shown = client.post(ASK, {"code": digits(secret), "next": "/desk/cases/"})
    assert shown["Location"] == "/desk/cases/"
    assert client.get("/desk/cases/").status_code == 200


def test_a_setting_turned_on_asks_sessions_that_were_open_before(
    client, resident, district, settings
):
    settings.REQUIRE_TOTP = False
    a_post(resident, Role.GRID_WORKER, place=district.grid)
    assert client.get("/desk/").status_code == 200
    settings.REQUIRE_TOTP = True
    assert client.get("/desk/")["Location"] == SET_UP


@pytest.mark.django_db(transaction=True)  # it is noted when the row is
def test_who_sets_one_up_has_shown_it(client, resident, district):
    a_post(resident, Role.GRID_WORKER, place=district.grid)
    set_up(client)
    assert client.get("/desk/").status_code == 200


@pytest.mark.django_db(transaction=True)  # it is noted when the row is
def test_setting_one_up_speaks_for_nobody_else(client, resident, district):
    a_post(resident, Role.GRID_WORKER, place=district.grid)
    set_up(client)
    kept = client.session["second_factor_enrolled"]
    other = a_person()
    a_post(other, Role.GRID_WORKER, place=district.grid)
    client.force_login(other)
    session = client.session
    session["second_factor_enrolled"] = kept
    session.save()
    assert client.get("/desk/")["Location"] == SET_UP


def test_no_door_lets_duties_through_before_it(client, resident, district):
    """Pages that anyone may open, and the interface for programs, ask the same actor."""
    a_post(resident, Role.GRID_WORKER, place=district.grid)
    case, photo = a_case(place=district.grid), a_photo()
    attach_photos([photo.pk], subject=case.subject, moment="before", by=ANYONE)
    photograph = reverse("entrance:photo", args=(photo.public_id, "thumb"))
    entry = reverse("api:v1:show_case", args=(case.pk,))
    for address in (photograph, entry):
        assert client.get(address).status_code == 404
