"""What is printed and filed of a case: the page, and the document."""

from io import BytesIO

import docx
import pytest

from lingdang.cases.public import Report, Source, report_case
from lingdang.evidence.testing import a_photo
from lingdang.faces.desk.tests.conftest import HERE
from lingdang.talks.public import answer_question, ask_reporter, reply_to_reporter, write_note

PHONE = {"contact_name": "王居民", "contact_phone": "13912345678"}


@pytest.fixture
def talked(staff, a_case):
    """A case that was asked about, answered with a photograph, replied to and noted."""
    case, by = a_case("dispatched", **PHONE), staff.dispatcher.actor
    ask_reporter(case_id=case.pk, text="哪个路口?", by=by)
    photos = [a_photo(by=by, colour="red").pk, a_photo(by=by, colour="blue").pk]
    answer_question(case_id=case.pk, text="南门路口", photo_ids=photos, by=by)
    reply_to_reporter(case_id=case.pk, text="围挡已设", public=True, by=by)
    noted = [a_photo(by=by, colour="green").pk]
    write_note(case_id=case.pk, text="王师傅\x0b去过三次", photo_ids=noted, by=by)
    return case


def document(client, case):
    answer = client.get(f"/desk/cases/{case.pk}/case.docx")
    return docx.Document(BytesIO(answer.getvalue()))


def words(written):
    cells = [cell.text for table in written.tables for cell in table._cells]
    return "\n".join([*(paragraph.text for paragraph in written.paragraphs), *cells])


def test_it_holds_what_has_happened(enter, staff, a_case):
    case = a_case("closed")
    written = document(enter(staff.dispatcher), case)
    assert case.number in written.paragraphs[0].text
    assert "已加固" in words(written)
    assert "沟通记录" not in words(written)
    assert enter(staff.stranger).get(f"/desk/cases/{case.pk}/case.docx").status_code == 404


def test_it_holds_what_was_said_by_whom_and_who_reads_it(enter, staff, talked):
    said = words(document(enter(staff.dispatcher), talked))
    for line in ("哪个路口?", "南门路口", "围挡已设", "王师傅去过三次", "内部备注 · 仅内部可见"):
        assert line in said


def test_its_photographs_stand_under_what_they_came_with(enter, staff, talked):
    written = document(enter(staff.dispatcher), talked)
    shown, under = {}, ""
    for paragraph in written.paragraphs:
        if paragraph.style.name == "Heading 1":
            under = paragraph.text
        shown[under] = shown.get(under, 0) + len(paragraph._p.xpath(".//pic:pic"))
    assert {name: count for name, count in shown.items() if count} == {
        "诉求人回答": 2,
        "内部备注": 1,
    }


def test_the_page_shows_photographs_of_answers_with_those_of_the_case(enter, staff, talked):
    photos = enter(staff.dispatcher).get(f"/desk/cases/{talked.pk}/").context["photos"]
    assert [(str(label), len(found)) for label, found in photos] == [
        ("诉求人回答", 2),
        ("内部备注", 1),
    ]


def test_whoever_reported_it_from_another_desk_gets_no_notes(enter, staff):
    """They see their own report there, and of it what any reporter sees."""
    told = Report(description="井盖松动", source=Source.RESIDENT, **HERE)
    case = report_case(report=told, by=staff.stranger.actor).case
    write_note(case_id=case.pk, text="常来电的人", by=staff.dispatcher.actor)
    client = enter(staff.stranger)
    page = client.get(f"/desk/cases/{case.pk}/").content.decode()
    for shown in (page, words(document(client, case))):
        assert "井盖松动" in shown
        assert "常来电的人" not in shown
        assert "写了内部备注" not in shown
    assert "写了内部备注" in words(document(enter(staff.dispatcher), case))
