from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.cases.public import State, merge_case
from lingdang.cases.testing import a_case
from lingdang.evidence.testing import a_photo
from lingdang.journal.public import deliver_due
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.messaging.public import Message
from lingdang.people.public import Post, Role
from lingdang.people.testing import a_person, a_post
from lingdang.standards.testing import a_procedure
from lingdang.talks.enums import Audience, Kind
from lingdang.talks.models import Remark
from lingdang.talks.queries import conversation, may_read_photo, mentionable
from lingdang.talks.services import write_note


def deliver():
    while deliver_due():
        pass


@pytest.fixture
def case(people):
    return a_case(
        State.DISPATCHED,
        place=people.ground.grid,
        unit=people.unit,
        reporter_id=people.resident.person_id,
    )


def test_a_note_is_for_staff_alone(people, case):
    write_note(case_id=case.pk, text="注意恶犬", by=people.grid_worker)
    assert [said.text for said in conversation(people.unit_handler, case)] == ["注意恶犬"]
    assert conversation(people.resident, case) == []
    for who in (people.resident, people.other_dispatcher, people.stranger):
        with pytest.raises(NotFound):
            write_note(case_id=case.pk, text="x", by=who)
    with pytest.raises(Incomplete):
        write_note(case_id=case.pk, text=" ", by=people.leader)


def test_it_is_corrected_by_a_new_one(people, case):
    first = write_note(case_id=case.pk, text="三只狗", by=people.grid_worker)
    write_note(case_id=case.pk, text="两只狗", corrects_id=first.pk, by=people.grid_worker)
    wrong, right = conversation(people.grid_worker, case)
    assert (wrong.text, wrong.corrected, right.about_id) == ("三只狗", True, first.pk)
    other = a_case(place=people.ground.grid)
    with pytest.raises(Incomplete):
        write_note(case_id=other.pk, text="x", corrects_id=first.pk, by=people.grid_worker)


def test_photographs_of_a_note_are_for_staff(people, case):
    photo = a_photo(by=people.grid_worker)
    note = write_note(case_id=case.pk, text="图", photo_ids=[photo.pk], by=people.grid_worker)
    assert may_read_photo(people.unit_handler, note.pk)
    for who in (people.resident, people.other_dispatcher, people.stranger):
        assert not may_read_photo(who, note.pk)
    assert not may_read_photo(people.unit_handler, 10**9)


def test_notes_are_read_where_the_case_goes_on(people, case):
    other = a_case(place=people.ground.grid)
    write_note(case_id=other.pk, text="老地方", by=people.dispatcher)
    merge_case(case_id=other.pk, into_id=case.pk, by=people.dispatcher)
    assert [said.text for said in conversation(people.dispatcher, case)] == ["老地方"]


def test_who_sees_the_case_may_be_mentioned_and_hears_of_it(people, case):
    offered = {one.person_id for one in mentionable(case)}
    seeing = ("grid_worker", "dispatcher", "unit_handler", "verifier", "leader")
    assert {people[role].person_id for role in seeing} <= offered
    assert people.neighbour.person_id not in offered
    assert people.other_dispatcher.person_id not in offered
    told = {"case_id": case.pk, "text": "请看一下", "by": people.grid_worker}
    with pytest.raises(Incomplete):
        write_note(**told, mentioned=[people.other_dispatcher.person_id])
    write_note(**told, mentioned=[people.verifier.person_id])
    deliver()
    (heard,) = Message.objects.filter(what="talks.mentioned")
    assert heard.person_id == people.verifier.person_id
    assert heard.facts["number"] == case.number


def test_an_at_sign_and_a_name_mention_too(people, case):
    person = a_person("钱核查")
    a_post(person, Role.VERIFIER, place=people.ground.town)
    note = write_note(case_id=case.pk, text="请@钱核查 看一下", by=people.grid_worker)
    assert list(note.mentions.values_list("person_id", flat=True)) == [person.pk]
    assert [one.person_id for one in mentionable(case, "钱")] == [person.pk]
    assert conversation(people.dispatcher, case)[0].mentioned == [person.masked_name]


