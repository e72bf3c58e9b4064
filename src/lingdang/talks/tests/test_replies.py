from datetime import timedelta
from uuid import uuid4

import pytest

from lingdang.cases.public import (
    Case,
    KeyReused,
    NotWhole,
    State,
    answer_case,
    call_back_case,
    close_case,
    handle_case,
    merge_case,
    reopen_case,
)
from lingdang.cases.testing import a_case
from lingdang.journal.public import deliver_due
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.messaging.public import Message
from lingdang.standards.testing import a_category, a_procedure
from lingdang.talks.enums import Way
from lingdang.talks.models import Remark
from lingdang.talks.policies import FOLLOW
from lingdang.talks.queries import (
    conversation,
    filled,
    offered_replies,
    personal_in,
    public_replies,
    public_texts,
    reply_rules,
    standard_replies,
    waiting_for,
    waits,
)
from lingdang.talks.services import (
    find_waiting,
    reply_to_reporter,
    set_reply_rule,
    set_standard_reply,
)
from lingdang.talks.testing import LIBRARIAN, a_standard_reply

IDENTITY = "11010519491231002X"  # of the standard that defines them
FOLLOWER = Actor.process("test", FOLLOW)


@pytest.fixture
def called_back(people):
    """Everything is done but the reply."""
    case = a_case(
        State.VERIFIED,
        place=people.ground.grid,
        unit=people.unit,
        category=a_category(),
        reporter_id=people.resident.person_id,
    )
    return call_back_case(case_id=case.pk, settled=True, by=people.dispatcher)


def deliver():
    while deliver_due():
        pass


def waiting(actor):
    return [row.case for row in waiting_for(actor)]


def test_who_was_not_replied_to_waits_until_they_are(people, called_back):
    deliver()
    assert waiting(people.dispatcher) == [called_back]
    assert waiting(people.other_dispatcher) == []
    close_case(case_id=called_back.pk, by=people.dispatcher)
    deliver()
    assert waiting(people.dispatcher) == [called_back]
    reply_to_reporter(case_id=called_back.pk, text="已清运", public=False, by=people.unit_handler)
    assert waiting(people.dispatcher) == []
    deliver()
    assert waiting(people.dispatcher) == []


def test_who_takes_it_up_again_waits_for_a_reply_no_more_and_then_again(people, called_back):
    close_case(case_id=called_back.pk, by=people.dispatcher)
    deliver()
    reopen_case(case_id=called_back.pk, reason="又堆了", by=people.resident)
    deliver()
    assert waiting(people.dispatcher) == []


def test_who_says_themselves_that_it_is_settled_waits_for_nothing(people):
    case = a_case(State.VERIFIED, place=people.ground.grid, reporter_id=people.resident.person_id)
    assert waits(case)
    assert answer_case(case_id=case.pk, settled=True, by=people.resident).state == State.CLOSED
    deliver()
    assert waiting(people.dispatcher) == []


def test_nobody_waits_who_cannot_be_reached_or_works_here(people):
    nobodys = a_case(State.CALLED_BACK, place=people.ground.grid)
    ours = a_case(
        State.CALLED_BACK,
        place=people.ground.grid,
        source="grid_worker",
        reporter_id=people.grid_worker.person_id,
    )
    assert not waits(nobodys)
    assert not waits(ours)


def test_nobody_waits_where_the_procedure_tells_reporters_nothing(people):
    silent = a_procedure(tells_reporter=False)
    resident = people.resident.person_id
    case = a_case(State.HANDLED, place=people.ground.grid, reporter_id=resident, procedure=silent)
    assert not waits(case)


def test_who_reported_the_same_waits_too(people):
    case = a_case(State.DISPATCHED, place=people.ground.grid, unit=people.unit)
    other = a_case(place=people.ground.grid, reporter_id=people.resident.person_id)
    merge_case(case_id=other.pk, into_id=case.pk, by=people.dispatcher)
    handled = handle_case(case_id=case.pk, outcome="已清运", by=people.unit_handler)
    assert waits(handled)


