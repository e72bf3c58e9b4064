from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from lingdang.cases.public import (
    Case,
    Report,
    State,
    SuspensionKind,
    case_for_follow,
    follower,
    handle_case,
    merge_case,
    report_case,
    suspend_case,
    withdraw_case,
)
from lingdang.cases.testing import a_case, race, told
from lingdang.evidence.testing import a_photo
from lingdang.journal.public import Fact, deliver_due
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.messaging.public import Message
from lingdang.standards.testing import a_procedure
from lingdang.talks.enums import Ending, Kind
from lingdang.talks.errors import CaseEnded, NobodyReachable, NothingAsked
from lingdang.talks.models import Remark
from lingdang.talks.policies import FOLLOW
from lingdang.talks.queries import conversation, may_read_photo, open_question, open_questions_for
from lingdang.talks.services import (
    add_to_report,
    answer_question,
    ask_reporter,
    end_run_out,
    remind_of_questions,
    reply_to_reporter,
)

FOLLOWER = Actor.process("test", FOLLOW)


@pytest.fixture
def case(people):
    """In a unit's hands, reported by a resident."""
    return a_case(
        State.DISPATCHED,
        place=people.ground.grid,
        unit=people.unit,
        reporter_id=people.resident.person_id,
    )


def deliver():
    while deliver_due():
        pass


def now(case):
    return Case.objects.get(pk=case.pk)


def test_a_question_stops_the_clock_and_an_answer_lets_it_go_on(people, case):
    question = ask_reporter(case_id=case.pk, text="哪个路口?", by=people.unit_handler)
    assert (now(case).due_at, now(case).suspended_since is not None) == (None, True)
    assert open_question(case) == question
    photo = a_photo(by=people.resident)
    answer_question(case_id=case.pk, text="南门", photo_ids=[photo.pk], by=people.resident)
    assert now(case).due_at >= case.due_at
    asked, answered = conversation(people.unit_handler, now(case))
    assert (asked.ending, answered.kind, answered.text) == (Ending.ANSWERED, Kind.ANSWER, "南门")
    assert [card.id for card in answered.photos] == [photo.pk]
    assert open_question(case) is None


def test_who_may_ask(people, case):
    for who, refusal in (
        (people.leader, NotAllowed),
        (people.other_dispatcher, NotFound),
        (people.resident, NotFound),
    ):
        with pytest.raises(refusal):
            ask_reporter(case_id=case.pk, text="哪里?", by=who)
    with pytest.raises(Incomplete):
        ask_reporter(case_id=case.pk, text="  ", by=people.dispatcher)
    assert ask_reporter(case_id=case.pk, text="哪里?", by=people.dispatcher)


def test_staff_writes_down_what_was_answered_by_telephone(people, case):
    ask_reporter(case_id=case.pk, text="哪里?", by=people.dispatcher)
    with pytest.raises(NotAllowed):
        answer_question(case_id=case.pk, text="南门", by=people.leader)
    answer_question(case_id=case.pk, text="南门", by=people.unit_handler)
    answered = conversation(people.dispatcher, case)[-1]
    assert (answered.by_reporter, answered.who.id) == (True, people.unit_handler.person_id)


def test_a_question_and_an_answer_sent_twice_are_one(people, case):
    asked = {"case_id": case.pk, "text": "哪里?", "by": people.dispatcher, "key": uuid4()}
    assert ask_reporter(**asked) == ask_reporter(**asked)
    answer = {"case_id": case.pk, "text": "这里", "by": people.resident, "key": uuid4()}
    assert answer_question(**answer) == answer_question(**answer)
    assert Remark.objects.count() == 2


def test_who_reported_it_adds_something_and_whose_step_is_due_hears(people, case):
    photo = a_photo(by=people.resident)
    add_to_report(case_id=case.pk, text="还有一堆", photo_ids=[photo.pk], by=people.resident)
    deliver()
    heard = Message.objects.filter(what="talks.added").values_list("person_id", flat=True)
    assert people.unit_handler.person_id in heard
    (said,) = conversation(people.resident, case)
    assert (said.kind, said.who, len(said.photos)) == (Kind.ADDITION, None, 1)
    with pytest.raises(NotAllowed):
        add_to_report(case_id=case.pk, text="x", by=people.dispatcher)
    with pytest.raises(NotFound):
        add_to_report(case_id=case.pk, text="x", by=people.other_resident)


def test_what_is_added_while_something_is_asked_is_the_answer(people, case):
    question = ask_reporter(case_id=case.pk, text="哪里?", by=people.dispatcher)
    told = {"case_id": case.pk, "text": "南门", "by": people.resident, "key": uuid4()}
    answer = add_to_report(**told)
    assert (answer.kind, answer.about_id, open_question(case)) == (Kind.ANSWER, question.pk, None)
    assert add_to_report(**told) == answer


def test_nothing_is_added_to_what_has_ended(people):
    resident = people.resident.person_id
    ended = a_case(State.REFUSED, place=people.ground.grid, reporter_id=resident)
    with pytest.raises(CaseEnded):
        add_to_report(case_id=ended.pk, text="x", by=people.resident)


