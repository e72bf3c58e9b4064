"""A question is answered on the page of one's matter; what is public everybody reads."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lingdang.cases.public import Report, State, merge_case, report_case
from lingdang.cases.testing import a_case
from lingdang.evidence.testing import jpeg_bytes
from lingdang.kernel.actor import ANYONE
from lingdang.standards.testing import a_procedure
from lingdang.talks.public import (
    Kind,
    Remark,
    ask_reporter,
    reply_to_reporter,
    write_note,
)


@pytest.fixture
def followed(people):
    report = Report(description="垃圾没人收,电话 13812345678", place_id=people.ground.grid.pk)
    return report_case(report=report, by=ANYONE)


def a_picture():
    return SimpleUploadedFile("a.jpg", jpeg_bytes(), content_type="image/jpeg")


def test_a_question_is_answered_with_a_photograph(client, people, followed):
    ask_reporter(case_id=followed.case.pk, text="哪个路口?", by=people.dispatcher)
    page = f"/c/{followed.follow_token}/"
    asked = client.get(page).text
    assert "哪个路口?" in asked
    assert "您的回答" in asked
    sent = client.post(f"{page}say/", {"key": uuid4(), "text": "南门", "photos": a_picture()})
    assert (sent.status_code, sent["Location"]) == (302, f"{page}#talk")
    answer = Remark.objects.get(kind=Kind.ANSWER)
    assert (answer.text, answer.photographs) == ("南门", 1)
    answered = client.get(page).text
    assert "您的回答" not in answered
    assert "补充情况" in answered


def test_something_is_added_and_nothing_is_refused(client, followed):
    page = f"/c/{followed.follow_token}/"
    empty = client.post(f"{page}say/", {"key": uuid4(), "text": " "})
    assert (empty.status_code, "请写几个字" in empty.text) == (422, True)
    told = {"key": str(uuid4()), "text": "又多了一堆"}
    for _again in range(2):
        assert client.post(f"{page}say/", told).status_code == 302
    assert Remark.objects.get().kind == Kind.ADDITION
    broken = SimpleUploadedFile("a.jpg", b"no picture", content_type="image/jpeg")
    assert client.post(f"{page}say/", {"key": uuid4(), "photos": broken}).status_code == 422


def test_nobody_adds_to_what_has_ended_or_is_not_theirs(client, people, sign_in):
    mine = {"reporter_id": people.resident.person_id}
    ended = a_case(State.REFUSED, place=people.ground.grid, **mine)
    resident = sign_in(people.resident)
    assert "补充情况" not in resident.get(f"/c/{ended.number}/").text
    told = {"key": uuid4(), "text": "x"}
    assert resident.post(f"/c/{ended.number}/say/", told).status_code == 422
    other = Client()
    assert other.post(f"/c/{ended.number}/say/", told).status_code == 404


def test_staffs_notes_and_what_others_answered_stay_hidden(people, sign_in):
    case = a_case(State.DISPATCHED, place=people.ground.grid, unit=people.unit)
    mine = {"reporter_id": people.resident.person_id}
    report = a_case(place=people.ground.grid, **mine)
    merge_case(case_id=report.pk, into_id=case.pk, by=people.dispatcher)
    write_note(case_id=case.pk, text="内部事", by=people.dispatcher)
    reply_to_reporter(case_id=case.pk, text="已派人", public=False, by=people.dispatcher)
    page = sign_in(people.resident).get(f"/c/{report.number}/").text
    assert "已派人" in page
    assert "内部事" not in page


def test_everybody_reads_what_was_replied_in_public(client, people, followed):
    told = {"case_id": followed.case.pk, "by": people.dispatcher}
    assert "还没有公开答复" in client.get("/replies/").text
    reply_to_reporter(**told, text="周一清运", public=True)
    reply_to_reporter(**told, text="私下说", public=False)
    number = followed.case.number
    for address in ("/replies/", "/replies/?q=周一", f"/replies/{number}/"):
        page = client.get(address).text
        assert "周一清运" in page
        assert "138****5678" in page
        assert "私下说" not in page
    assert "没有含这些字的答复" in client.get("/replies/?q=无").text
    assert client.get("/replies/20200101-999999/").status_code == 404
    assert client.get(f"/replies/19990101-{followed.case.pk:06}/").status_code == 404


def test_nobody_reads_of_what_is_not_public(client, people):
    hidden = a_case(place=people.ground.grid, procedure=a_procedure(public=False))
    Remark.objects.create(case=hidden, kind=Kind.REPLY, audience="everyone", text="不该看见")
    assert "不该看见" not in client.get("/replies/").text
    assert client.get(f"/replies/{hidden.number}/").status_code == 404


def test_the_list_goes_on(client, people):
    case = a_case(place=people.ground.grid, reporter_id=people.resident.person_id)
    for number in range(21):
        reply_to_reporter(case_id=case.pk, text=f"第{number}次", public=True, by=people.dispatcher)
    page = client.get("/replies/")
    assert len(page.context["page"].rows) == 20
    after = page.context["page"].after
    assert "第0次" in client.get(f"/replies/?after={after}").text
