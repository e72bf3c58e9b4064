from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.cases.public import Case, timeline
from lingdang.cases.public import State as CaseState
from lingdang.intake.enums import State
from lingdang.intake.models import Chunk, Import, SavedMap, Trouble
from lingdang.intake.public import (
    ColumnMap,
    cancel_import,
    choose_map,
    imports_for,
    sample_of,
    save_map,
    unknown_words,
    upload_sheet,
    work_on,
    write_import,
)
from lingdang.intake.services import tidy_imports, upload
from lingdang.intake.testing import HEAD, a_message
from lingdang.intake.tests.conftest import IMPORTER
from lingdang.journal.public import Fact
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.kernel.steps import StepNotPossible
from lingdang.kernel.testing import a_csv
from lingdang.people.public import Duty, Role, actor_for, end_post
from lingdang.people.testing import a_person, a_post


@pytest.fixture
def mapped(people, uploaded):
    """The same, with its columns as they are guessed and the replying unit said."""

    def bring(*rows, **more):
        run = uploaded(*rows)
        told = run.map | more
        told["constants"] = run.map["constants"] | {"reply_unit": people.unit.code}
        choose_map(import_id=run.pk, column_map=ColumnMap.read(told), by=people.dispatcher)
        return run

    return bring


@pytest.fixture
def imported(mapped, worked, people):
    def bring(*rows, partial=False, **more):
        run = worked(mapped(*rows, **more))
        write_import(import_id=run.pk, partial=partial, by=people.dispatcher)
        return worked(run)

    return bring


REPLY = {"答复意见": "已修好。", "答复时间": "2019/3/9 9:49:10"}


def test_a_message_becomes_a_case_with_its_times(imported, people):
    run = imported(a_message(), a_message("1002", **REPLY))

    assert (run.state, run.created, run.refused) == (State.DONE, 2, 0)
    first, second = Case.objects.order_by("request_key")
    assert (first.state, first.source) == (CaseState.RECEIVED, "import")
    assert first.description == "路灯坏了 1001\n小区门口的路灯坏了半个月。"
    assert first.attributes == {"likes": 3, "import": run.pk}
    assert first.place_id == people.ground.town.pk
    assert (second.state, second.outcome) == (CaseState.HANDLED, "已修好。")
    assert second.unit_id == people.unit.pk
    moments = [(entry.event, f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}", entry.who)
               for entry in timeline(second)]  # fmt: skip
    assert moments == [
        ("case_received", "2019-02-28 11:25:05", "系统"),
        ("case_dispatched", "2019-02-28 11:25:05", "系统"),
        ("case_handled", "2019-03-09 09:49:10", "系统"),
    ]


def test_a_reply_may_be_the_end(imported):
    imported(a_message(**REPLY), replied="closed")
    case = Case.objects.get()
    assert (case.state, case.settled) == (CaseState.CLOSED, None)
    assert (case.verified_at, case.called_back_at) == (None, None)  # nobody said so
    assert [entry.event for entry in timeline(case)] == [
        *("case_received", "case_dispatched", "case_handled", "case_closed"),
    ]
    assert f"{timezone.localtime(case.closed_at):%Y-%m-%d %H:%M:%S}" == "2019-03-09 09:49:10"


def test_run_twice_it_adds_none(imported):
    rows = [a_message("1001"), a_message("1002", **REPLY)]
    imported(*rows)
    facts = Fact.objects.filter(subject__startswith="case:").count()
    again = imported(*rows)
    assert (again.state, again.created, again.unchanged) == (State.DONE, 0, 2)
    assert Fact.objects.filter(subject__startswith="case:").count() == facts


def test_without_a_number_the_same_row_is_one_case(imported):
    rows = [a_message(""), a_message(""), a_message("", 留言主题="井盖")]
    columns = {"留言主题": "title", "留言时间": "received_at", "留言详情": "description"}
    first = imported(*rows, columns=columns)
    assert (first.created, first.unchanged) == (2, 1)
    assert imported(*rows, columns=columns).created == 0


def test_two_systems_may_count_alike(imported):
    imported(a_message("1"), origin="信访")
    assert imported(a_message("1", 留言主题="井盖"), origin="热线").created == 1
    assert set(Case.objects.values_list("request_key", flat=True)) == {"信访:1", "热线:1"}


BAD = a_message("1002", 留言时间="昨天")


