"""Who is told of what: the table, played through."""

import pytest

from lingdang.cases.enums import Source, State, Step
from lingdang.cases.imports import Stretch
from lingdang.cases.public import (
    Report,
    answer_case,
    call_back_case,
    close_case,
    dispatch_case,
    file_case,
    handle_case,
    import_cases,
    keep_case,
    merge_case,
    pass_up_case,
    refuse_case,
    report_case,
    return_case,
    take_undoably,
    undo_step,
    verify_case,
    withdraw_case,
)
from lingdang.cases.queries.audiences import who_may_see
from lingdang.cases.telling import TELLS
from lingdang.cases.testing import a_case
from lingdang.journal.public import Delivery, deliver_due
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.messaging.public import Message, Outgoing, shown
from lingdang.people.public import Role
from lingdang.people.testing import a_person, a_post, actor
from lingdang.standards.testing import a_category

HERE = {"lng": 113.305, "lat": 33.765}


@pytest.fixture
def told(people):
    """Deliver what is due; says who was told what since the last time, by their names here."""
    names = {
        who.person_id: name
        for name in people.__slots__
        if isinstance(who := getattr(people, name), Actor) and who.person_id
    }

    def since():
        deliver_due()
        assert not Delivery.objects.filter(state="due").exists()
        found = {
            (names[message.person_id], message.what.removeprefix("cases."))
            for message in Message.objects.all()
        }
        Message.objects.all().delete()
        return found

    since()
    return since


def report(by=ANYONE, source=Source.RESIDENT, **more):
    said = {"description": "垃圾没人收", "source": source, **HERE, **more}
    return report_case(report=Report(**said), by=by).case


def test_a_report_tells_the_grid_worker_and_confirms_to_the_reporter(people, told):
    report(people.resident)
    assert told() == {("grid_worker", "reported"), ("resident", "on_record")}


def test_an_anonymous_report_tells_its_reporter_nothing(people, told, settings):
    settings.MESSAGE_CHANNELS = ["sms"]
    case = report(people.resident, anonymous=True)
    assert told() == {("grid_worker", "reported")}
    dispatch_case(case_id=case.pk, unit_id=people.unit.pk, by=people.dispatcher)
    assert told() == {("unit_handler", "to_handle")}
    assert not Outgoing.objects.filter(person=people.resident.person_id).exists()
    assert not Outgoing.objects.filter(person=None).exists()


def test_a_number_that_was_left_gets_text_messages(people, told, settings):
    settings.MESSAGE_CHANNELS = ["sms"]
    case = report(contact_name="王五", contact_phone="13812345678")
    refuse_case(case_id=case.pk, reason="不属于受理范围", by=people.dispatcher)
    told()
    bare = Outgoing.objects.filter(person=None).order_by("pk")
    assert [row.what for row in bare] == ["cases.on_record", "cases.not_taken"]
    assert bare[1].facts["reason"] == "不属于受理范围"
    assert not any("王五" in str(row.facts) or "1381" in str(row.facts) for row in bare)


def test_the_long_way_tells_each_in_turn(people, told):
    category = a_category("06010", default_unit=people.unit)
    case = a_case(place=people.ground.grid, reporter_id=people.resident.person_id)
    told()
    file_case(case_id=case.pk, category_code=category.code, by=people.dispatcher)
    assert told() == set()
    dispatch_case(case_id=case.pk, by=people.dispatcher)
    assert told() == {("unit_handler", "to_handle"), ("resident", "in_hand")}
    handle_case(case_id=case.pk, outcome="清运一车", by=people.unit_handler)
    assert told() == {("verifier", "to_verify")}
    return_case(case_id=case.pk, reason="还有一堆", by=people.verifier)
    assert told() == {("unit_handler", "returned")}
    handle_case(case_id=case.pk, outcome="全部清完", by=people.unit_handler)
    told()
    verify_case(case_id=case.pk, by=people.verifier)
    assert told() == {("resident", "please_answer")}
    answer_case(case_id=case.pk, settled=False, comment="又堆了", by=people.resident)
    assert told() == {("unit_handler", "reopened")}
    handle_case(case_id=case.pk, outcome="设了围挡", by=people.unit_handler)
    verify_case(case_id=case.pk, by=people.verifier)
    told()
    call_back_case(case_id=case.pk, settled=True, by=people.dispatcher)
    assert told() == set()
    close_case(case_id=case.pk, by=people.dispatcher)
    assert told() == {("resident", "settled")}


def test_what_one_does_oneself_one_is_not_told(people, told):
    case = a_case(place=people.ground.grid)
    told()
    keep_case(case_id=case.pk, by=people.grid_worker)
    assert told() == set()
    pass_up_case(case_id=case.pk, reason="需要物业配合", by=people.grid_worker)
    assert told() == {("community", "passed_up")}


