"""Kinds of matter at the desk: what a page offers, what it refuses, what a list costs."""

import re
from collections import Counter
from types import SimpleNamespace

import pytest

from lingdang.cases.public import Case, Report, report_case
from lingdang.dossiers.public import CareEntry, CareVisit, Errand, Service
from lingdang.dossiers.testing import (
    Document,
    Paper,
    Party,
    a_care_entry,
    a_service,
    an_errand,
)
from lingdang.journal.public import Fact
from lingdang.people.public import Role, actor_for
from lingdang.people.testing import a_person, a_post
from lingdang.standards.public import Procedure
from lingdang.standards.testing import some_procedures


@pytest.fixture
def ready(staff, district):
    some_procedures()
    a_service()
    mediator = a_person()
    a_post(mediator, Role.MEDIATOR, place=district.village)
    officer = a_person()
    a_post(officer, Role.DISCIPLINE_OFFICER, place=district.town)
    return SimpleNamespace(
        grid=district.grid,
        mediator=SimpleNamespace(person=mediator, actor=actor_for(mediator)),
        officer=SimpleNamespace(person=officer, actor=actor_for(officer)),
        **vars(staff),
    )


@pytest.fixture
def errand(ready):
    return an_errand(ready.grid_worker.actor, ready.grid.pk)


def test_an_errand_is_entered_with_what_it_asks(ready, enter):
    client = enter(ready.grid_worker)
    page = client.get("/desk/kinds/errand/new/").content.decode()
    assert "老年证" in page
    sent = {"source": "grid_worker", "description": "腿脚不便", "service": "senior-card",
            "contact_name": "郑老人", "contact_phone": "13800001234",
            "request_key": "k"}  # fmt: skip
    for _twice in range(2):
        answer = client.post("/desk/kinds/errand/new/", sent)
    case = Case.objects.get()
    assert answer.url == f"/desk/cases/{case.pk}/"
    assert Errand.objects.get().service_id == "senior-card"
    assert case.place_id == ready.grid.pk
    refused = client.post("/desk/kinds/errand/new/", {**sent, "service": "none"})
    assert refused.status_code == 422
    assert client.get("/desk/kinds/nothing/new/").status_code == 404


def test_a_matter_of_a_kind_asks_what_its_procedure_wants(ready, enter):
    client = enter(ready.grid_worker)
    sent = {"source": "grid_worker", "description": "彩钢棚", "request_key": "k"}
    assert client.post("/desk/kinds/violation/new/", sent).status_code == 422
    client.post("/desk/kinds/violation/new/", {**sent, "kind": "违法建设", "area": "40.5"})
    assert Case.objects.get().particulars == {"kind": "违法建设", "area": 40.5}


def test_no_two_fields_of_a_case_page_share_an_id(ready, enter):
    sent = {"source": "desk", "description": "彩钢棚", "kind": "违法建设", "request_key": "k"}
    client = enter(ready.dispatcher)
    page = client.post("/desk/kinds/violation/new/", sent, follow=True).content.decode()
    assert {'id="enter-reply"', 'id="id_reply_text"'} <= set(re.findall(r'id="[^"]+"', page))
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert [name for name, count in Counter(ids).items() if count > 1] == []


def test_whoever_enters_a_clue_sees_it_no_more(ready, enter):
    client = enter(ready.dispatcher)
    sent = {"source": "desk", "description": "某科室推诿", "kind": "推诿拖延", "request_key": "k"}
    answer = client.post("/desk/kinds/clue/new/", sent, follow=True)
    case = Case.objects.get()
    assert case.number in answer.content.decode()
    assert client.get(f"/desk/cases/{case.pk}/").status_code == 404
    page = enter(ready.officer).get(f"/desk/cases/{case.pk}/")
    assert page.status_code == 200
    assert Fact.objects.filter(name="cases.case_looked_at.v1").count() == 1


def test_things_are_entered_on_the_case_page(ready, enter, errand):
    client, there = enter(ready.grid_worker), f"/desk/cases/{errand.pk}/enter/"
    assert client.post(f"{there}consent/", {"consent": ""}).status_code == 422
    refused = client.post(f"{there}paper/", {"paper": "身份证", "state": "collected"})
    assert refused.status_code == 409
    assert client.post(f"{there}consent/", {"consent": "signed"}).status_code == 302
    client.post(f"{there}paper/", {"paper": "身份证", "state": "collected"})
    assert Paper.objects.get(name="身份证").state == "collected"
    assert client.post(f"{there}nothing/", {}).status_code == 404
    assert enter(ready.stranger).post(f"{there}consent/", {}).status_code == 404
    page = client.get(f"/desk/cases/{errand.pk}/").content.decode()
    assert "已收取" in page
    assert 'id="enter-consent"' not in page  # given already


def test_the_page_of_an_ordinary_case_bears_no_dossier(ready, enter, a_case):
    page = enter(ready.dispatcher).get(f"/desk/cases/{a_case().pk}/").content.decode()
    assert 'id="dossier"' not in page


