"""What phones send is kept at once, done once and in order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lingdang.cases.public import Case
from lingdang.cases.public import State as CaseState
from lingdang.cases.testing import a_case, told
from lingdang.dossiers.public import CareVisit
from lingdang.dossiers.testing import a_care_entry
from lingdang.fieldwork.models import Action, Device
from lingdang.fieldwork.services.receiving import ACTIONS_AT_ONCE, take_in
from lingdang.fieldwork.testing import PHONE, sent, synced
from lingdang.fieldwork.tests.conftest import HERE, a_report, no_time, states, work
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import Incomplete, NotAllowed
from lingdang.talks.public import Remark

DAY = timedelta(days=1)


def test_reports_and_what_follows_them_in_order(people):
    report = a_report(seq=1)
    keep = sent("keep", seq=2, case_key=report.key)
    handle = sent("handle", seq=3, case_key=report.key, outcome="已清运")
    settle = sent("settle", seq=4, description="小广告", outcome="已清除", **HERE)
    done = synced(settle, handle, keep, report, by=people.grid_worker)
    assert states(done) == [("done", "")] * 4
    for case in Case.objects.all():
        assert told(case) == ["received", "kept", "handled"]
    again = synced(settle, handle, keep, report, by=people.grid_worker)
    assert states(again) == states(done)
    assert Case.objects.count() == 2


@pytest.mark.parametrize(
    ("kind", "data", "after"),
    [
        ("settle", {"outcome": "已清运"}, ["received", "kept", "handled"]),
        ("pass_up", {"reason": "需要大型机械"}, ["received", "passed_up"]),
    ],
)
def test_one_goes_on_with_a_report_before_it_is_a_case(people, kind, data, after):
    report = a_report(seq=1)
    step = sent(kind, seq=2, case_key=report.key, **data)
    done = synced(step, report, by=people.grid_worker)
    assert states(done) == [("done", "")] * 2, done[0].sentence
    case = Case.objects.get()
    assert {action.case_id for action in done} == {case.pk}
    assert told(case) == after


@pytest.mark.parametrize(
    ("kind", "data", "before", "after"),
    [
        ("keep", {}, "filed", ["kept"]),
        ("handle", {"outcome": "已清运"}, "dispatched", ["handled"]),
        ("pass_up", {"reason": "需要大型机械"}, "filed", ["passed_up"]),
        ("settle", {"outcome": "已清运"}, "filed", ["kept", "handled"]),
        ("note", {"text": "门口有狗"}, "filed", []),
    ],
)
def test_what_a_grid_worker_does_with_a_case(people, kind, data, before, after):
    case = a_case(CaseState(before), place=people.ground.grid, handler=people.grid_worker)
    had = told(case)
    [action] = synced(sent(kind, case_id=case.pk, **data), by=people.grid_worker)
    assert states([action]) == [("done", "")], action.sentence
    assert [name for name in told(case)[len(had) :] if name != "noted"] == after
    assert (action.case_id, action.data) == (case.pk, {})


def test_what_others_do_with_a_case(people):
    case = a_case(CaseState.HANDLED, place=people.ground.grid, handler=people.grid_worker)
    back = sent("return", seq=1, case_id=case.pk, reason="没有清干净")
    assert states(synced(back, by=people.verifier)) == [("done", "")]
    handle = sent("handle", case_id=case.pk, outcome="又清了一遍")
    assert states(synced(handle, by=people.grid_worker)) == [("done", "")]
    right = sent("verify", case_id=case.pk, note="干净了")
    assert states(synced(right, by=people.verifier)) == [("done", "")]


def test_a_care_visit_is_noted_on_the_day_it_was_made(people):
    entry = a_care_entry(people.grid_worker, people.ground.grid.pk)
    yesterday = timezone.now() - DAY
    visit = sent("visit", at=yesterday, entry_id=entry.pk, note="身体好", need="灯坏了")
    [action] = synced(visit, by=people.grid_worker)
    assert states([action]) == [("done", "")], action.sentence
    said = CareVisit.objects.get()
    assert (said.on, said.need_id) == (timezone.localdate(yesterday), action.case_id)


def test_a_note_with_its_key_is_one_remark(people):
    case = a_case(CaseState.FILED, place=people.ground.grid)
    note = sent("note", case_id=case.pk, text="门口有狗")
    synced(note, by=people.grid_worker)
    synced(note, by=people.grid_worker)
    assert Remark.objects.count() == 1


def test_another_persons_key_is_not_known(people):
    report = a_report()
    synced(report, by=people.grid_worker)
    case = a_case(CaseState.FILED, place=people.ground.grid)
    same = sent("keep", key=report.key, case_id=case.pk)
    assert states(synced(same, by=people.community))[0][0] in {"done", "conflict"}
    assert Action.objects.filter(key=report.key).count() == 2
    follows = sent("note", case_key=report.key, text="看看")
    [action] = synced(follows, by=people.verifier)
    assert states([action]) == [("conflict", "earlier_undone")]


def test_a_key_that_is_used_for_something_else_is_refused_and_changes_nothing(people):
    report = a_report()
    synced(report, by=people.grid_worker)
    other = a_report(key=report.key, description="别的事")
    phone_time = timezone.now()
    by = people.grid_worker
    taken = take_in(device=PHONE, phone_time=phone_time, sent=[other], by=by)
    assert taken.refused[report.key].code == "key_reused"
    twice = [a_report(key="c" * 32), a_report(key="c" * 32, description="别的事")]
    taken = take_in(device=PHONE, phone_time=phone_time, sent=twice, by=by)
    assert list(taken.refused) == ["c" * 32]
    assert Case.objects.count() == 1


@pytest.mark.parametrize("who", ["stranger", "resident"])
def test_who_does_not_work_here_sends_nothing(people, who):
    by = ANYONE if who == "stranger" else people.stranger
    with pytest.raises(NotAllowed):
        synced(a_report(), by=by)
    assert not Action.objects.exists()


def test_fifty_at_once_and_no_more(people):
    with pytest.raises(Incomplete):
        synced(*[a_report(seq=seq) for seq in range(ACTIONS_AT_ONCE + 1)], by=people.grid_worker)
    assert not Action.objects.exists()


@pytest.mark.parametrize(
    ("kind", "data", "code"),
    [
        ("dance", {}, "kind_unknown"),
        ("report", {"descripton": "x"}, "not_understood"),
        ("report", {"lng": "east"}, "not_understood"),
        ("report", {"photos": ["../../etc"]}, "not_understood"),
        ("report", {"description": "\0"}, "not_understood"),
        ("keep", {}, "not_understood"),
        ("settle", {"outcome": "x", "case_id": 1, "case_key": "a" * 32}, "not_understood"),
        ("keep", {"case_id": 1, "case_key": "a" * 32}, "not_understood"),
        ("keep", {"case_id": 2**63}, "not_understood"),
        ("report", {"description": ""}, "incomplete"),
        ("report", {"lng": 1.0}, "incomplete"),
    ],
)
def test_what_cannot_be_done_is_refused_and_stays_readable(people, kind, data, code):
    [action] = synced(sent(kind, **data), by=people.grid_worker)
    assert states([action]) == [("refused", code)]
    assert action.sentence
    assert action.data == data


def test_too_much_in_one_action_is_not_kept(people):
    big = a_report(address="x" * 40_000)
    now, by = timezone.now(), people.grid_worker
    taken = take_in(device=PHONE, phone_time=now, sent=[big, a_report()], by=by)
    assert taken.refused[big.key].code == "too_large"
    assert Action.objects.count() == 1


def test_what_was_sent_with_few_duties_is_done_with_few(people, monkeypatch):
    """The worker acts with no more than the token had that sent it."""
    no_time(monkeypatch)
    by = people.grid_worker
    few = type(by)(by.name, by.person_id, {"cases.see_case": by.reach("cases.see_case")})
    case = a_case(CaseState.FILED, place=people.ground.grid)
    [action] = synced(sent("keep", case_id=case.pk), by=few)
    work()
    action.refresh_from_db()
    assert states([action]) == [("conflict", "case_elsewhere")]


def test_a_shift_is_handed_over(people):
    a_case(CaseState.DISPATCHED, place=people.ground.grid, handler=people.grid_worker)
    over = sent("hand_over", place_id=people.ground.grid.pk, note="钥匙在门卫")
    [action] = synced(over, by=people.grid_worker)
    assert action.state in {"refused", "conflict"}  # nobody else serves there
    assert action.code == "nobody_next"


def test_assigning_is_for_those_who_may(people):
    case = a_case(CaseState.DISPATCHED, place=people.ground.grid, handler=people.grid_worker)
    give = sent("assign", case_id=case.pk, handler_id=people.grid_worker.person_id)
    assert states(synced(give, by=people.verifier)) == [("conflict", "case_elsewhere")]


def test_the_worker_waits_while_many_come_in_but_not_for_long(people, monkeypatch):
    no_time(monkeypatch)
    by = people.grid_worker
    [action] = [synced(a_report(), by=by, device=f"{number:032}") for number in range(10)][-1]
    assert work() == 0
    Device.objects.update(seen_at=timezone.now() - timedelta(seconds=2))
    assert work() == 10
    action.refresh_from_db()
    assert states([action]) == [("done", "")]
    for number in range(10):
        synced(a_report(), by=by, device=f"{number:032}")
    Action.objects.waiting().filter(device__device=f"{9:032}").update(
        due_at=timezone.now() - timedelta(seconds=11)
    )
    assert work() >= 1
