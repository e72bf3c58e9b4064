import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lingdang.cases.public import Case, Stretch, import_cases
from lingdang.dossiers.management.commands.dossiers import COMMAND
from lingdang.dossiers.models import CareEntry, CareVisit, Document, Errand, Paper, Service
from lingdang.dossiers.public import import_entries, sections_of
from lingdang.dossiers.testing import a_service, an_errand
from lingdang.journal.public import Delivery, Fact
from lingdang.kernel.errors import NotAllowed
from lingdang.kernel.sheets import read_sheet
from lingdang.people.public import Person, Role
from lingdang.people.testing import a_person, a_post

SERVICES = "code,name,papers,days\nsenior-card,老年证,身份证;照片,7\nx-y,残疾证,照片,\n"


def load(verb, text, tmp_path):
    file = tmp_path / f"{verb}.csv"
    file.write_text(text)
    said = StringIO()
    call_command("dossiers", verb, file, stdout=said, stderr=said)
    return said.getvalue()


def test_services_come_by_command_and_again_change_nothing(people, tmp_path):
    load("services", SERVICES, tmp_path)
    assert [(each.code, each.papers, each.days) for each in Service.objects.all()] == [
        ("senior-card", ["身份证", "照片"], 7),
        ("x-y", ["照片"], 10),
    ]
    before = Fact.objects.count()
    load("services", SERVICES, tmp_path)
    assert Fact.objects.count() == before
    with pytest.raises(SystemExit):
        load("services", SERVICES + "BAD,坏,,\n", tmp_path)


def test_the_register_comes_with_its_visits(people, tmp_path):
    worker = a_person(login="worker")
    a_post(worker, Role.DISPATCHER, place=people.ground.district)
    head = "category,place_code,name,helper_login,interval_days,visits\n"
    load("care", head + "lonely,d,孙婆婆,worker,30,2026-01-05;2026-02-05\n", tmp_path)
    assert CareEntry.objects.get().due_on.isoformat() == "2026-03-07"
    assert CareVisit.objects.count() == 2
    for wrong in ("rich,d,甲,worker,30,", "lonely,nowhere,甲,worker,30,", "lonely,d,甲,nobody,30,"):
        with pytest.raises(SystemExit):
            load("care", f"{head}lonely,d,乙,worker,7,\n{wrong}\n", tmp_path)
    assert CareEntry.objects.count() == 1  # all or nothing


def imported_violation():
    rows = (
        "external_key,received_at,procedure,description,lng,lat\n"
        "v1,2026-01-08T09:30:00,violation,违建,113.305,33.765\n"
    )
    import_cases(Stretch.whole(read_sheet(rows.encode(), ())), by=COMMAND)
    return Case.objects.get()


ENTRIES = (
    "external_key,kind,at,data\n"
    'v1,document,2026-01-09T10:00:00,"{""step"":""verification"",""number"":""1"",'
    '""on"":""2026-01-09""}"\n'
    'v1,reply,2026-01-10T10:00:00,"{""channel"":""phone"",""text"":""已核查""}"\n'
)


def test_what_is_kept_beside_a_case_comes_with_its_moments_and_tells_nobody(people, tmp_path):
    case = imported_violation()
    Delivery.objects.all().delete()
    load("entries", ENTRIES, tmp_path)
    assert Document.objects.get().number == "1"
    assert {fact.at.day for fact in Fact.objects.filter(name="dossiers.dossier_kept.v1")} == {9, 10}
    assert not Delivery.objects.exists()
    assert "已核查" in str(sections_of(Case.objects.get(pk=case.pk)))


