import json
import threading
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from lingdang.journal import queries
from lingdang.journal.merkle import EMPTY, leaf_hash, root_of
from lingdang.journal.models import Fact, Seal
from lingdang.journal.services import sealing
from lingdang.journal.services.recording import record
from lingdang.journal.services.sealing import Finding, seal_facts, verify_journal
from lingdang.journal.testing import Rang, a_fact
from lingdang.kernel.actor import ANYONE

# The entries that the reference implementations of RFC 6962 and RFC 9162 are tested with,
# and the root over the first, the first two, … of them.
ENTRIES = (
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
)
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def test_the_tree_of_the_rfc():
    leaves = [leaf_hash(bytes.fromhex(entry)) for entry in ENTRIES]
    assert EMPTY == sha256().digest() == root_of([])
    assert [root_of(leaves[:size]).hex() for size in range(1, 9)] == list(ROOTS)


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=40), st.data())
def test_any_change_of_a_leaf_changes_the_root(entries, data):
    leaves = [leaf_hash(entry) for entry in entries]
    where = data.draw(st.integers(0, len(leaves) - 1))
    changed = [*leaves[:where], leaf_hash(entries[where] + b"!"), *leaves[where + 1 :]]
    assert root_of(leaves) != root_of(changed)


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


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_seal_each_fact_once_while_others_write(monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 3)

    def in_thread(work):
        def run():
            for _ in range(10):
                work()
            connection.close()

        return threading.Thread(target=run)

    threads = [in_thread(work) for work in (a_fact, a_fact, seal_facts, seal_facts, seal_facts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal_facts()
    sealed = [fact_id for seal in Seal.objects.order_by("id") for fact_id in seal.fact_ids]
    assert sealed == list(Fact.objects.order_by("id").values_list("id", flat=True))
    assert len(sealed) == 20
    assert list(verify_journal()) == []


@pytest.mark.django_db
def test_a_removed_seal_breaks_the_chain_and_a_removed_last_one_is_missed_by_its_head():
    for _ in range(3):
        a_fact()
        seal_facts()
    first, second, third = Seal.objects.order_by("id")
    head = third.chain
    third.delete()
    assert list(verify_journal(head)) == [Finding("broken", None, None)]
    first.delete()
    assert Finding("broken", None, second.pk) in list(verify_journal())


@pytest.mark.django_db
def test_the_command_speaks_json():
    call_command("journal", "seal", stdout=StringIO())
    fact = a_fact()
    call_command("journal", "seal", stdout=StringIO())
    seal = queries.last_seal()
    tamper(f"DELETE FROM journal_fact WHERE id = {fact.pk}")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("journal", "verify", "--json", "--head", seal.chain, stdout=out)
    assert json.loads(out.getvalue()) == {
        "head": seal.chain,
        "findings": [{"what": "removed", "fact_id": fact.pk, "seal_id": seal.pk}],
    }
