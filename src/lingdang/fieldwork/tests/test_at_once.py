"""Several at once, and processes that end: nothing is lost, nothing is done twice."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.cases.public import Case
from lingdang.cases.public import State as CaseState
from lingdang.cases.testing import a_case
from lingdang.fieldwork.models import Action, Device
from lingdang.fieldwork.services import applying
from lingdang.fieldwork.testing import sent, synced
from lingdang.fieldwork.tests.conftest import a_report, at_once, no_time, states, work
from lingdang.talks.public import Remark


def test_the_same_ten_times_at_once_is_done_once(live_people):
    actions = [a_report(seq=1), a_report(seq=2), a_report(seq=3)]
    by = live_people.grid_worker
    at_once(*[lambda: synced(*actions, by=by)] * 10)
    work()
    assert states(Action.objects.all()) == [("done", "")] * 3
    assert Case.objects.count() == 3
    assert Device.objects.count() == 1


def test_two_phones_of_a_person_and_the_worker_at_once(live_people):
    by = live_people.grid_worker
    one = [a_report(seq=seq) for seq in range(6)]
    two = [a_report(seq=seq) for seq in range(6)]
    shared = a_report(seq=9)
    at_once(
        lambda: synced(*one, shared, by=by, device="1" * 32),
        lambda: synced(*two, shared, by=by, device="2" * 32),
        work,
        work,
    )
    work()
    assert states(Action.objects.all()) == [("done", "")] * 13
    assert Case.objects.count() == 13


def test_each_phone_is_served_in_its_order(live_people, monkeypatch):
    no_time(monkeypatch)
    by = live_people.grid_worker
    case = a_case(CaseState.FILED, place=live_people.ground.grid)
    notes = [sent("note", seq=seq, case_id=case.pk, text=f"第{seq}条") for seq in range(12)]
    synced(*reversed(notes[6:]), by=by)
    synced(*notes[:6], by=by)
    at_once(work, work, work)
    work()
    said = Remark.objects.order_by("id").values_list("text", flat=True)
    assert list(said) == [f"第{seq}条" for seq in range(12)]


def test_a_process_that_ends_after_it_noted_loses_nothing(people, monkeypatch):
    no_time(monkeypatch)
    actions = [a_report(seq=1), a_report(seq=2)]
    assert states(synced(*actions, by=people.grid_worker)) == [("waiting", "")] * 2
    assert not Case.objects.exists()
    work()
    assert states(Action.objects.all()) == [("done", "")] * 2
    assert Case.objects.count() == 2


class Killed(BaseException):
    pass


def test_a_process_that_ends_while_it_does_one_neither_loses_nor_doubles_it(people, monkeypatch):
    def killed(*_args):
        raise Killed

    monkeypatch.setattr(applying, "done", killed)
    with pytest.raises(Killed):
        synced(a_report(), by=people.grid_worker)
    monkeypatch.undo()
    assert (states(Action.objects.all()), Case.objects.count()) == ([("waiting", "")], 0)
    work()
    assert (states(Action.objects.all()), Case.objects.count()) == ([("done", "")], 1)


def test_a_mistake_of_ours_is_tried_again_and_in_the_end_told(people, monkeypatch, caplog):
    def broken(_doing):
        raise RuntimeError

    monkeypatch.setitem(applying.DO, "report", broken)
    [action] = synced(a_report(), by=people.grid_worker)
    assert (action.state, action.tries) == ("waiting", 1)
    assert action.due_at > timezone.now()
    for _ in range(applying.MAX_TRIES):
        Action.objects.waiting().update(due_at=timezone.now())
        work()
    action.refresh_from_db()
    assert states([action]) == [("conflict", "not_done")]
    assert action.data["description"] == "垃圾桶满了"


def test_what_waits_is_never_removed(people, monkeypatch):
    no_time(monkeypatch)
    [action] = synced(a_report(), by=people.grid_worker)
    with pytest.raises(TypeError):
        action.delete()
    with pytest.raises(TypeError):
        Action.objects.all().delete()


@pytest.mark.parametrize(
    "broken",
    [
        {"key": "x"},
        {"state": "lost"},
        {"kind": "dance"},
        {"due_at": None},
        {"state": "conflict", "due_at": None},
        {"cipher": ""},
        {"made_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_what_always_holds_of_an_action(people, monkeypatch, broken):
    no_time(monkeypatch)
    synced(a_report(), by=people.grid_worker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.update(**broken)