def test_a_conversation_costs_the_same_however_long(people, case, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(20) as captured:
            conversation(people.dispatcher, case)
        return len(captured)

    def note():
        photo = a_photo(by=people.grid_worker)
        mentioned = [people.verifier.person_id]
        told = {"text": "x", "photo_ids": [photo.pk], "mentioned": mentioned}
        write_note(case_id=case.pk, by=people.grid_worker, **told)

    note()
    few = cost()
    note()
    note()
    assert cost() == few <= 6


BROKEN = [
    ("audience_of_kind", {"audience": Audience.EVERYONE}),
    ("remark_", {"kind": "shout"}),
    ("says_something", {"text": ""}),
    ("about_something", {"kind": Kind.ANSWER, "audience": Audience.REPORTER}),
    ("question_ends_once", {"ended_how": "answered", "ended_at": timezone.now()}),
    ("question_runs_out", {"until": timezone.now()}),
    ("question_reminded_of", {"reminded_at": timezone.now()}),
    ("way_of_a_private_reply", {"way": "phone"}),
]


@pytest.mark.parametrize(("name", "fields"), BROKEN)
def test_the_table_refuses(people, case, name, fields):
    note = write_note(case_id=case.pk, text="x", by=people.grid_worker)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Remark.objects.filter(pk=note.pk).update(**fields)
    with pytest.raises(IntegrityError, match="about_something"), transaction.atomic():
        Remark.objects.filter(pk=note.pk).update(about=note.pk)


def test_a_key_stands_for_one_remark_of_a_case(people, case):
    key = uuid4()
    note = write_note(case_id=case.pk, text="x", key=key, by=people.grid_worker)
    assert write_note(case_id=case.pk, text="x", key=key, by=people.grid_worker) == note
    other = write_note(case_id=case.pk, text="x", by=people.grid_worker)
    with pytest.raises(IntegrityError, match="sent_once"), transaction.atomic():
        Remark.objects.filter(pk=other.pk).update(key=key)
    with pytest.raises(IntegrityError, match="spoken_by_a_report"), transaction.atomic():
        Remark.objects.filter(pk=note.pk).update(report=case)


def test_of_a_restricted_case_only_those_are_offered_whom_it_is_for(people):
    kept = a_procedure(restricted=True, roles=["dispatcher"])
    case = a_case(place=people.ground.grid, procedure=kept)
    offered = {one.person_id for one in mentionable(case)}
    assert people.dispatcher.person_id in offered
    assert people.verifier.person_id not in offered
    told = {"case_id": case.pk, "text": "看一下", "by": people.dispatcher}
    with pytest.raises(Incomplete):
        write_note(**told, mentioned=[people.verifier.person_id])


def test_who_no_longer_sees_the_case_hears_of_no_mention(people, case):
    mentioned = [people.verifier.person_id]
    write_note(case_id=case.pk, text="看", mentioned=mentioned, by=people.grid_worker)
    for post in Post.objects.filter(person=people.verifier.person_id):
        post.delete()
    deliver()
    assert not Message.objects.filter(what="talks.mentioned").exists()


def test_a_part_and_the_whole_read_each_others_notes_as_far_as_each_is_seen(people, case):
    part = a_case(place=people.ground.grid, parent=case)
    write_note(case_id=part.pk, text="部分", by=people.dispatcher)
    write_note(case_id=case.pk, text="整体", by=people.dispatcher)
    for seen in (case, part):
        told = {said.text for said in conversation(people.dispatcher, seen)}
        assert told == {"部分", "整体"}


def test_one_question_is_open_and_has_one_answer(people, case):
    fields = {"case": case, "kind": Kind.QUESTION, "audience": Audience.REPORTER, "text": "?"}
    question = Remark.objects.create(**fields, until=timezone.now())
    with pytest.raises(IntegrityError, match="one_open_question"), transaction.atomic():
        Remark.objects.create(**fields, until=timezone.now())
    answer = fields | {"kind": Kind.ANSWER, "about": question, "report": case}
    Remark.objects.create(**answer)
    with pytest.raises(IntegrityError, match="one_answer"), transaction.atomic():
        Remark.objects.create(**answer)
