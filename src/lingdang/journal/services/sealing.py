"""Seal facts into a chain of Merkle roots, and prove that nothing was changed since."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.db import OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

from lingdang.journal import queries
from lingdang.journal.merkle import leaf_hash, root_of
from lingdang.journal.models import Fact, Seal

GENESIS = "0" * 64
BATCH = 10_000
_SEALER = 0x4C44_5345  # advisory lock: one sealer at a time


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong: ``altered``, ``removed`` or ``inserted`` facts; ``broken`` seals or chain."""

    what: str
    fact_id: int | None
    seal_id: int | None


def leaf_of(fact: Fact) -> bytes:
    """Hash of everything a fact says, in one spelling."""
    said = {
        "id": fact.pk,
        "name": fact.name,
        "subject": fact.subject,
        "actor": fact.actor,
        "person": fact.person_id,
        "place": fact.place_id,
        "data": fact.data,
        "at": int(fact.at.timestamp() * 1_000_000),
        "recorded": int(fact.recorded_at.timestamp() * 1_000_000),
    }
    spelling = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return leaf_hash(spelling.encode())


def seal_facts() -> int:
    """Seal what has settled since the last seal; returns how many facts."""
    until = _settled()
    sealed = 0
    while until and (count := _seal_batch(until)):
        sealed += count
    return sealed


def _settled() -> int:
    """The id up to which every fact is committed or never will be; 0 when writers are busy.

    A writer takes the table's lock before it draws an id, so none is under way while we hold ours.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
            cursor.execute("LOCK TABLE journal_fact IN SHARE MODE")
            cursor.execute("SELECT coalesce(max(id), 0) FROM journal_fact")
            return int(cursor.fetchone()[0])
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            return 0
        raise


@transaction.atomic
def _seal_batch(until: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEALER])
    last = queries.last_seal()
    facts = list(queries.facts_between(last.fact_ids[-1] if last else 0, until)[:BATCH])
    if not facts:
        return 0
    leaves = [leaf_of(fact) for fact in facts]
    ids = [fact.pk for fact in facts]
    root, previous = root_of(leaves).hex(), last.chain if last else GENESIS
    Seal.objects.create(
        fact_ids=ids,
        leaves=b"".join(leaves),
        root=root,
        previous=previous,
        chain=_link(previous, root, ids),
    )
    return len(facts)


def _link(previous: str, root: str, ids: list[int]) -> str:
    return sha256(f"{previous}{root}{len(ids)}:{ids[0]}-{ids[-1]}".encode()).hexdigest()


def verify_journal(head: str = "") -> Iterator[Finding]:
    """Recompute everything; yields what is wrong. ``head``: a chain value kept elsewhere."""
    previous, before, heads = GENESIS, 0, {GENESIS}
    for seal in Seal.objects.order_by("id").iterator(chunk_size=50):
        yield from _verify_seal(seal, previous, before)
        previous, before = seal.chain, seal.fact_ids[-1]
        heads.add(seal.chain)
    if head and head not in heads:
        yield Finding("broken", None, None)


def _verify_seal(seal: Seal, previous: str, before: int) -> Iterator[Finding]:
    kept = bytes(seal.leaves)
    leaves = [kept[at : at + 32] for at in range(0, len(kept), 32)]
    if (
        seal.previous != previous
        or root_of(leaves).hex() != seal.root
        or seal.chain != _link(previous, seal.root, seal.fact_ids)
    ):
        yield Finding("broken", None, seal.pk)
    sealed = dict(zip(seal.fact_ids, leaves, strict=False))
    found = {fact.pk: fact for fact in queries.facts_between(before, seal.fact_ids[-1])}
    for fact_id, leaf in sealed.items():
        if fact_id not in found:
            yield Finding("removed", fact_id, seal.pk)
        elif leaf_of(found[fact_id]) != leaf:
            yield Finding("altered", fact_id, seal.pk)
    for fact_id in sorted(found.keys() - sealed.keys()):
        yield Finding("inserted", fact_id, seal.pk)