def test_what_was_put_right_before_is_looked_through_on_demand(people, called_back):
    since = called_back.handled_at
    assert find_waiting(since=since + timedelta(days=1), by=FOLLOWER) == 0
    assert find_waiting(since=since, by=FOLLOWER) == 1
    assert waiting(people.dispatcher) == [called_back]
    with pytest.raises(NotAllowed):
        find_waiting(since=since, by=people.dispatcher)


def test_nobody_waits_in_a_category_that_needs_no_reply(people, called_back):
    deliver()
    set_reply_rule(category_code=called_back.category_id, required=False, by=LIBRARIAN)
    assert waiting(people.dispatcher) == []
    assert [rule.category_id for rule in reply_rules()] == [called_back.category_id]


@pytest.mark.parametrize(
    ("said", "refused"),  # what is usual, and the rule of the category
    [((True, None), True), ((True, False), False), ((False, None), False), ((False, True), True)],
)
def test_staff_closes_nothing_without_a_reply_where_one_is_required(
    people, called_back, settings, said, refused
):
    settings.REPLY_BEFORE_CLOSING, rule = said
    set_reply_rule(category_code=called_back.category_id, required=rule, by=LIBRARIAN)
    if refused:
        with pytest.raises(NotWhole):
            close_case(case_id=called_back.pk, by=people.dispatcher)
        reply_to_reporter(case_id=called_back.pk, text="好", public=True, by=people.dispatcher)
    assert close_case(case_id=called_back.pk, by=people.dispatcher).state == State.CLOSED


def test_a_reply_of_the_round_before_does_not_count(people, called_back):
    reply_to_reporter(case_id=called_back.pk, text="在办", public=False, by=people.dispatcher)
    again = Case.objects.get(pk=called_back.pk)
    assert not waits(again)
    again.handled_at = again.changed_at.max.replace(tzinfo=again.changed_at.tzinfo)
    assert waits(again)


def test_who_may_reply(people, called_back):
    for who, refusal in ((people.leader, NotAllowed), (people.other_dispatcher, NotFound)):
        with pytest.raises(refusal):
            reply_to_reporter(case_id=called_back.pk, text="好", public=False, by=who)
    with pytest.raises(Incomplete):
        reply_to_reporter(case_id=called_back.pk, text=" ", public=False, by=people.dispatcher)


def test_a_reply_sent_twice_is_one(people, called_back):
    told = {"case_id": called_back.pk, "text": "好", "public": False, "key": uuid4()}
    first = reply_to_reporter(**told, by=people.dispatcher)
    assert reply_to_reporter(**told, by=people.dispatcher) == first
    with pytest.raises(KeyReused):
        reply_to_reporter(**told, by=people.unit_handler)
    assert Remark.objects.count() == 1


def test_what_was_said_by_telephone_is_written_down_and_not_sent(people, called_back):
    told = {"case_id": called_back.pk, "text": "电话告知已清运", "by": people.dispatcher}
    for wrong in ({"public": True, "way": "phone"}, {"public": False, "way": "smoke"}):
        with pytest.raises(Incomplete):
            reply_to_reporter(**told, **wrong)
    reply_to_reporter(**told, public=False, way="phone")
    deliver()
    assert not Message.objects.filter(what="talks.replied").exists()
    assert conversation(people.dispatcher, called_back)[0].way == Way.PHONE


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请拨 13812345678 联系", 1),
        ("请拨 138 1234 5678", 1),
        (f"身份证 {IDENTITY}", 1),
        ("编号 110105194912310021", 0),  # does not check out
        ("工单 20260701-000042", 0),
        ("热线 12345", 0),
    ],
)
def test_numbers_of_persons_are_found(text, found):
    assert len(personal_in(text)) == found


def test_they_go_into_no_public_reply_unless_they_are_meant(people, called_back):
    told = {"case_id": called_back.pk, "text": "请联系 13812345678", "by": people.dispatcher}
    with pytest.raises(Incomplete) as refusal:
        reply_to_reporter(**told, public=True)
    assert list(refusal.value.problems) == ["sure"]
    assert reply_to_reporter(**told, public=False)
    assert reply_to_reporter(**told, public=True, sure=True)