def test_who_reported_the_same_does_not_read_what_others_answered(people, case):
    other = a_case(place=people.ground.grid, reporter_id=people.other_resident.person_id)
    merge_case(case_id=other.pk, into_id=case.pk, by=people.dispatcher)
    ask_reporter(case_id=case.pk, text="哪里?", by=people.dispatcher)
    answer = answer_question(case_id=case.pk, text="我家门口", by=people.resident)
    report = Case.objects.select_related("merged_into").get(pk=other.pk)
    assert [said.text for said in conversation(people.other_resident, report)] == ["哪里?"]
    assert may_read_photo(people.resident, answer.pk)
    assert not may_read_photo(people.other_resident, answer.pk)


def test_an_answer_to_an_anonymous_report_bears_no_trace(people):
    report = Report(description="有人偷倒", lng=113.305, lat=33.765, anonymous=True)
    mine = case_for_follow(report_case(report=report, by=people.resident).follow_token)
    ask_reporter(case_id=mine.pk, text="几点?", by=people.dispatcher)
    photo = a_photo(by=people.resident)
    told = {"case_id": mine.pk, "text": "夜里", "photo_ids": [photo.pk], "by": follower(mine)}
    answer = answer_question(**told, sent_by=people.resident)
    photo.refresh_from_db()
    assert (answer.by_id, photo.uploaded_by_id) == (None, None)
    fact = Fact.objects.get(name="talks.reporter_answered.v1")
    assert (fact.actor, fact.person_id) == ("reporter", None)


def test_nobody_is_asked_who_cannot_answer_or_in_what_has_ended(people):
    nobodys = a_case(place=people.ground.grid)
    with pytest.raises(NobodyReachable):
        ask_reporter(case_id=nobodys.pk, text="哪里?", by=people.dispatcher)
    ended = a_case(State.REFUSED, place=people.ground.grid, reporter_id=people.resident.person_id)
    with pytest.raises(CaseEnded):
        ask_reporter(case_id=ended.pk, text="哪里?", by=people.dispatcher)


def test_a_newer_question_takes_the_place_of_an_older_one(people, case):
    first = ask_reporter(case_id=case.pk, text="哪里?", by=people.dispatcher)
    second = ask_reporter(case_id=case.pk, text="几点?", by=people.unit_handler)
    first.refresh_from_db()
    assert first.ended_how == Ending.REPLACED
    assert open_question(case) == second
    assert now(case).suspended_since
    deliver()
    assert open_question(case) == second  # what resumed for the older one does not end it


def test_only_who_reported_it_answers_and_only_once(people, case):
    ask_reporter(case_id=case.pk, text="哪里?", by=people.dispatcher)
    for who in (people.other_resident, people.other_dispatcher, ANYONE):
        with pytest.raises(NotFound):
            answer_question(case_id=case.pk, text="这里", by=who)
    with pytest.raises(Incomplete):
        answer_question(case_id=case.pk, text=" ", by=people.resident)
    answer_question(case_id=case.pk, text="这里", by=people.resident)
    with pytest.raises(NothingAsked):
        answer_question(case_id=case.pk, text="这里", by=people.resident)


def test_a_follower_answers_for_what_goes_on_in_another_case(people, case):
    report = Report(description="又堆了", lng=113.305, lat=33.765)
    token = report_case(report=report, by=ANYONE).follow_token
    mine = case_for_follow(token)
    merge_case(case_id=mine.pk, into_id=case.pk, by=people.dispatcher)
    ask_reporter(case_id=case.pk, text="哪里?", by=people.dispatcher)
    answer_question(case_id=mine.pk, text="桥下", by=follower(mine))
    assert [said.text for said in conversation(people.dispatcher, now(case))] == ["哪里?", "桥下"]


def test_a_question_runs_out_and_the_clock_goes_on_by_itself(people, case):
    question = ask_reporter(case_id=case.pk, text="哪里?", by=people.dispatcher)
    assert end_run_out(by=FOLLOWER) == 0
    past = timezone.now() - timedelta(minutes=1)
    Remark.objects.filter(pk=question.pk).update(until=past)
    assert (end_run_out(by=FOLLOWER), end_run_out(by=FOLLOWER)) == (1, 0)
    question.refresh_from_db()
    assert (question.ended_how, now(case).due_at is not None) == (Ending.RUN_OUT, True)
    assert "question_ended" in " ".join(told(case))


def test_the_reporter_is_reminded_once_and_whoever_asked_hears_that_it_ran_out(people, case):
    question = ask_reporter(case_id=case.pk, text="哪里?", by=people.dispatcher)
    assert remind_of_questions(by=FOLLOWER) == 0
    soon = timezone.now() + timedelta(hours=20)
    Remark.objects.filter(pk=question.pk).update(until=soon)
    assert (remind_of_questions(by=FOLLOWER), remind_of_questions(by=FOLLOWER)) == (1, 0)
    Remark.objects.filter(pk=question.pk).update(until=timezone.now())
    assert end_run_out(by=FOLLOWER) == 1
    deliver()
    heard = dict(Message.objects.values_list("what", "person_id"))
    assert heard["talks.reminded"] == people.resident.person_id
    assert heard["talks.run_out"] == people.dispatcher.person_id
    for work in (end_run_out, remind_of_questions):
        with pytest.raises(NotAllowed):
            work(by=people.dispatcher)


