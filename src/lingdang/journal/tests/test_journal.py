import threading
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lingdang.journal import queries
from lingdang.journal.enums import RETRY_DELIVERY
from lingdang.journal.merkle import EMPTY, leaf_hash, root_of
from lingdang.journal.models import Delivery, Fact, Seal
from lingdang.journal.services import recording, relaying
from lingdang.journal.services.recording import handles, record
from lingdang.journal.services.relaying import deliver_due, deliver_one, retry_delivery
from lingdang.journal.services.sealing import Finding, seal_facts, verify_journal
from lingdang.journal.testing import Rang, a_fact
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.kernel.errors import NotAllowed, NotFound

CARER = Actor.process("carer", RETRY_DELIVERY)


@pytest.fixture
def heard():
    """A handler for ``Rang`` that remembers, and fails while ``heard.broken``."""

    class Heard(list):
        broken = False

    ear = Heard()

    def listen(fact):
        Fact.objects.create(name="half", subject="x", actor="x", data={}, at=timezone.now())
        if ear.broken:
            raise OSError("the line is down")
        ear.append(fact.data["bell"])

    handles(Rang)(listen)
    yield ear
    recording._owed.pop(Rang.name)


def test_the_tree_of_the_rfc():
    # RFC 6962 §2.1: the hash of the empty tree; RFC 9162 test leaves, roots by hand.
    assert EMPTY.hex() == sha256().hexdigest()
    a, b, c = (leaf_hash(text) for text in (b"", b"\x00", b"\x10"))
    assert a.hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    ab = sha256(b"\x01" + a + b).digest()
    assert root_of([a, b]) == ab
    assert ab.hex() == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    assert root_of([a, b, c]).hex() == (
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
    )


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=40), st.data())
def test_any_change_of_a_leaf_changes_the_root(entries, data):
    leaves = [leaf_hash(entry) for entry in entries]
    where = data.draw(st.integers(0, len(leaves) - 1))
    changed = [*leaves[:where], leaf_hash(entries[where] + b"!"), *leaves[where + 1 :]]
    assert root_of(leaves) != root_of(changed)


@pytest.mark.django_db(transaction=True)
def test_a_fact_belongs_inside_a_transaction():
    with pytest.raises(RuntimeError):
        record(Rang(bell=1), by=ANYONE)


@pytest.mark.django_db
def test_facts_are_neither_edited_nor_removed():
    fact = a_fact()
    for attempt in (fact.save, fact.delete, Fact.objects.all().delete, Fact.objects.update):
        with pytest.raises(TypeError):
            attempt()


@pytest.mark.django_db
def test_a_fact_is_delivered_once(heard):
    a_fact(7)
    assert deliver_due() == 1
    assert deliver_one() is False
    assert heard == [7]


@pytest.mark.django_db
def test_a_failed_delivery_leaves_nothing_half_done_and_comes_again(heard):
    a_fact(7)
    heard.broken = True
    deliver_one()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tries) == ("due", 1)
    assert "the line is down" in delivery.error
    assert delivery.due_at > timezone.now()
    assert not Fact.objects.filter(name="half").exists()
    heard.broken = False
    Delivery.objects.update(due_at=timezone.now())
    deliver_one()
    assert heard == [7]


@pytest.mark.django_db
def test_after_eight_tries_it_is_given_up_and_can_be_woken(heard):
    fact = a_fact(7)
    heard.broken = True
    for _ in range(relaying.MAX_TRIES):
        Delivery.objects.update(due_at=timezone.now())
        deliver_one()
    assert [dead.fact_id for dead in queries.dead_letters(CARER)] == [fact.pk]
    assert not queries.dead_letters(ANYONE)
    handler = Delivery.objects.get().handler
    with pytest.raises(NotAllowed):
        retry_delivery(fact_id=fact.pk, handler=handler, by=ANYONE)
    heard.broken = False
    retry_delivery(fact_id=fact.pk, handler=handler, by=CARER)
    with pytest.raises(NotFound):
        retry_delivery(fact_id=fact.pk, handler=handler, by=CARER)
    deliver_due()
    assert heard == [7]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_deliver_each_fact_once(heard):
    for bell in range(20):
        a_fact(bell)

    def work():
        deliver_due()
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    deliver_due()
    assert sorted(heard) == list(range(20))


@pytest.mark.django_db
def test_sealed_facts_verify_and_the_head_is_known():
    for bell in range(5):
        a_fact(bell)
    assert seal_facts() == 5
    assert seal_facts() == 0
    a_fact(9)
    assert seal_facts() == 1
    assert list(verify_journal(queries.last_seal().chain)) == []
    assert list(verify_journal("f" * 64)) == [Finding("broken", None, None)]


def tamper(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db
def test_an_altered_a_removed_and_an_inserted_fact_are_each_named():
    facts = [a_fact(bell) for bell in range(5)]
    for _ in range(5):
        tamper("SELECT nextval(pg_get_serial_sequence('journal_fact', 'id'))")
    last = a_fact(9)
    seal_facts()
    seal = queries.last_seal()
    tamper(f"UPDATE journal_fact SET actor = 'nobody' WHERE id = {facts[1].pk}")
    tamper(f"DELETE FROM journal_fact WHERE id = {facts[3].pk}")
    tamper(
        "INSERT INTO journal_fact (id, name, subject, actor, data, at)"
        f" VALUES ({last.pk - 2}, 'x', 'x:1', 'x', '{{}}', now())"
    )
    assert set(verify_journal()) == {
        Finding("altered", facts[1].pk, seal.pk),
        Finding("removed", facts[3].pk, seal.pk),
        Finding("inserted", last.pk - 2, seal.pk),
    }


@pytest.mark.django_db
def test_a_rewritten_seal_breaks_the_chain():
    a_fact()
    seal_facts()
    first = queries.last_seal()
    a_fact()
    seal_facts()
    Seal.objects.filter(pk=first.pk).update(root="0" * 64)
    assert Finding("broken", None, first.pk) in list(verify_journal())


@pytest.mark.django_db
def test_the_command_says_which_and_fails():
    fact = a_fact()
    call_command("journal", "seal", stdout=StringIO())
    out = StringIO()
    call_command("journal", "verify", stdout=out)
    assert out.getvalue().startswith("head ")
    tamper(f"UPDATE journal_fact SET actor = 'nobody' WHERE id = {fact.pk}")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("journal", "verify", stdout=out)
    assert f"altered: fact {fact.pk}" in out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_an_unfinished_writer_postpones_sealing_and_is_not_missed():
    written, go = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            record(Rang(bell=1), by=ANYONE)
            written.set()
            go.wait(10)
        connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    written.wait(10)
    assert seal_facts() == 0
    go.set()
    writer.join()
    assert seal_facts() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("broken", [{"state": "odd"}])
def test_the_database_refuses_an_unknown_delivery_state(heard, broken):
    a_fact()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.update(**broken)


@pytest.mark.django_db
def test_the_database_refuses_an_empty_seal_and_a_fork():
    a_fact()
    seal_facts()
    seal = queries.last_seal()
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.filter(pk=seal.pk).update(fact_ids=[])
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(
            fact_ids=[1], leaves=b"", root="x", previous=seal.previous, chain="y" * 64
        )
