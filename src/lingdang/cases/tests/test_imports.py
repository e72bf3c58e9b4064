import json

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.cases.enums import State
from lingdang.cases.imports import Stretch, check_cases
from lingdang.cases.imports import import_cases as import_stretch
from lingdang.cases.models import Case
from lingdang.cases.policies import IMPORT, TELL
from lingdang.cases.public import case_by_number, timeline
from lingdang.cases.services import tell_deadlines
from lingdang.cases.services.answer import conclude_case
from lingdang.cases.testing import a_case
from lingdang.journal.public import Fact
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.people.public import Person
from lingdang.standards.testing import a_category

IMPORTER = Actor.process("import", IMPORT)


def import_cases(rows, **how):
    return import_stretch(Stretch.whole(rows), **how)


@pytest.fixture
def logins(people):
    """The sign-in name of everybody in the cast."""
    persons = dict(Person.objects.values_list("pk", "login"))
    names = ("grid_worker", "community", "dispatcher", "unit_handler", "verifier", "resident")
    return {name: persons[people[name].person_id] for name in names}


@pytest.fixture
def row(people, logins):
    a_category("06010")

    def build(key="K-1", **more):
        steps = [
            {"step": "file", "at": "2026-05-08T10:02:00", "by": logins["dispatcher"]},
            {"step": "keep", "at": "2026-05-08T10:20:00", "by": logins["grid_worker"]},
            {"step": "pass_up", "at": "2026-05-08T11:00:00", "by": logins["grid_worker"],
             "reason": "要社区协调"},
            {"step": "dispatch", "at": "2026-05-08T11:30:00", "by": logins["community"],
             "unit": people.unit.code},
            {"step": "handle", "at": "2026-05-09T15:40:00", "by": logins["unit_handler"],
             "outcome": "已清理"},
            {"step": "return", "at": "2026-05-09T16:00:00", "by": logins["verifier"],
             "reason": "没清完"},
            {"step": "handle", "at": "2026-05-10T09:00:00", "by": logins["unit_handler"],
             "outcome": "清完了"},
            {"step": "verify", "at": "2026-05-10T10:00:00", "by": logins["verifier"]},
            {"step": "call_back", "at": "2026-05-10T16:30:00", "by": "reporter", "settled": True,
             "stars": 5, "channel": "online"},
            {"step": "close", "at": "2026-05-10T16:31:00", "by": logins["dispatcher"]},
        ]  # fmt: skip
        return {
            "external_key": key,
            "source": "resident",
            "category": "06010",
            "description": "路口有垃圾",
            "lng": "113.305",
            "lat": "33.765",
            "reporter_login": logins["resident"],
            "received_at": "2026-05-08T09:30:00",
            "steps": json.dumps(steps),
        } | more

    return build


def test_a_whole_history_is_replayed(people, row):
    assert import_cases([row()], by=IMPORTER).created == 1

    case = Case.objects.get()
    assert (case.state, case.level_settled, case.returns, case.rating, case.outcome) == (
        *(State.CLOSED, "village", 1, 5, "清完了"),
    )
    assert (case.origin_place_id, case.place_id) == (
        people.ground.grid.pk,
        people.ground.village.pk,
    )
    assert (case.reporter_id, case.handled_by_id) == (
        people.resident.person_id,
        people.unit_handler.person_id,
    )
    assert case_by_number(people.dispatcher, case.number) == case
    entries = timeline(case)
    assert len(entries) == 11
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    assert timezone.localtime(entries[0].at).isoformat() == "2026-05-08T09:30:00+08:00"
    assert (
        Fact.objects.filter(subject=case.subject, person_id=people.verifier.person_id).count() == 2
    )


def test_imported_again_it_is_left_alone_and_a_change_is_a_problem(row):
    import_cases([row("a"), row("b")], by=IMPORTER)
    facts = Fact.objects.count()

    again = import_cases([row("a"), row("b")], by=IMPORTER)
    assert (again.created, again.unchanged, again.problems) == (0, 2, [])
    differs = import_cases([row("a", description="改了"), row("c")], by=IMPORTER)
    assert [(p.row, p.code) for p in differs.problems] == [(2, "key_reused")]
    assert (Case.objects.count(), Fact.objects.count()) == (2, facts)