def test_nothing_of_a_clue_is_asked_or_leaves_the_product(people):
    """Restricted, and its reporter is told nothing: they are neither asked nor replied to."""
    clue = a_procedure(restricted=True, roles=["dispatcher"], tells_reporter=False)
    resident = people.resident.person_id
    case = a_case(place=people.ground.grid, reporter_id=resident, procedure=clue)
    with pytest.raises(NotAllowed):
        ask_reporter(case_id=case.pk, text="谁?", by=people.dispatcher)
    with pytest.raises(NotAllowed):
        reply_to_reporter(case_id=case.pk, text="好", public=False, by=people.dispatcher)
    with pytest.raises(NotFound):
        add_to_report(case_id=case.pk, text="x", by=people.resident)


def test_the_words_of_a_restricted_case_stay_in_the_product(people):
    kept = a_procedure(restricted=True, roles=["dispatcher"])
    resident = people.resident.person_id
    case = a_case(place=people.ground.grid, reporter_id=resident, procedure=kept)
    ask_reporter(case_id=case.pk, text="您丈夫在家吗?", by=people.dispatcher)
    with pytest.raises(NotFound):
        ask_reporter(case_id=case.pk, text="x", by=people.verifier)
    deliver()
    assert Message.objects.get(what="talks.asked").facts["text"] == ""
    assert "丈夫" not in str(list(Fact.objects.values_list("data", flat=True)))


def test_a_step_that_goes_on_overtakes_the_question(people, case):
    question = ask_reporter(case_id=case.pk, text="哪里?", by=people.dispatcher)
    handle_case(case_id=case.pk, outcome="找到了", by=people.unit_handler)
    deliver()
    question.refresh_from_db()
    assert question.ended_how == Ending.OVERTAKEN
    other = a_case(place=people.ground.grid, reporter_id=people.resident.person_id)
    asked = ask_reporter(case_id=other.pk, text="哪里?", by=people.dispatcher)
    withdraw_case(case_id=other.pk, reason="好了", by=people.resident)
    deliver()
    asked.refresh_from_db()
    assert asked.ended_how == Ending.OVERTAKEN


def test_what_is_hung_up_stays_hung_up_when_it_is_asked_about(people, case):
    chief = Actor.process("chief", "cases.see_case", "cases.hang_up_case")
    day = timezone.now() + timedelta(days=30)
    hung = SuspensionKind.HUNG_UP
    suspend_case(case_id=case.pk, kind=hung, reason="待施工", until=day, by=chief)
    ask_reporter(case_id=case.pk, text="哪里?", by=people.dispatcher)
    answer_question(case_id=case.pk, text="这里", by=people.resident)
    assert now(case).suspended_since


def test_it_is_told_to_who_is_asked_and_to_who_asked(people, case):
    ask_reporter(case_id=case.pk, text="哪个路口?", by=people.unit_handler)
    answer_question(case_id=case.pk, text="南门", by=people.resident)
    deliver()
    heard = dict(Message.objects.values_list("what", "person_id"))
    assert heard["talks.asked"] == people.resident.person_id
    assert heard["talks.answered"] == people.unit_handler.person_id
    facts = Message.objects.get(what="talks.asked").facts
    assert (facts["number"], facts["text"]) == (case.number, "哪个路口?")


def test_open_questions_are_listed_for_who_sees_the_case(people, case, django_assert_num_queries):
    ask_reporter(case_id=case.pk, text="哪里?", by=people.dispatcher)
    assert open_questions_for(people.unit_handler).count() == 1
    assert open_questions_for(people.other_dispatcher).count() == 0
    with django_assert_num_queries(1):
        assert [row.case.number for row in open_questions_for(people.dispatcher)] == [case.number]


def test_two_who_ask_at_once_leave_one_open_question(live_people):
    case = a_case(place=live_people.ground.grid, reporter_id=live_people.resident.person_id)
    race([lambda: ask_reporter(case_id=case.pk, text="哪里?", by=live_people.dispatcher)] * 3)
    assert Remark.objects.open_questions().count() == 1
    assert Remark.objects.filter(ended_how=Ending.REPLACED).count() == 2


def test_an_answer_sent_twice_at_once_is_one(live_people):
    case = a_case(place=live_people.ground.grid, reporter_id=live_people.resident.person_id)
    ask_reporter(case_id=case.pk, text="哪里?", by=live_people.dispatcher)
    refusals = race(
        [lambda: answer_question(case_id=case.pk, text="这里", by=live_people.resident)] * 3
    )
    assert refusals.count(None) == 1
    assert sum(isinstance(refusal, NothingAsked) for refusal in refusals) == 2