def test_a_withdrawal_tells_who_has_it_in_hand(people, told):
    case = a_case(
        State.DISPATCHED,
        place=people.ground.grid,
        handler=people.grid_worker,
        reporter_id=people.resident.person_id,
    )
    told()
    withdraw_case(case_id=case.pk, reason="自己弄好了", by=people.resident)
    assert told() == {("grid_worker", "withdrawn")}


def test_the_person_named_is_told_alone(people, told):
    colleague = a_person()
    a_post(colleague, Role.UNIT_HANDLER, unit=people.unit)
    case = a_case(place=people.ground.grid)
    told()
    dispatch_case(
        case_id=case.pk,
        unit_id=people.unit.pk,
        handler_id=people.unit_handler.person_id,
        by=people.dispatcher,
    )
    assert told() == {("unit_handler", "to_handle")}


def test_nobody_is_told_of_what_they_may_not_see(people):
    """A message would tell what the case page hides."""
    stranger = actor(Role.GRID_WORKER, place=people.ground.other_grid)
    case = a_case(place=people.ground.grid)
    ids = [stranger.person_id, people.grid_worker.person_id]
    assert who_may_see(ids, case) == [people.grid_worker.person_id]


def test_words_tell_the_case_as_it_was_then(people, told):
    category = a_category("06010", name="暴露垃圾")
    case = a_case(place=people.ground.grid, category=category)
    deliver_due()
    Message.objects.all().delete()
    dispatch_case(case_id=case.pk, unit_id=people.unit.pk, by=people.dispatcher)
    deliver_due()
    (message,) = shown(Message.objects.all())
    assert message.about == case.subject
    assert message.title == "待处置：暴露垃圾"
    assert case.number in message.text
    assert "建业社区第一网格" in message.text


def test_a_step_taken_back_is_told_to_whom_it_was_told(people, told):
    case = a_case(place=people.ground.grid, reporter_id=people.resident.person_id)
    told()
    data = {"unit_id": people.unit.pk}
    by = people.dispatcher
    for step, said in (("dispatch", data), ("refuse", {"reason": "不属于受理范围"})):
        taken = take_undoably(case_id=case.pk, step=step, data=said, by=by)
        told()
        since = taken.case.changed_at
        undo_step(case_id=case.pk, step=Step(step), before=taken.before, since=since, by=by)
        expected = {
            "dispatch": {("unit_handler", "taken_back")},
            "refuse": {("resident", "looked_at_again")},
        }
        assert told() == expected[step]


def test_everybody_who_reported_it_is_told_under_their_own_number(people, told):
    mine = a_case(place=people.ground.grid, reporter_id=people.resident.person_id)
    other = a_case(place=people.ground.grid, reporter_id=people.other_resident.person_id)
    told()
    merge_case(case_id=other.pk, into_id=mine.pk, by=people.dispatcher)
    assert told() == {("other_resident", "goes_on")}
    refuse_case(case_id=mine.pk, reason="不属于受理范围", by=people.dispatcher)
    deliver_due()
    numbers = {m.person_id: (m.facts["number"], m.about) for m in Message.objects.all()}
    assert numbers == {
        people.resident.person_id: (mine.number, mine.subject),
        people.other_resident.person_id: (other.number, other.subject),
    }


def test_a_fact_delivered_twice_tells_once(people):
    case = a_case(place=people.ground.grid)
    dispatch_case(case_id=case.pk, unit_id=people.unit.pk, by=people.dispatcher)
    deliver_due()
    before = Message.objects.count()
    Delivery.objects.update(state="due", tries=0)
    deliver_due()
    assert Message.objects.count() == before


def test_imported_history_tells_nobody(people):
    row = {
        "external_key": "1",
        "description": "旧事",
        "received_at": "2026-05-08T09:30:00",
        "contact_phone": "13812345678",
        "place_code": people.ground.grid.code or "",
        "lng": "113.305",
        "lat": "33.765",
    }
    importer = Actor.process("import", "cases.import_cases")
    assert import_cases(Stretch.whole([row]), by=importer).created == 1
    deliver_due()
    assert not Message.objects.exists()


def test_every_step_that_concerns_others_has_its_line():
    """A step that is added has to say whom it concerns, or be put on this list."""
    silent = {Step.FILE, Step.CALL_BACK}
    named = {row.event.name.split(".")[1].removeprefix("case_") for row in TELLS}
    told_as = {
        Step.REFUSE: "refused",
        Step.DISPATCH: "dispatched",
        Step.KEEP: "kept",
        Step.PASS_UP: "passed_up",
        Step.RELEASE: "released",
        Step.HANDLE: "handled",
        Step.RETURN: "returned",
        Step.VERIFY: "verified",
        Step.CLOSE: "closed",
        Step.CONCLUDE: "closed",
        Step.REOPEN: "reopened",
        Step.WITHDRAW: "withdrawn",
        Step.RECALL: "recalled",
        Step.MERGE: "merged",
        Step.UNMERGE: "unmerged",
        Step.SPLIT: "split",
        Step.FINISH: "part_finished",
    }
    assert set(told_as) == set(Step) - silent
    assert set(told_as.values()) <= named
