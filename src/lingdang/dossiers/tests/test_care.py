"""The care register 关爱台账: who may read it, what is due, what a visit finds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lingdang.cases.public import Case, cases_for, public_cases
from lingdang.dossiers.errors import CareEnded
from lingdang.dossiers.models import CareEntry, CareVisit
from lingdang.dossiers.policies import TELL
from lingdang.dossiers.public import (
    called,
    care_counts,
    care_for,
    change_care,
    end_care,
    entry_for,
    masked,
    unmask_care,
    visit,
    visits_of,
)
from lingdang.dossiers.queries.care import Cared
from lingdang.dossiers.services.care import tell_due_visits
from lingdang.dossiers.testing import a_care_entry
from lingdang.journal.public import Fact, deliver_due
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.messaging.public import inbox_for

WORKER = Actor.process("test", TELL)


@pytest.fixture
def entry(people):
    return a_care_entry(people.grid_worker, people.ground.grid.pk)


def today():
    return timezone.localdate()


def test_the_register_is_for_those_who_visit_there(people, entry):
    sees = {"grid_worker", "community", "dispatcher"}
    for name in (
        *sees,
        *("neighbour", "verifier", "leader", "unit_handler", "mediator", "discipline_officer"),
        *("system_admin", "other_dispatcher", "resident", "stranger"),
    ):
        assert ([*care_for(people[name])] == [entry]) == (name in sees), name
    with pytest.raises(NotFound):
        entry_for(people.leader, entry.pk)


def test_who_it_is_lies_sealed_and_is_shown_for_a_reason(people, entry):
    stored = str(CareEntry.objects.values().get())
    for text in ("孙婆婆", "13900005678", "滨湖路", "独居"):
        assert text not in stored
    assert masked(entry) == Cared("孙*", "139****5678")
    assert unmask_care(entry_id=entry.pk, reason="上门", by=people.grid_worker).name == "孙婆婆"
    looked = Fact.objects.get(name="dossiers.care_unmasked.v1")
    assert (looked.data["reason"], looked.subject) == ("上门", f"care:{entry.pk}")
    with pytest.raises(NotFound):
        unmask_care(entry_id=entry.pk, reason="好奇", by=people.leader)
    assert [*called(care_for(people.community), "孙婆婆")] == [entry]
    assert [*called(care_for(people.community), "孙婆")] == []


def test_a_visit_moves_the_next_one_and_is_noted_once(people, entry):
    for _again in range(2):
        visit(
            entry_id=entry.pk, on=today(), note="一切都好", request_key="k", by=people.grid_worker
        )
    entry.refresh_from_db()
    assert entry.due_on == today() + timedelta(days=30)
    assert [note for _visit, note in visits_of(entry)] == ["一切都好"]
    assert "一切都好" not in str(CareVisit.objects.values().get())


def test_a_need_becomes_a_case_that_does_not_say_whose(people, entry):
    made = visit(
        entry_id=entry.pk, on=today(), need="需要陪诊", need_kind="就医陪诊", request_key="k",
        by=people.grid_worker,
    )  # fmt: skip
    case = Case.objects.get()
    assert (made.need_id, case.procedure_id, case.particulars) == (
        case.pk, "care", {"need": "就医陪诊"},
    )  # fmt: skip
    assert case in cases_for(people.grid_worker)
    assert case not in cases_for(people.leader)
    assert list(public_cases()) == []
    assert case.contact_cipher == ""


def test_what_cannot_be_is_refused(people, entry):
    worker = people.grid_worker
    tomorrow = today() + timedelta(days=1)
    with pytest.raises(Incomplete):
        visit(entry_id=entry.pk, on=tomorrow, request_key="k", by=worker)
    with pytest.raises(NotFound):
        visit(entry_id=entry.pk, on=today(), request_key="k", by=people.neighbour)
    with pytest.raises(NotAllowed):
        end_care(entry_id=entry.pk, by=worker)
    with pytest.raises(Incomplete):
        a_care_entry(people.grid_worker, people.ground.grid.pk, category="rich")
    with pytest.raises(Incomplete):
        a_care_entry(people.grid_worker, people.ground.grid.pk, interval_days=0)
    with pytest.raises(Incomplete):
        a_care_entry(people.leader, people.ground.grid.pk)
    end_care(entry_id=entry.pk, by=people.community)
    with pytest.raises(CareEnded):
        visit(entry_id=entry.pk, on=today(), request_key="k", by=worker)
    assert CareVisit.objects.count() == 0


def test_another_helper_and_interval(people, entry):
    change_care(
        entry_id=entry.pk, helper_id=people.community.person_id, interval_days=7,
        by=people.community,
    )  # fmt: skip
    entry.refresh_from_db()
    assert (entry.helper_id, entry.due_on) == (
        people.community.person_id,
        today() + timedelta(days=7),
    )


def test_a_due_visit_is_told_once_to_who_makes_it(people, entry):
    assert tell_due_visits(by=WORKER) == 0
    CareEntry.objects.update(due_on=today())
    assert tell_due_visits(by=WORKER) == 1
    assert tell_due_visits(by=WORKER) == 0
    while deliver_due():
        pass
    (message,) = inbox_for(people.grid_worker)
    assert message.about == f"care:{entry.pk}"
    assert "孙" not in str(message.facts)
    with pytest.raises(NotAllowed):
        tell_due_visits(by=ANYONE)


def test_only_counts_are_public(people, entry):
    visit(entry_id=entry.pk, on=today(), request_key="k", by=people.grid_worker)
    counts = care_counts([people.ground.grid.pk], today())
    assert [(count.category, count.entries, count.visits) for count in counts] == [
        ("lonely", 1, 1), ("left_behind", 0, 0), ("hardship", 0, 0), ("gravely_ill", 0, 0),
    ]  # fmt: skip
