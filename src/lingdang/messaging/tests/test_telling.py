from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils.translation import override

from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import NotFound
from lingdang.messaging.models import Message, Outgoing
from lingdang.messaging.public import inbox_for, mark_read, message_for, shown, tell, unread
from lingdang.messaging.testing import TOLD, a_message
from lingdang.people.public import Person, actor_for, close_person
from lingdang.people.testing import REGISTRAR, a_person

FACTS = {"number": "20261125-000001", "place": "建业社区"}


def told(*actors, key="fact:1", **more):
    to = [actor.person_id for actor in actors]
    return tell(to=to, what=TOLD, facts=FACTS, about="case:1", by=ANYONE, key=key, **more)


def test_each_person_is_told_once_however_often_it_is_said(li, wang):
    told(li, wang)
    told(li, wang)
    told(li, wang, key="fact:2")
    assert [inbox_for(one).count() for one in (li, wang)] == [2, 2]


def test_two_processes_that_tell_the_same_tell_it_once(transactional_db):
    li = actor_for(a_person())

    def one(_number):
        try:
            return told(li)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(one, range(4)))
    assert Message.objects.count() == 1
    assert {message.pk for messages in answers for message in messages} == {
        Message.objects.get().pk
    }


def test_a_refused_transaction_tells_nobody(transactional_db):
    li = actor_for(a_person())
    with transaction.atomic():
        told(li)
        transaction.set_rollback(True)
    assert unread(li) == 0


def test_what_is_left_out_is_found_where_it_is_told(li):
    with pytest.raises(LookupError, match="place"):
        tell(to=[li.person_id], what=TOLD, facts={"number": "1"}, about="", by=ANYONE)


def test_who_is_shut_out_is_told_nothing(li):
    close_person(person_id=li.person_id, by=REGISTRAR)
    assert told(li) == []


def test_reading_is_for_oneself(li, wang):
    mine, theirs = a_message(li), a_message(wang)
    assert (unread(li), unread(wang), unread(ANYONE)) == (1, 1, 0)
    assert mark_read(by=li, ids=[mine.pk, theirs.pk]) == 1
    assert mark_read(by=li) == 0
    assert (unread(li), unread(wang)) == (0, 1)
    assert mark_read(by=ANYONE) == 0
    with pytest.raises(NotFound):
        message_for(li, theirs.pk)


def test_what_an_older_version_told_still_shows(li):
    Message.objects.create(person_id=li.person_id, what="gone.told", key="1", facts={})
    (old,) = shown(inbox_for(li))
    assert (old.title, old.text) == ("gone.told", "")


def test_words_are_filled_in_the_readers_language(li):
    a_message(li, 7)
    with override("en"):
        (message,) = shown(inbox_for(li))
    assert message.text == "Case 20261125-000007 waits for you in 建业社区."
    assert (message.number, message.about, message.read) == ("20261125-000007", "case:7", False)


@pytest.mark.parametrize("count", [1, 3])
def test_an_inbox_takes_two_statements(li, count, django_assert_num_queries):
    for number in range(count):
        a_message(li, number)
    with django_assert_num_queries(2):
        assert len(shown(inbox_for(li))) == count
    with django_assert_num_queries(1):
        assert unread(li) == count


def test_nothing_goes_out_where_no_way_is_on(li, settings):
    settings.MESSAGE_CHANNELS = []
    told(li, phones=["13800001234"])
    assert not Outgoing.objects.exists()


def test_a_person_and_a_bare_number_are_reached_by_the_ways_that_are_on(li, settings):
    settings.MESSAGE_CHANNELS = ["sms", "email"]
    told(li, phones=["13800001234", "+86 138-0000-1234", "0375-1234567"])
    told(li, phones=["13800001234"])
    rows = Outgoing.objects.order_by("pk")
    assert [(row.channel, row.person_id) for row in rows] == [
        ("sms", li.person_id),
        ("sms", None),
    ]
    assert "13800001234" not in rows[1].phone_cipher + rows[1].once


def test_a_person_without_a_number_gets_no_text_message(settings, db):
    settings.MESSAGE_CHANNELS = ["sms"]
    nobody = a_person()
    Person.objects.filter(pk=nobody.pk).update(phone_cipher="", phone_index=None)
    told(actor_for(nobody))
    assert not Outgoing.objects.exists()
