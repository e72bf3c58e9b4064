"""Two browsers without an account are two people."""

import pytest
from django.core.cache import cache
from django.test import Client

from lingdang.cases.public import Case
from lingdang.evidence.public import Photo, PhotoNotYours, attach_photos, photos_of
from lingdang.faces.resident.tests.test_report import picture, report, upload
from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE


@pytest.fixture
def rita(people):
    cache.clear()
    return Client()


@pytest.fixture
def saul():
    return Client()


def token_of(client, colour="red"):
    return upload(client, colour).json()["photo"]


def test_each_session_is_a_stranger_of_its_own(rita, saul):
    for client in (rita, rita, saul):
        token_of(client)
    scopes = list(Photo.objects.order_by("pk").values_list("upload_scope", flat=True))
    assert scopes[0] == scopes[1] != scopes[2]
    assert all(scope.startswith("anyone:") and len(scope) > 25 for scope in scopes)


def test_a_stranger_attaches_their_own_photograph(rita):
    report(rita, photo=[token_of(rita)])
    assert len(photos_of(Case.objects.get().subject)) == 1


def test_a_stranger_does_not_attach_anothers(rita, saul):
    report(saul, photo=[token_of(rita)])
    assert photos_of(Case.objects.get().subject) == []
    assert Photo.objects.get().subject == ""


def test_a_stranger_does_not_read_anothers(rita, saul):
    """A form that comes back shows its photographs: to whom they belong."""
    token = token_of(rita)
    assert "/thumb/" not in report(saul, description="", contact_phone="x", photo=[token]).text
    assert "/thumb/" in report(rita, description="", contact_phone="x", photo=[token]).text


def test_signed_in_they_are_no_stranger_any_more(rita, people, sign_in):
    token = token_of(rita)
    client = sign_in(people.resident)
    report(client, photo=[token])
    assert photos_of(Case.objects.get().subject) == []
    report(client, photo=[token_of(client)])
    case = Case.objects.latest("pk")
    assert Photo.objects.get(subject=case.subject).uploaded_by_id == people.resident.person_id


def test_the_secret_is_never_told_to_the_journal(rita):
    report(rita, photo=[token_of(rita)])
    secret = rita.session["stranger"]
    told = [f"{fact.actor} {fact.data}" for fact in Fact.objects.all()]
    assert told
    assert not [line for line in told if secret in line]


def test_looking_around_leaves_no_session(rita):
    for path in ("/", "/report/", "/mine/", "/me/", "/who/"):
        rita.get(path)
    assert "sessionid" not in rita.cookies


def test_photographs_that_went_with_another_report_leave_the_words(rita):
    token = token_of(rita)
    report(rita, photo=[token])
    again = report(rita, photo=[token], description="路灯也不亮")
    assert again.status_code == 422
    assert "路灯也不亮" in again.text
    assert "请重新选" in again.text
    assert Case.objects.count() == 1
    assert 'name="photo" value=' not in again.text


def test_one_address_sends_only_so_many(rita, saul, settings):
    settings.ACCOUNT_RATE_LIMITS = {"stranger_photo": "2/h/ip"}
    assert [upload(client).status_code for client in (rita, saul, saul)] == [201, 201, 429]
    answer = report(Client(), photos=[picture()])
    assert answer.status_code == 422
    assert "垃圾没人收" in answer.text
    assert Photo.objects.count() == 2


def test_the_limit_of_an_address_is_for_strangers(people, sign_in, settings):
    settings.ACCOUNT_RATE_LIMITS = {"stranger_photo": "0/h/ip"}
    assert upload(sign_in(people.resident)).status_code == 201
    assert upload(Client()).status_code == 429


def test_the_nobody_of_old_owns_nothing_of_theirs(rita):
    token_of(rita)
    with pytest.raises(PhotoNotYours):
        attach_photos([Photo.objects.get().pk], subject="case:1", moment="before", by=ANYONE)
