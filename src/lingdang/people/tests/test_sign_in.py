"""Over HTTP, with a page behind the entrance that says who is there."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import authenticate
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lingdang.people.models import Person
from lingdang.people.privacy import decrypt
from lingdang.people.public import close_person, must_enrol_totp, resident_by_phone, set_password
from lingdang.people.sign_in import MfaAdapter, shown_name
from lingdang.people.testing import REGISTRAR, a_person, a_post
from lingdang.places.testing import a_place

SALT = "django.contrib.sessions.SessionStore"


class Bare:
    """What lies in the table, as somebody reads it who has no key."""

    def loads(self, data):
        return data


pytestmark = [pytest.mark.django_db, pytest.mark.urls("lingdang.people.tests.urls")]
PHONE, PASSWORD = "13800001234", "good horse 9"


@pytest.fixture(autouse=True)
def _alone(settings):
    """No attempts remembered, and allauth's own pages: those of the faces are tested there."""
    cache.clear()
    settings.LOGIN_REDIRECT_URL = "home"
    settings.TEMPLATES = [
        {
            **settings.TEMPLATES[0],
            "APP_DIRS": False,
            "DIRS": [Path(allauth.__file__).parent / "templates"],
        }
    ]


@pytest.fixture
def staff():
    person = a_person("张三", phone="13900005678", login="zhang")
    a_post(person, "dispatcher", place=a_place("区", level="district"))
    return set_password(person_id=person.pk, password=PASSWORD, by=REGISTRAR)


def who(client):
    answer = client.get("/")
    return int(answer.content) if answer.status_code == 200 else None


def ask(client, phone=PHONE):
    return client.post("/accounts/login/code/", {"phone": phone})


def code_from(capsys):
    return re.search(r": (\d{6})\n$", capsys.readouterr().out).group(1)


def confirm(client, code):
    return client.post("/accounts/login/code/confirm/", {"code": code})


def sign_in(client, login="zhang", password=PASSWORD):
    return client.post("/accounts/login/", {"login": login, "password": password})