def test_of_many_rows_the_bad_ones_are_named_and_none_is_written(row):
    rows = [row(f"k{n}") for n in range(30)]
    rows[3]["category"] = "none"
    rows[17]["received_at"] = "yesterday"
    rows[29]["steps"] = "[{]"

    report = import_cases(rows, by=IMPORTER)
    assert [problem.row for problem in report.problems] == [5, 19, 31]
    assert (report.created, Case.objects.count()) == (0, 0)

    report = import_cases(rows, by=IMPORTER, partial=True)
    assert (report.created, len(report.problems), Case.objects.count()) == (27, 3, 27)


@pytest.mark.parametrize(
    "change",
    [
        {"external_key": ""},
        {"external_key": "k" * 121},
        {"source": "rumour"},
        {"description": ""},
        {"description": "a\0"},
        {"lng": "east"},
        {"lng": "181"},
        {"lat": ""},
        {"system": "flat"},
        {"place_code": "nowhere"},
        {"anonymous": "maybe"},
        {"anonymous": "1"},
        {"contact_phone": "1"},
        {"reporter_login": "nobody"},
        {"received_at": ""},
        {"received_at": "2026-13-01T00:00:00"},
        {"received_at": "2999-01-01T00:00:00"},
        {"steps": "7"},
        {"steps": '["file"]'},
    ],
)
def test_every_cell_is_checked(row, change):
    assert [p.row for p in import_cases([row(**change)], by=IMPORTER).problems] == [2]


FILE = {"step": "file", "at": "2026-05-08T10:00:00"}
DISPATCH = {"step": "dispatch", "at": "2026-05-08T10:00:00", "unit": "UNIT"}
HANDLE = {"step": "handle", "at": "2026-05-08T11:00:00", "by": "VERIFIER", "outcome": "好"}


@pytest.mark.parametrize(
    "steps",
    [
        [{"at": "2026-05-08T10:00:00"}],
        [{"step": "vanish", "at": "2026-05-08T10:00:00"}],
        [{"step": "release", "at": "2026-05-08T10:00:00"}],
        [{"step": "file"}],
        [{"step": "file", "at": "2026-05-07T10:00:00"}],
        [FILE | {"by": "nobody"}],
        [FILE, FILE],
        [FILE | {"category": "none"}],
        [{"step": "refuse", "at": "2026-05-08T10:00:00"}],
        [{"step": "keep", "at": "2026-05-08T10:00:00"}],
        [DISPATCH | {"unit": "none"}],
        [DISPATCH, HANDLE | {"outcome": ""}],
        [DISPATCH, HANDLE, {"step": "verify", "at": "2026-05-08T12:00:00", "by": "VERIFIER"}],
        [DISPATCH, HANDLE, {"step": "close", "at": "2026-05-08T12:00:00"}],
        *(
            [
                DISPATCH,
                HANDLE,
                {"step": "verify", "at": "2026-05-08T12:00:00"},
                {"step": "call_back", "at": "2026-05-08T13:00:00"} | wrong,
            ]
            for wrong in (
                {},
                {"settled": "yes"},
                {"settled": True, "stars": 9},
                {"settled": True, "channel": "smoke"},
                {"settled": True, "by": "VERIFIER"},
            )
        ),
    ],
)
def test_a_history_obeys_the_steps(people, row, logins, steps):
    text = json.dumps(steps).replace("UNIT", people.unit.code)
    text = text.replace("VERIFIER", logins["verifier"])
    report = import_cases([row(steps=text)], by=IMPORTER)
    assert [problem.row for problem in report.problems] == [2], text
    assert not Case.objects.exists()


def test_what_is_not_settled_does_not_close(people, row):
    steps = json.loads(row()["steps"])
    steps[-2]["settled"] = False
    assert import_cases([row(steps=json.dumps(steps))], by=IMPORTER).problems
    steps[-1] = {"step": "reopen", "at": "2026-05-11T08:00:00", "by": "reporter", "reason": "又有"}
    assert import_cases([row(steps=json.dumps(steps))], by=IMPORTER).created == 1
    assert Case.objects.get().state == State.DISPATCHED


