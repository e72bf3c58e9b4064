"""Talking at the desk: asking, replying, noting; the lists of who waits."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from lingdang.cases.public import Case, case_for
from lingdang.evidence.testing import jpeg_bytes
from lingdang.journal.public import deliver_due
from lingdang.talks.public import Audience, Remark, StandardReply, conversation
from lingdang.talks.testing import a_standard_reply

PHONE = {"contact_name": "王居民", "contact_phone": "13912345678"}


def say(client, case, kind, **told):
    return client.post(f"/desk/cases/{case.pk}/say/{kind}/", {"key": str(uuid4()), **told})


def deliver():
    while deliver_due():
        pass


def offered(page):
    return [offer.name for offer in page.context["talk"].offers]


def test_it_is_asked_answered_by_telephone_and_replied_to(enter, staff, a_case):
    case = a_case("dispatched", **PHONE)
    client = enter(staff.handler)
    page = f"/desk/cases/{case.pk}/"
    assert offered(client.get(page)) == ["reply", "ask", "note"]
    assert say(client, case, "ask", text="哪个路口?").url == page
    assert Case.objects.get(pk=case.pk).suspended_since
    assert offered(client.get(page)) == ["reply", "answer", "ask", "note"]
    say(client, case, "answer", text="南门路口")
    say(client, case, "reply", text="已派人", audience="private", way="phone")
    shown = client.get(page).content.decode()
    assert all(words in shown for words in ("哪个路口?", "南门路口", "已派人", "已回答"))
    assert Case.objects.get(pk=case.pk).due_at


def test_a_refusal_shows_the_form_again_with_its_sentence(enter, staff, a_case):
    case = a_case("dispatched", **PHONE)
    client = enter(staff.handler)
    assert say(client, case, "ask", text="").status_code == 422
    answer = say(client, case, "answer", text="无人问")
    assert answer.status_code == 409
    assert "目前没有待回答的询问" in answer.content.decode()
    assert say(client, case, "shout", text="x").status_code == 403
    assert say(enter(staff.stranger), case, "note", text="x").status_code == 404


def test_numbers_go_into_a_public_reply_only_when_they_are_meant(enter, staff, a_case):
    case = a_case("dispatched", **PHONE)
    client = enter(staff.dispatcher)
    told = {"text": "请拨 13800001111", "audience": "public"}
    answer = say(client, case, "reply", **told)
    assert (answer.status_code, 'name="sure"' in answer.content.decode()) == (422, True)
    assert say(client, case, "reply", **told, sure="on").status_code == 302
    assert Remark.objects.get().audience == Audience.EVERYONE


def test_a_standard_reply_is_shown_filled_in_before_it_is_sent(enter, staff, a_case):
    case = a_case("dispatched", **PHONE)
    standard = a_standard_reply(text="您反映的{number}已派{unit}。")
    client = enter(staff.dispatcher)
    filled = f"您反映的{case.number}已派{staff.unit.name}。"
    told = {"standard_id": standard.pk, "audience": "private"}
    answer = say(client, case, "reply", **told, text="")
    assert (answer.status_code, filled in answer.content.decode()) == (422, True)
    field = client.get(f"/desk/cases/{case.pk}/standard-text/", {"standard_id": standard.pk})
    assert filled in field.content.decode()
    assert client.get(f"/desk/cases/{case.pk}/standard-text/").status_code == 404
    assert say(client, case, "reply", **told, text=filled).status_code == 302
    assert StandardReply.objects.get(pk=standard.pk).used == 1


def test_a_note_draws_attention_and_is_corrected(enter, staff, a_case):
    case = a_case("dispatched")
    client = enter(staff.grid_worker)
    verifier = staff.verifier.person
    photo = SimpleUploadedFile("a.jpg", jpeg_bytes(), content_type="image/jpeg")
    assert say(client, case, "note", text="三只狗", mentioned=verifier.pk, photos=photo).url
    note = Remark.objects.get()
    say(client, case, "note", text="两只狗", corrects_id=note.pk)
    deliver()
    inbox = enter(staff.verifier).get("/desk/inbox/").content.decode()
    assert "三只狗" in inbox
    said = conversation(staff.verifier.actor, case_for(staff.verifier.actor, case.pk))
    assert [(one.text, one.corrected, len(one.photos)) for one in said] == [
        ("三只狗", True, 1),
        ("两只狗", False, 0),
    ]
    image = reverse("entrance:photo", args=[said[0].photos[0].public_id, "thumb"])
    assert image in client.get(f"/desk/cases/{case.pk}/").content.decode()
    assert client.get(image).getvalue()
    assert enter(staff.stranger).get(image).status_code == 404


def test_what_was_sent_twice_is_said_once(enter, staff, a_case):
    case, key = a_case("dispatched", **PHONE), str(uuid4())
    client = enter(staff.dispatcher)
    for _again in range(2):
        told = {"key": key, "text": "好", "audience": "private"}
        assert client.post(f"/desk/cases/{case.pk}/say/reply/", told).status_code == 302
    assert Remark.objects.count() == 1


LISTS = {
    "/desk/talks/": "waiting",
    "/desk/talks/questions/": "question",
    "/desk/talks/replies/": "reply",
}


@pytest.fixture
def talking(enter, staff, a_case):
    """Somebody waits for a reply, somebody was asked, and standard replies are kept."""
    client = enter(staff.dispatcher)

    def more(count):
        for _number in range(count):
            a_case("handled", **PHONE)
            say(client, a_case("dispatched", **PHONE), "ask", text="哪里?")
            a_standard_reply(f"通用{uuid4()}")
        deliver()

    more(1)
    return more


@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_searched_sorted_and_exported(enter, staff, talking, address):
    client = enter(staff.dispatcher)
    assert len(client.get(address).context["page"].rows) == 1
    for query in ({"q": "nowhere"}, {"q": "nowhere", "sort": "newest"}):
        page = client.get(address, query)
        assert page.context["page"].rows == []
    assert client.get(address, {"sort": "newest"}).status_code == 200
    assert client.get(address, {"sort": "sideways"}).status_code == 422
    sheet = load_workbook(BytesIO(client.get(f"{address}export.xlsx").getvalue())).active
    assert sheet.max_row == 2


def test_the_lists_are_of_what_one_sees(enter, staff, talking):
    stranger = enter(staff.stranger)
    for address in ("/desk/talks/", "/desk/talks/questions/"):
        assert stranger.get(address).context["page"].rows == []
    assert enter(staff.handler).get("/desk/talks/replies/").status_code == 403
    assert enter(staff.handler).get("/desk/talks/questions/?mine=on").context["page"].rows == []
    waiting = enter(staff.dispatcher)
    for query, rows in (
        ({"state": "handled"}, 1),
        ({"state": "closed"}, 0),
        ({"category": "R1"}, 1),
    ):
        assert len(waiting.get("/desk/talks/", query).context["page"].rows) == rows


@pytest.mark.parametrize("address", LISTS)
def test_a_list_costs_the_same_for_one_row_and_for_three(enter, staff, talking, address):
    client = enter(staff.dispatcher)

    def cost():
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    few = cost()
    talking(2)
    assert cost() == few


def test_who_was_replied_to_leaves_the_list(enter, staff, a_case):
    case, client = a_case("closed", **PHONE), enter(staff.dispatcher)
    deliver()
    assert case.number in client.get("/desk/talks/").content.decode()
    say(client, case, "reply", text="已加固", audience="public")
    assert case.number not in client.get("/desk/talks/").content.decode()


def test_standard_replies_are_kept_and_put_away(enter, staff):
    client = enter(staff.dispatcher)
    told = {"title": "已派", "text": "已派{unit}", "category_code": "R1", "state": "dispatched"}
    assert client.post("/desk/talks/replies/new/", {**told, "active": "on"}).status_code == 302
    again = client.post("/desk/talks/replies/new/", {**told, "active": "on"})
    assert (again.status_code, "同名" in again.content.decode()) == (422, True)
    reply = StandardReply.objects.get()
    there = f"/desk/talks/replies/{reply.pk}/"
    assert "已派{unit}" in client.get(there).content.decode()
    assert client.post(there, {**told, "title": "改名"}).status_code == 302
    assert (StandardReply.objects.get().title, StandardReply.objects.get().active) == (
        "改名",
        False,
    )
    assert client.get("/desk/talks/replies/999/").status_code == 404
    for query, rows in (({"category": "R1"}, 1), ({"state": "closed"}, 0)):
        assert len(client.get("/desk/talks/replies/", query).context["page"].rows) == rows