def test_all_or_none_is_none_when_one_row_is_bad(mapped, worked, people):
    run = worked(mapped(a_message(), BAD, a_message("1003")))
    assert (run.state, run.created, run.refused) == (State.CHECKED, 2, 1)
    write_import(import_id=run.pk, partial=False, by=people.dispatcher)
    run = worked(run)
    assert (run.state, Case.objects.count()) == (State.CHECKED, 0)
    assert [(one.row, one.code) for one in Trouble.objects.all()] == [(3, "incomplete")]


def test_the_good_rows_go_in_as_asked(imported):
    run = imported(a_message(), BAD, a_message("1003"), partial=True)
    assert (run.state, run.created, run.refused) == (State.DONE, 2, 1)
    assert [one.row for one in Trouble.objects.all()] == [3]
    assert not Chunk.objects.exists()


@pytest.mark.parametrize(
    "cells",
    [
        {"留言时间": ""},
        {"留言时间": "2999-01-01"},
        {"留言主题": "", "留言详情": ""},
        {"答复意见": "好", "答复时间": ""},
        {"答复意见": "好", "答复时间": "2019-01-01"},
    ],
)
def test_every_problem_names_its_row(mapped, worked, cells):
    run = worked(mapped(a_message(), a_message("2", **cells)))
    assert (run.refused, Trouble.objects.get().row) == (1, 3)


def test_a_number_that_stands_in_the_file_twice_is_a_problem_even_chunks_apart(
    monkeypatch, mapped, worked
):
    monkeypatch.setattr(upload, "AT_ONCE", 1)
    run = worked(mapped(a_message("1"), a_message("2"), a_message("1", 留言主题="井盖")))
    assert (run.created, [one.row for one in Trouble.objects.all()]) == (2, [4])


def test_killed_between_two_chunks_it_goes_on_where_it_was(monkeypatch, mapped, worked, people):
    monkeypatch.setattr(upload, "AT_ONCE", 1)
    run = worked(mapped(*(a_message(str(n)) for n in range(4))))
    write_import(import_id=run.pk, partial=True, by=people.dispatcher)
    with transaction.atomic():
        work_on(run.pk)
        transaction.set_rollback(True)  # the process dies before the commit
    work_on(run.pk)
    run.refresh_from_db()
    assert (run.done, Case.objects.count()) == (1, 1)
    assert (worked(run).created, Case.objects.count()) == (4, 4)


def test_cancelled_it_stops_and_keeps_nothing_of_the_file(monkeypatch, mapped, worked, people):
    monkeypatch.setattr(upload, "AT_ONCE", 1)
    run = worked(mapped(a_message("1"), a_message("2")))
    write_import(import_id=run.pk, partial=True, by=people.dispatcher)
    work_on(run.pk)
    cancel_import(import_id=run.pk, by=people.dispatcher)
    assert not work_on(run.pk)
    assert (Case.objects.count(), Chunk.objects.count()) == (1, 0)
    with pytest.raises(StepNotPossible):
        cancel_import(import_id=run.pk, by=people.dispatcher)


def test_words_are_given_a_meaning(uploaded, worked, people):
    head = ["内容", "时间", "类型", "来源", "社区", "承办单位", "回复", "回复时间"]
    row = ["灯", "2019-01-01", "市容", "市长热线", "莲花社区", "城管", "好", "2019-01-02"]
    run = upload_sheet(content=a_csv([head, row]), file_name="x.csv", by=IMPORTER)
    said = {(one.target, one.word) for one in unknown_words(run)}
    assert said == {
        ("category", "市容"), ("source", "市长热线"), ("place", "莲花社区"), ("reply_unit", "城管"),
    }  # fmt: skip
    assert "市长热线" in sample_of(run, 1)[0].problem
    values = {
        "category": {"市容": "06010"},
        "source": {"市长热线": "hotline"},
        "place": {"莲花社区": "d"},
        "reply_unit": {"城管": people.unit.code},
    }
    column_map = ColumnMap.read(run.map | {"values": values})
    choose_map(import_id=run.pk, column_map=column_map, by=IMPORTER)
    assert unknown_words(Import.objects.get()) == []
    run = worked(run)
    assert (run.created, list(Trouble.objects.values_list("sentence", flat=True))) == (1, [])


def test_a_kept_map_fits_the_next_file(uploaded, people):
    told = ColumnMap(columns={"留言详情": "description", "留言时间": "received_at"}, origin="信箱")
    save_map(name="信箱", column_map=told, by=people.dispatcher)
    save_map(name="信箱", column_map=told, by=people.dispatcher)
    assert SavedMap.objects.count() == 1
    assert ColumnMap.read(uploaded(a_message()).map) == told


