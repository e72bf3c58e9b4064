import pytest

from lingdang.cases.public import (
    Case,
    NotWhole,
    State,
    answer_case,
    call_back_case,
    close_case,
    merge_case,
)
from lingdang.cases.testing import a_case
from lingdang.journal.public import deliver_due
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.messaging.public import Message
from lingdang.standards.testing import a_category
from lingdang.talks.queries import (
    conversation,
    filled,
    offered_replies,
    owing,
    personal_in,
    was_answered,
)
from lingdang.talks.services import reply_to_reporter, set_answer_rule, set_standard_reply
from lingdang.talks.testing import LIBRARIAN, a_standard_reply

IDENTITY = "11010519491231002X"  # of the standard that defines them


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


def test_staff_closes_nothing_that_was_not_answered(people, called_back):
    with pytest.raises(NotWhole):
        close_case(case_id=called_back.pk, by=people.dispatcher)
    assert list(owing()) == [called_back]
    reply_to_reporter(case_id=called_back.pk, text="已清运", public=False, by=people.unit_handler)
    assert not owing().exists()
    assert close_case(case_id=called_back.pk, by=people.dispatcher).state == State.CLOSED


def test_who_says_themselves_that_it_is_settled_was_answered(people):
    case = a_case(State.VERIFIED, place=people.ground.grid, reporter_id=people.resident.person_id)
    assert answer_case(case_id=case.pk, settled=True, by=people.resident).state == State.CLOSED


def test_nobody_is_answered_who_cannot_be_reached(people):
    case = a_case(State.CALLED_BACK, place=people.ground.grid)
    assert not owing().exists()
    assert close_case(case_id=case.pk, by=people.dispatcher)


def test_who_reported_the_same_is_answered_too(people):
    case = a_case(State.CALLED_BACK, place=people.ground.grid)
    other = a_case(place=people.ground.grid, reporter_id=people.resident.person_id)
    merge_case(case_id=other.pk, into_id=case.pk, by=people.dispatcher)
    assert list(owing()) == [case]
    with pytest.raises(NotWhole):
        close_case(case_id=case.pk, by=people.dispatcher)


@pytest.mark.parametrize(
    ("said", "owes"),  # what is usual, and the rule of the category
    [((True, None), True), ((True, False), False), ((False, None), False), ((False, True), True)],
)
def test_the_rule_of_a_category_stands_before_what_is_usual(
    people, called_back, settings, said, owes
):
    settings.ANSWER_BEFORE_CLOSING, rule = said
    set_answer_rule(category_code=called_back.category_id, required=rule, by=LIBRARIAN)
    assert owing().exists() is owes
    assert was_answered(called_back) is not owes


def test_a_reply_of_the_round_before_does_not_count(people, called_back):
    reply_to_reporter(case_id=called_back.pk, text="在办", public=False, by=people.dispatcher)
    again = Case.objects.get(pk=called_back.pk)
    again.handled_at = again.changed_at.max.replace(tzinfo=again.changed_at.tzinfo)
    assert not was_answered(again)


def test_who_may_reply(people, called_back):
    for who, refusal in ((people.leader, NotAllowed), (people.other_dispatcher, NotFound)):
        with pytest.raises(refusal):
            reply_to_reporter(case_id=called_back.pk, text="好", public=False, by=who)
    with pytest.raises(Incomplete):
        reply_to_reporter(case_id=called_back.pk, text=" ", public=False, by=people.dispatcher)


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


def test_the_reporter_hears_of_it_and_reads_it_but_no_notes(people, called_back):
    reply_to_reporter(case_id=called_back.pk, text="已清运", public=False, by=people.dispatcher)
    while deliver_due():
        pass
    assert Message.objects.get(what="talks.replied").person_id == people.resident.person_id
    assert [said.text for said in conversation(people.resident, called_back)] == ["已清运"]


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
        set_answer_rule(category_code="x", required=True, by=people.leader)
    for wrong in ({"title": " "}, {"category_code": "none"}, {"state": "lost"}):
        told = {"title": "新", "text": "好", **wrong}
        with pytest.raises(Incomplete):
            set_standard_reply(**told, by=people.dispatcher)
    with pytest.raises(Incomplete):
        a_standard_reply(reply.title)
    with pytest.raises(NotFound):
        a_standard_reply("x", reply_id=10**9)
    changed = a_standard_reply("改名", reply_id=reply.pk)
    assert (changed.pk, changed.title) == (reply.pk, "改名")
