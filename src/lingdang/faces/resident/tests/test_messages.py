import pytest

from lingdang.cases.public import dispatch_case
from lingdang.cases.testing import a_case
from lingdang.journal.public import deliver_due
from lingdang.messaging.public import preference_of, unread
from lingdang.messaging.testing import a_message


@pytest.fixture
def matter(people):
    """A matter of the resident's own, and what they were told of it."""
    case = a_case(place=people.ground.grid, reporter_id=people.resident.person_id)
    deliver_due()
    dispatch_case(case_id=case.pk, unit_id=people.unit.pk, by=people.dispatcher)
    deliver_due()
    return case


def test_a_resident_reads_what_they_were_told(people, sign_in, matter):
    client = sign_in(people.resident)
    assert '<b class="waiting">2</b>' in client.get("/me/").text
    page = client.get("/me/messages/").text
    assert "您的诉求正在办理" in page
    assert matter.number in page
    newest = client.get("/me/messages/").context["rows"][0]
    assert client.post(f"/me/messages/{newest.id}/").url == f"/c/{matter.number}/"
    assert unread(people.resident) == 1
    client.post("/me/messages/read/")
    assert unread(people.resident) == 0


def test_nobody_reads_what_others_were_told(people, sign_in, matter):
    client = sign_in(people.other_resident)
    assert matter.number not in client.get("/me/messages/").text
    theirs = a_message(people.resident)
    assert client.post(f"/me/messages/{theirs.pk}/").status_code == 404


def test_a_stranger_is_asked_to_sign_in(client, people):
    assert client.get("/me/messages/").status_code == 302
    assert "/me/messages/" not in client.get("/me/").text


def test_staff_get_from_here_to_the_desk(people, sign_in, matter):
    client = sign_in(people.unit_handler)
    (message,) = client.get("/me/messages/").context["rows"]
    assert client.post(f"/me/messages/{message.id}/").url == f"/desk/cases/{matter.pk}/"


def test_a_long_list_comes_page_by_page(people, sign_in):
    for number in range(21):
        a_message(people.resident, number)
    client = sign_in(people.resident)
    first = client.get("/me/messages/")
    assert len(first.context["rows"]) == 20
    more = {"before": first.context["next_page"]}
    rest = client.get("/me/messages/", more, headers={"hx-request": "true"})
    assert [row.number for row in rest.context["rows"]] == ["20261125-000000"]
    assert "<html" not in rest.text
    assert client.get("/me/messages/", {"before": "x"}).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_three_messages_cost_no_more_than_one(
    people, sign_in, django_assert_max_num_queries, count
):
    for number in range(count):
        a_message(people.resident, number)
    client = sign_in(people.resident)
    client.get("/me/messages/")
    with django_assert_max_num_queries(6):
        client.get("/me/messages/")


def test_a_resident_chooses_how_to_be_told(people, sign_in, settings):
    settings.MESSAGE_CHANNELS = ["sms", "email"]
    client, url = sign_in(people.resident), "/me/messages/preferences/"
    page = client.get(url).text
    assert ("短信" in page, "电子邮件" in page) == (True, False)
    told = {"quiet_from": "20:00", "quiet_to": "08:00", "rhythm": "weekly"}
    assert client.post(url, told).status_code == 302
    kept = preference_of(people.resident.person_id)
    assert (kept.silent, kept.rhythm, kept.quiet_from.hour) == (["sms"], "weekly", 20)
    assert client.post(url, {**told, "quiet_to": ""}).status_code == 422