@pytest.mark.parametrize(
    "change",
    [
        {"columns": {"留言详情": "description"}},
        {"columns": {"留言时间": "received_at"}},
        {"columns": {"没有": "description", "留言时间": "received_at"}},
        {"columns": {"留言详情": "wish", "留言时间": "received_at"}},
        {"columns": {"留言详情": "received_at", "留言时间": "received_at"}},
        {"columns": {"留言详情": "description", "留言时间": "received_at", "答复意见": "reply"}},
        {"columns": ["留言详情"]},
        {"constants": {"reply": "好"}},
        {"values": {"reply": {}}},
        {"values": {"place": "x"}},
        {"replied": "perhaps"},
        {"origin": "x" * 21},
        {"origin": 7},
        {"more": 1},
    ],
)
def test_a_map_that_says_nothing_is_refused(uploaded, people, change):
    run = uploaded(a_message())
    with pytest.raises(Incomplete):
        choose_map(
            import_id=run.pk, column_map=ColumnMap.read(run.map | change), by=people.dispatcher
        )
    assert Import.objects.get().state == State.UPLOADED


def test_whose_imports_one_sees(uploaded, people):
    run = uploaded(a_message())
    assert [list(imports_for(people[who])) for who in ("dispatcher", "other_dispatcher")] == [
        [run],
        [],
    ]
    assert list(imports_for(people.community)) == []
    assert list(imports_for(people.verifier)) == []
    for who, refusal in (("other_dispatcher", NotFound), ("verifier", NotFound)):
        with pytest.raises(refusal):
            cancel_import(import_id=run.pk, by=people[who])
    with pytest.raises(NotAllowed):
        uploaded(a_message(), by=people.verifier)
    with pytest.raises(NotAllowed):
        save_map(name="x", column_map=ColumnMap(), by=people.verifier)


def test_who_may_import_no_longer_does_not(worked, people):
    person = a_person()
    post = a_post(person, Role.DISPATCHER, place=people.ground.town)
    by = actor_for(person)
    run = upload_sheet(content=a_csv([HEAD, a_message()]), file_name="x.csv", by=by)
    choose_map(import_id=run.pk, column_map=ColumnMap.read(run.map), by=by)
    end_post(post_id=post.pk, on=timezone.localdate(), by=Actor.process("x", Duty.MANAGE_POST))
    assert worked(run).state == State.CANCELLED


def test_what_another_place_holds_is_a_problem(uploaded, worked, people):
    run = uploaded(a_message())
    told = run.map | {"constants": {"place": "d"}}
    choose_map(import_id=run.pk, column_map=ColumnMap.read(told), by=people.dispatcher)
    assert worked(run).refused == 1


def test_the_journal_knows_who_imported_what(imported, people):
    run = imported(a_message())
    facts = Fact.objects.filter(subject=run.subject).order_by("id")
    assert [fact.name.split(".")[1] for fact in facts] == [
        *("sheet_uploaded", "import_started", "import_finished"),
    ]
    assert {fact.person_id for fact in facts} == {people.dispatcher.person_id}
    assert facts.last().data["created"] == 1


def test_rows_lie_sealed_until_they_are_needed(uploaded):
    uploaded(a_message())
    assert "路灯" not in Chunk.objects.get().sealed


def test_files_that_nobody_went_on_with_are_thrown_away(uploaded):
    run = uploaded(a_message())
    assert tidy_imports() == 0
    Import.objects.update(uploaded_at=timezone.now() - timedelta(days=8))
    assert tidy_imports() == 1
    run.refresh_from_db()
    assert (run.state, Chunk.objects.count()) == (State.CANCELLED, 0)


@pytest.mark.parametrize(
    "change",
    [{"state": "lost"}, {"state": "done"}, {"done": 2}, {"rows": 0}],
)
def test_the_database_refuses_what_cannot_be(uploaded, change):
    run = uploaded(a_message())
    with pytest.raises(IntegrityError), transaction.atomic():
        Import.objects.filter(pk=run.pk).update(**change)


def test_chunks_troubles_and_maps_are_there_once(uploaded):
    run = uploaded(a_message())
    Trouble.objects.create(of=run, row=2, code="x", sentence="x")
    SavedMap.objects.create(name="x", map={})
    for again in (
        Chunk(of=run, number=0, sealed=""),
        Trouble(of=run, row=2, code="x", sentence="x"),
        SavedMap(name="x", map={}),
        SavedMap(name="", map={}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save()