def totp_code(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


# Residents


def test_a_resident_comes_in_by_code(client, capsys):
    answer = ask(client, "138 0000 1234")
    assert answer.url == reverse("account_confirm_login_code")
    person = Person.objects.get()
    assert person.phone == PHONE
    assert person.phone_verified_at is None
    assert who(client) is None
    assert confirm(client, code_from(capsys)).url == "/"
    assert who(client) == person.pk
    assert Person.objects.get().phone_verified_at
    assert client.session.get_expiry_age() > 29 * 24 * 3600


def test_a_resident_comes_back_as_the_same_person(capsys):
    person = resident_by_phone(PHONE)
    client = Client()
    ask(client, "+86 138 0000 1234")
    confirm(client, code_from(capsys))
    assert who(client) == person.pk
    assert Person.objects.count() == 1


def test_a_wrong_code_opens_nothing_and_soon_none_does(client, capsys):
    ask(client)
    code = code_from(capsys)
    for _ in range(3):
        confirm(client, "000000" if code != "000000" else "111111")
    confirm(client, code)
    assert who(client) is None


def test_a_code_is_good_for_the_session_that_asked(client, capsys):
    ask(client)
    stranger = Client()
    confirm(stranger, code_from(capsys))
    assert who(stranger) is None


@pytest.mark.parametrize("phone", ["", "abc", "0375-2345678", "12345"])
def test_no_code_goes_to_what_cannot_receive_one(client, capsys, phone):
    assert ask(client, phone).status_code == 200
    assert capsys.readouterr().out == ""
    assert not Person.objects.exists()


def test_codes_are_not_sent_without_end(client, capsys):
    sent = 0
    for _ in range(6):
        ask(Client())
        sent += capsys.readouterr().out.count("SMS")
    assert sent == 3


def test_a_gateway_that_fails_is_said_so(client, settings):
    settings.SMS_BACKEND, settings.SMS_URL = "http", "http://127.0.0.1:1/"
    answer = client.post("/accounts/login/code/", {"phone": PHONE}, headers={"Accept": "x/json"})
    assert answer.status_code == 503
    assert answer.json()["type"] == "message_not_sent"


def test_the_session_names_no_phone_in_plain(client, capsys):
    ask(client)
    confirm(client, code_from(capsys))
    assert PHONE in str(list(client.session.items()))
    (encoded,) = Session.objects.values_list("session_data", flat=True)
    assert PHONE not in str(signing.loads(encoded, salt=SALT, serializer=Bare))


def test_a_session_under_a_lost_key_is_an_empty_one(client, staff, settings):
    sign_in(client)
    assert who(client) == staff.pk
    settings.PERSONAL_DATA_KEYS = ["another"]
    assert who(client) is None


# Staff


@pytest.mark.parametrize("login", ["zhang", "ZHANG", " zhang ", "13900005678", "139 0000 5678"])
def test_staff_come_in_by_login_or_phone_and_password(client, staff, login):
    assert sign_in(client, login).url == "/"
    assert who(client) == staff.pk
    assert client.session.get_expiry_age() <= 12 * 3600


def test_a_wrong_password_opens_nothing(client, staff):
    assert sign_in(client, password="wrong horse 9").status_code == 200
    assert sign_in(client, login="nobody").status_code == 200
    assert who(client) is None


def test_guessing_locks_the_door_for_a_while(client, staff):
    for _ in range(5):
        sign_in(client, password="wrong horse 9")
    sign_in(client)
    assert who(client) is None


def test_nobody_signs_up(client):
    answer = client.post(
        "/accounts/signup/", {"username": "x", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert answer.status_code == 200
    assert not Person.objects.exists()


def test_a_resident_has_no_password(client):
    resident_by_phone(PHONE)
    assert sign_in(client, PHONE, "").status_code == 200
    assert sign_in(client, PHONE, "!").status_code == 200
    assert who(client) is None


def test_who_is_shut_out_is_out_at_once(client, staff, capsys):
    sign_in(client)
    close_person(person_id=staff.pk, by=REGISTRAR)
    assert who(client) is None
    sign_in(client)
    ask(client, staff.phone)
    confirm(client, code_from(capsys))
    assert who(client) is None


def test_a_new_password_ends_the_other_sessions(client, staff):
    other = Client()
    sign_in(client)
    sign_in(other)
    answer = client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "better horse 9", "password2": "better horse 9"},
    )
    assert answer.status_code == 302
    assert who(client) == staff.pk
    assert who(other) is None


def test_django_can_authenticate_and_force(client, staff):
    assert authenticate(None, username="zhang", password=PASSWORD) == staff
    client.force_login(staff)
    assert who(client) == staff.pk


# Second factor


def test_with_a_second_factor_a_password_is_not_enough(client, staff):
    secret = generate_totp_secret()
    TOTP.activate(staff, secret)
    assert sign_in(client).url == reverse("mfa_authenticate")
    assert who(client) is None
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert who(client) is None
    client.post("/accounts/2fa/authenticate/", {"code": totp_code(secret)})
    assert who(client) == staff.pk


def test_a_code_by_phone_does_not_go_round_the_second_factor(client, staff, capsys):
    TOTP.activate(staff, generate_totp_secret())
    ask(client, staff.phone)
    assert confirm(client, code_from(capsys)).url == reverse("mfa_authenticate")
    assert who(client) is None


def test_a_second_factor_is_set_up_over_http_and_stored_sealed(client, staff):
    sign_in(client)
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    answer = client.post("/accounts/2fa/totp/activate/", {"code": totp_code(secret)})
    assert answer.status_code == 302
    stored = Authenticator.objects.get(user=staff, type="totp").data["secret"]
    assert stored != secret
    assert decrypt(stored) == secret


def test_who_came_in_long_ago_gives_the_password_again(client, staff, settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1
    sign_in(client)
    answer = client.get("/accounts/2fa/totp/activate/")
    assert answer.url.startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize("required", [True, False])
def test_staff_must_have_a_second_factor_when_the_setting_says_so(staff, settings, required):
    settings.REQUIRE_TOTP = required
    assert must_enrol_totp(staff) is required
    assert not must_enrol_totp(resident_by_phone(PHONE))
    factor = TOTP.activate(staff, generate_totp_secret()).instance
    assert not must_enrol_totp(staff)
    assert MfaAdapter().can_delete_authenticator(factor) is not required


def test_people_are_called_by_their_name_or_masked_number(staff):
    assert shown_name(staff) == "张三"
    assert shown_name(resident_by_phone(PHONE)) == "138****1234"