def test_the_reporter_hears_of_it_and_reads_it(people, called_back):
    reply_to_reporter(case_id=called_back.pk, text="已清运", public=False, by=people.dispatcher)
    deliver()
    assert Message.objects.get(what="talks.replied").person_id == people.resident.person_id
    assert [said.text for said in conversation(people.resident, called_back)] == ["已清运"]


def test_everybody_who_reported_it_hears_of_it_under_their_own_number(people):
    mine, theirs = people.resident.person_id, people.other_resident.person_id
    case = a_case(State.DISPATCHED, place=people.ground.grid, reporter_id=mine)
    reply_to_reporter(case_id=case.pk, text="只给您", public=False, by=people.dispatcher)
    reply_to_reporter(case_id=case.pk, text="大家看", public=True, by=people.dispatcher)
    other = a_case(place=people.ground.grid, reporter_id=theirs)
    merge_case(case_id=other.pk, into_id=case.pk, by=people.dispatcher)
    reply_to_reporter(case_id=case.pk, text="一起办", public=False, by=people.dispatcher)
    deliver()
    heard = Message.objects.filter(what="talks.replied", facts__text="一起办")
    numbers = {row.person_id: row.facts["number"] for row in heard}
    assert numbers == {mine: case.number, theirs: other.number}
    report = Case.objects.select_related("merged_into").get(pk=other.pk)
    read = [said.text for said in conversation(people.other_resident, report)]
    assert read == ["大家看", "一起办"]  # what was said in private before was for others


def test_everybody_reads_public_replies_of_what_everybody_may_know(people, called_back):
    told = {"case_id": called_back.pk, "by": people.dispatcher}
    reply_to_reporter(**told, text="私下", public=False)
    public = reply_to_reporter(**told, text="公开", public=True)
    assert list(public_replies()) == [public]
    ids = list(Remark.objects.values_list("pk", flat=True))
    assert public_texts(ids) == {public.pk: "公开"}


def test_nothing_is_said_in_public_of_what_not_everybody_may_know(people):
    hidden = a_case(
        State.DISPATCHED,
        place=people.ground.grid,
        reporter_id=people.resident.person_id,
        procedure=a_procedure(public=False),
    )
    with pytest.raises(Incomplete):
        reply_to_reporter(case_id=hidden.pk, text="好", public=True, by=people.dispatcher)


def test_standard_replies_are_offered_where_they_fit_the_most_used_first(people, called_back):
    anywhere = a_standard_reply("通用")
    fits = a_standard_reply("本类", category_code=called_back.category_id, state="called_back")
    a_standard_reply("别类", category_code=a_category().code)
    a_standard_reply("别的环节", state="received")
    a_standard_reply("停用", active=False)
    told = {"case_id": called_back.pk, "public": False, "by": people.dispatcher}
    reply_to_reporter(**told, text="好", standard_id=fits.pk)
    assert list(offered_replies(called_back)) == [fits, anywhere]


def test_their_gaps_are_filled_from_the_case(people, called_back):
    text = filled("{number} {unit} {category} {outcome} {else}", called_back)
    wanted = [called_back.number, people.unit.name, "暴露垃圾", "已清理", "{else}"]
    assert text.split() == wanted
    assert "{" not in filled("{place}", called_back)


def test_who_may_not_manage_replies_changes_none(people):
    reply = a_standard_reply()
    with pytest.raises(NotAllowed):
        set_standard_reply(title="x", text="x", by=people.leader)
    with pytest.raises(NotAllowed):
        set_reply_rule(category_code="x", required=True, by=people.leader)
    with pytest.raises(Incomplete):
        set_reply_rule(category_code="none", required=True, by=LIBRARIAN)
    for wrong in ({"title": " "}, {"category_code": "none"}, {"state": "lost"}):
        told = {"title": "新", "text": "好", **wrong}
        with pytest.raises(Incomplete):
            set_standard_reply(**told, by=people.dispatcher)
    with pytest.raises(Incomplete):
        a_standard_reply(reply.title)
    with pytest.raises(NotFound):
        a_standard_reply("x", reply_id=10**9)
    assert list(standard_replies("已处理")) == [reply]
    changed = a_standard_reply("改名", reply_id=reply.pk)
    assert (changed.pk, changed.title) == (reply.pk, "改名")