def test_filing_chooses_a_procedure_and_asks_its_fields(ready, enter, a_case):
    case, client = a_case(), enter(ready.dispatcher)
    there = f"/desk/cases/{case.pk}/file/"
    sent = {"category_code": "R1", "procedure_code": "violation"}
    refused = client.post(there, sent)
    assert refused.status_code == 422
    assert "违法类型" in refused.content.decode()
    client.post(there, {**sent, "kind": "违法用地"})
    case.refresh_from_db()
    assert (case.state, case.procedure_id) == ("filed", "violation")
    assert case.particulars == {"kind": "违法用地"}


def test_a_party_is_masked_until_somebody_says_why(ready, enter):
    client = enter(ready.dispatcher)
    sent = {"source": "desk", "description": "棚", "kind": "违法建设", "request_key": "k"}
    client.post("/desk/kinds/violation/new/", sent)
    case = Case.objects.get()
    party = {"role": "reported", "name": "吴大有", "phone": "13700001111"}
    client.post(f"/desk/cases/{case.pk}/enter/party/", party)
    page = client.get(f"/desk/cases/{case.pk}/").content.decode()
    assert "吴*" in page
    assert "吴大有" not in page
    there = f"/desk/cases/{case.pk}/party/{Party.objects.get().pk}/"
    assert client.post(there, {"reason": ""}).status_code == 422
    assert "吴大有" in client.post(there, {"reason": "送达文书"}).content.decode()


@pytest.fixture
def mediation(ready):
    report = Report(
        description="楼道纠纷", source="grid_worker", place_id=ready.grid.pk,
        procedure_code="mediation", particulars={"subject": "邻里"},
    )  # fmt: skip
    return report_case(report=report, by=ready.grid_worker.actor).case


def test_a_mediator_sees_mediations_and_nothing_else(ready, enter, mediation, a_case):
    other = a_case()
    client = enter(ready.mediator)
    page = client.get("/desk/cases/").content.decode()
    assert mediation.number in page
    assert other.number not in page
    assert client.get(f"/desk/cases/{mediation.pk}/").status_code == 200
    assert client.get(f"/desk/cases/{other.pk}/").status_code == 404
    kinds = client.get("/desk/kinds/").content.decode()
    assert "说事儿调解" in kinds
    assert "问题线索" not in kinds
    assert (
        enter(ready.dispatcher).get(f"/desk/cases/{mediation.pk}/").status_code == 404
    )  # of the town


def test_kinds_are_counted_as_far_as_one_sees(ready, enter, errand):
    page = enter(ready.dispatcher).get("/desk/kinds/").content.decode()
    assert "代办服务" in page
    assert "问题线索" not in page
    assert "动态清零" in enter(ready.officer).get("/desk/kinds/").content.decode()


def removed(ready, number, area):
    report = Report(
        description="棚", source="grid_worker", place_id=ready.grid.pk,
        procedure_code="violation", particulars={"kind": "违法建设"},
    )  # fmt: skip
    case = report_case(report=report, by=ready.grid_worker.actor).case
    Document.objects.create(
        case_id=case.pk, step="removal", position=4, number="1", on=f"2026-0{number}-05",
        removed=area,
    )  # fmt: skip


def test_removals_add_up_by_month(ready, enter, django_assert_max_num_queries):
    for number, area in ((1, 10), (1, 5.5), (3, 20)):
        removed(ready, number, area)
    client = enter(ready.dispatcher)
    page = client.get("/desk/kinds/removals/?year=2026").content.decode()
    for words in ("2026-01", "15.5", "2026-03", "35.5"):
        assert words in page
    assert client.get("/desk/kinds/removals/?year=soon").status_code == 422
    assert client.get(f"/desk/kinds/removals/?year=2026&place={ready.grid.pk}").status_code == 200
    assert client.get("/desk/kinds/removals/export.xlsx?year=2026").status_code == 200
    strange = enter(ready.stranger).get("/desk/kinds/removals/?year=2026").content.decode()
    assert "35.5" not in strange


def test_the_care_register_is_kept_and_visited(ready, enter):
    client = enter(ready.dispatcher)
    helper = ready.grid_worker.person.pk
    sent = {"category": "lonely", "place": ready.grid.pk, "name": "孙婆婆", "phone": "13900005678",
            "helper": helper, "interval_days": 30}  # fmt: skip
    assert client.post("/desk/care/new/", {**sent, "name": ""}).status_code == 422
    assert client.post("/desk/care/new/", sent).status_code == 302
    entry = CareEntry.objects.get()
    worker = enter(ready.grid_worker)
    page = worker.get("/desk/care/").content.decode()
    assert "孙*" in page
    assert "孙婆婆" not in page
    there = f"/desk/care/{entry.pk}/"
    visit = {"on": "2026-11-01", "note": "好", "need_kind": "就医陪诊", "request_key": "k"}
    assert worker.post(f"{there}visit/", visit).status_code == 422  # in which words?
    assert worker.post(f"{there}visit/", {**visit, "need": "需要陪诊"}).status_code == 302
    assert CareVisit.objects.get().need.procedure_id == "care"
    assert worker.post(f"{there}end/").status_code == 403
    assert "孙婆婆" in worker.post(f"{there}unmask/", {"reason": "上门"}).content.decode()
    assert worker.post(f"{there}unmask/", {"reason": ""}).status_code == 422
    change = {"helper": helper, "interval_days": 7}
    assert client.post(f"{there}change/", change).status_code == 302
    assert client.post(f"{there}end/").status_code == 302
    assert enter(ready.stranger).get(there).status_code == 404
    assert enter(ready.verifier).get("/desk/care/").status_code == 403


