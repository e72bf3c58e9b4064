from datetime import timedelta

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
from lingdang.journal.public import deliver_due
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.messaging.public import Message
from lingdang.talks.enums import Ending, Kind
from lingdang.talks.errors import CaseEnded, NobodyReachable, NothingAsked
from lingdang.talks.models import Remark
from lingdang.talks.policies import FOLLOW
from lingdang.talks.queries import conversation, open_question, open_questions_for
from lingdang.talks.services import answer_question, ask_reporter, end_run_out

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
    while deliver_due():
        pass
    assert open_question(case) == second  # what resumed for the older one does not end it


def test_only_who_reported_it_answers_and_only_once(people, case):
    ask_reporter(case_id=case.pk, text="哪里?", by=people.dispatcher)
    for who in (people.other_resident, people.dispatcher, ANYONE):
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


def test_a_step_that_goes_on_overtakes_the_question(people, case):
    question = ask_reporter(case_id=case.pk, text="哪里?", by=people.dispatcher)
    handle_case(case_id=case.pk, outcome="找到了", by=people.unit_handler)
    while deliver_due():
        pass
    question.refresh_from_db()
    assert question.ended_how == Ending.OVERTAKEN
    other = a_case(place=people.ground.grid, reporter_id=people.resident.person_id)
    asked = ask_reporter(case_id=other.pk, text="哪里?", by=people.dispatcher)
    withdraw_case(case_id=other.pk, reason="好了", by=people.resident)
    while deliver_due():
        pass
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
    while deliver_due():
        pass
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