@pytest.mark.parametrize(
    "row",
    [
        "v2,reply,2026-01-10T10:00:00,{}",
        "v1,nothing,2026-01-10T10:00:00,{}",
        "v1,consent,2026-01-10T10:00:00,{}",
        "v1,reply,never,{}",
        "v1,reply,2026-13-10T10:00:00,{}",
        "v1,reply,2026-01-10T10:00:00,[]",
        "v1,reply,2026-01-10T10:00:00,{}",
        ENTRIES.splitlines()[1],  # a legal step comes once
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_kept(people, row):
    imported_violation()
    rows = read_sheet(f"{ENTRIES}{row}\n".encode(), ())
    report = import_entries(rows, by=COMMAND)
    assert [problem.row for problem in report.problems] == [4]
    assert not Document.objects.exists()
    with pytest.raises(NotAllowed):
        import_entries(rows, by=people.grid_worker)


def a_history(key, *entries):
    """An imported errand and the rows of what happened to its papers."""
    head = "external_key,received_at,procedure,description,lng,lat\n"
    row = f"{key},2026-01-08T09:30:00,errand,代办老年证,113.305,33.765\n"
    import_cases(Stretch.whole(read_sheet(f"{head}{row}".encode(), ())), by=COMMAND)
    at = "2026-01-09T10:00:00"
    return [
        {"external_key": key, "kind": kind, "at": at, "data": json.dumps(said)}
        for kind, said in entries
    ]


ERRAND = (
    ("service", {"service": "senior-card"}),
    ("consent", {"consent": "signed"}),
    ("paper", {"paper": "身份证", "state": "collected"}),
    ("paper", {"paper": "身份证", "state": "returned"}),
    ("delivery", {"note": "送到家中"}),
    ("progress", {"note": "回访过"}),
)


def test_what_follows_in_a_sheet_rests_on_what_went_before_in_it(people):
    a_service(papers=["身份证", "照片"])
    report = import_entries(a_history("e1", *ERRAND), by=COMMAND)
    assert (report.created, report.problems) == (6, [])
    errand = Errand.objects.get()
    assert errand.delivered_at == errand.consent_at
    assert {(paper.name, paper.state) for paper in Paper.objects.all()} == {
        ("身份证", "returned"), ("照片", "wanted"),
    }  # fmt: skip
    later = a_history("e2", ERRAND[0], ERRAND[4], ERRAND[1], ERRAND[1])
    report = import_entries(later, by=COMMAND)  # delivered before there was consent; and twice
    assert [(one.row, one.code) for one in report.problems] == [
        (3, "no_consent"), (5, "already_there"),
    ]  # fmt: skip
    assert Errand.objects.count() == 1


def test_a_later_sheet_goes_on_where_the_first_stopped(people):
    a_service()
    import_entries(a_history("e1", *ERRAND[:2]), by=COMMAND)
    rows = [row | {"external_key": "e1"} for row in a_history("e2", *ERRAND[2:])]
    assert import_entries(rows, by=COMMAND).created == 4
    assert Errand.objects.get().delivered_at
    assert Paper.objects.get(name="身份证").state == "returned"


def test_a_long_sheet_takes_as_many_statements_as_a_short_one(people, django_assert_num_queries):
    a_service()
    rows = [row for key in ("e1", "e2", "e3") for row in a_history(key, *ERRAND)]
    import_entries(a_history("e0", *ERRAND), by=COMMAND)  # what is kept in memory is there
    with django_assert_num_queries(9):
        import_entries(rows, by=COMMAND)
    assert Errand.objects.count() == 4


def test_one_thing_is_entered_by_command(people):
    a_service()
    Person.objects.filter(pk=people.grid_worker.person_id).update(login="worker")
    case = an_errand(people.grid_worker, people.ground.grid.pk)
    data = '{"consent": "signed"}'
    call_command(
        "dossiers", "enter", case.number, "consent", "--data", data, "--as", "worker",
        stdout=StringIO(),
    )  # fmt: skip
    with pytest.raises(CommandError):
        call_command("dossiers", "enter", case.number, "consent", "--data", data, "--as", "worker")
    with pytest.raises(CommandError):
        call_command("dossiers", "enter", case.number, "consent", "--as", "nobody")