def test_the_register_is_filtered_and_written_as_a_sheet(ready, enter):
    a_care_entry(ready.grid_worker.actor, ready.grid.pk)
    a_care_entry(ready.grid_worker.actor, ready.grid.pk, category="hardship")
    CareEntry.objects.filter(category="hardship").update(due_on="2026-01-01")
    client = enter(ready.grid_worker)
    for query, rows in (
        ("", 2),
        ("category=hardship", 1),
        ("due=on", 1),
        ("q=孙婆婆", 2),
        ("q=孙", 0),
    ):
        page = client.get(f"/desk/care/?{query}").content.decode()
        assert page.count("data-open") == rows, query
    assert client.get("/desk/care/export.xlsx").status_code == 200


def test_three_people_cost_what_one_costs(ready, enter, django_assert_max_num_queries):
    client, counts = enter(ready.grid_worker), []
    for _more in range(2):
        a_care_entry(ready.grid_worker.actor, ready.grid.pk)
        client.get("/desk/care/")  # what is kept for a minute is read once
        with django_assert_max_num_queries(14) as read:
            client.get("/desk/care/")
        counts.append(len(read))
    assert counts[0] == counts[1]


def test_services_are_kept(ready, enter):
    client = enter(ready.dispatcher)
    sent = {"code": "card", "name": "残疾证", "papers": "照片\n\n身份证", "days": 9, "in_use": "on"}
    assert client.post("/desk/services/new/", {**sent, "days": 0}).status_code == 422
    client.post("/desk/services/new/", sent)
    assert Service.objects.get(pk="card").papers == ["照片", "身份证"]
    client.post("/desk/services/card/", {**sent, "name": "残疾人证"})
    assert Service.objects.get(pk="card").name == "残疾人证"
    page = client.get("/desk/services/?q=残疾").content.decode()
    assert page.count("data-open") == 1
    assert client.get("/desk/services/none/").status_code == 404
    assert client.get("/desk/services/export.xlsx").status_code == 200


BLANK = {f"{form}-{part}_FORMS": number for form in ("field", "document")
         for part, number in (("TOTAL", 2), ("INITIAL", 0))}  # fmt: skip


def test_a_librarian_makes_and_changes_a_procedure_without_raw_data(ready, enter):
    client = enter(ready.system_admin)
    sent = {
        "code": "dust", "name": "扬尘管控", "position": 5, "in_use": "on", "tells_reporter": "on",
        "holds": ["replies"], "closed_steps": ["pass_up"], "before_close": ["replied"],
        "handle_amount": 2, "handle_unit": "working_days", **BLANK,
        "field-0-name": "site", "field-0-title": "工地", "field-0-type": "choice",
        "field-0-choices": "东；西", "field-0-required": "on",
        "document-0-name": "order", "document-0-title": "整改通知",
    }  # fmt: skip
    assert client.post("/desk/procedures/new/", {**sent, "code": "Dust!"}).status_code == 422
    assert client.post("/desk/procedures/new/", {**sent, "restricted": "on"}).status_code == 422
    assert client.post("/desk/procedures/new/", sent).status_code == 302
    dust = Procedure.objects.get(pk="dust")
    assert dust.fields == [
        {
            "name": "site",
            "title": "工地",
            "type": "choice",
            "required": True,
            "choices": ["东", "西"],
        }
    ]
    assert (dust.limits, dust.checks) == ({"handle": [2, "working_days"]}, {"close": ["replied"]})
    assert (dust.documents, dust.closed_steps) == (
        [{"name": "order", "title": "整改通知"}], ["pass_up"],
    )  # fmt: skip
    client.post("/desk/procedures/dust/", {**sent, "name": "扬尘", "field-0-name": ""})
    dust.refresh_from_db()
    assert (dust.name, dust.fields) == ("扬尘", [])
    page = client.get("/desk/procedures/clue/").content.decode()
    assert "可见范围在建立时设定" in page
    client.post("/desk/procedures/clue/", {**sent, "code": "clue", "name": "线索", **BLANK})
    assert Procedure.objects.get(pk="clue").restricted  # its sight cannot be taken from it