def test_a_place_by_its_code_wins_over_the_position(people, row):
    import_cases([row(place_code="d", steps="")], by=IMPORTER)
    case = Case.objects.get()
    assert (case.place_id, case.state) == (people.ground.district.pk, State.RECEIVED)
    assert case.lng == 113.305


def test_two_thousand_at_once_in_few_statements(row, django_assert_max_num_queries):
    rows = [row(f"k{n}") for n in range(2000)]
    with django_assert_max_num_queries(60):
        assert import_cases(rows, by=IMPORTER).created == 2000
    assert Fact.objects.filter(name="cases.case_handled.v1").count() == 4000


def test_not_for_everybody(people, row):
    with pytest.raises(NotAllowed):
        import_cases([row()], by=people.verifier)


def test_a_dry_run_says_what_would_be_and_does_nothing(row):
    import_cases([row("a")], by=IMPORTER)
    rows = [row("a"), row("b"), row("c", lng="east")]
    told = check_cases(Stretch(rows, [4, 7, 9]), by=IMPORTER)
    assert (told.created, told.unchanged, [p.row for p in told.problems]) == (1, 1, [9])
    assert Case.objects.count() == 1


def test_a_key_of_an_earlier_stretch_stands_in_the_file_twice(row):
    told = check_cases(Stretch([row("a")], [600], {"a"}), by=IMPORTER)
    assert [(p.row, p.code) for p in told.problems] == [(600, "incomplete")]


def test_what_lies_beyond_ones_reach_is_a_problem(people, row):
    theirs = people.other_dispatcher.reach(IMPORT)
    assert import_cases([row()], by=IMPORTER, within=theirs).problems
    ours = people.dispatcher.reach(IMPORT)
    assert import_cases([row()], by=IMPORTER, within=ours).created == 1


def test_what_is_kept_besides_does_not_tell_rows_apart(row):
    import_cases([row("a", attributes='{"likes": 1}')], by=IMPORTER)
    assert import_cases([row("a", attributes='{"likes": 2}')], by=IMPORTER).unchanged == 1
    assert Case.objects.get().attributes == {"likes": 1}
    assert import_cases([row("b", attributes="[]")], by=IMPORTER).problems


def test_nobody_is_told_of_a_deadline_that_was_over_before_it_came_here(people, row):
    import_cases([row("a", steps=""), row("b")], by=IMPORTER)
    facts = Fact.objects.count()
    assert tell_deadlines(by=Actor.process("clock", TELL)) == 0
    assert Fact.objects.count() == facts


@pytest.fixture
def reply(people):
    def build(key, *more, by=""):
        at = "2026-05-09T09:30:00"
        steps = [
            {"step": "dispatch", "at": at, "unit": people.unit.code},
            {"step": "handle", "at": at, "outcome": "已修好", "by": by},
            *({"step": step, "at": at} for step in more),
        ]
        return {
            "external_key": key,
            "received_at": "2026-05-08T09:30:00",
            "description": "路灯不亮",
            "lng": "113.305",
            "lat": "33.765",
            "steps": json.dumps(steps),
        }

    return build


def test_what_was_replied_to_elsewhere_is_closed_and_nobody_was_asked(people, logins, reply):
    report = import_cases([reply("a"), reply("b", "conclude")], by=IMPORTER)
    assert (report.created, report.problems) == (2, [])
    replied, ended = Case.objects.order_by("request_key")
    assert (replied.state, ended.state) == (State.HANDLED, State.CLOSED)
    with pytest.raises(NotAllowed):
        conclude_case(case_id=replied.pk, by=people.leader)
    ended = conclude_case(case_id=replied.pk, by=people.dispatcher)
    assert (ended.state, ended.settled, ended.called_back_at) == (State.CLOSED, None, None)
    again = [reply("a"), reply("c", "conclude", by=logins["unit_handler"])]
    report = import_cases(again, by=IMPORTER)  # whoever handled it is known
    assert [problem.row for problem in report.problems] == [3]


def test_what_is_handled_here_is_called_back_before_it_closes(people):
    case = a_case(State.HANDLED, place=people.ground.grid, unit=people.unit)
    with pytest.raises(NotAllowed):
        conclude_case(case_id=case.pk, by=people.dispatcher)
    early = {"state": "closed", "due_at": None, "due_from": None, "closed_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**early)
