from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.journal import queries
from lingdang.journal.enums import READ_JOURNAL
from lingdang.journal.models import Fact
from lingdang.journal.services.recording import record, unsaved_fact, write_facts
from lingdang.journal.testing import Rang, a_fact
from lingdang.kernel.actor import ANYONE, Actor


@pytest.mark.django_db(transaction=True)
def test_a_fact_belongs_inside_a_transaction():
    with pytest.raises(RuntimeError):
        record(Rang(bell=1), by=ANYONE)


@pytest.mark.django_db
def test_facts_are_neither_edited_nor_removed():
    fact = a_fact()
    for attempt in (
        fact.save,
        fact.delete,
        Fact.objects.all().delete,
        Fact.objects.update,
        lambda: Fact.objects.bulk_update([fact], ["actor"]),
        lambda: Fact.objects.bulk_create(
            [fact], update_conflicts=True, update_fields=["actor"], unique_fields=["id"]
        ),
    ):
        with pytest.raises(TypeError):
            attempt()


@pytest.mark.django_db
def test_a_forged_fact_does_not_take_the_place_of_a_fact():
    fact = a_fact()
    forged = Fact(id=fact.pk, name="x", subject="x", actor="x", data={}, at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        forged.save()
    assert Fact.objects.get().name == Rang.name


@pytest.mark.django_db
def test_facts_are_told_in_the_order_in_which_they_happened():
    now = timezone.now()
    days = [
        unsaved_fact(Rang(bell=1), by=ANYONE, at=now - timedelta(days=ago)) for ago in (1, 3, 1)
    ]
    write_facts([*days, unsaved_fact(Rang(bell=2), by=ANYONE, at=now)])
    first, second, third = (fact.pk for fact in days)
    assert [fact.pk for fact in queries.facts_of("bell:1")] == [second, first, third]
    assert queries.facts_about(["bell:1", "bell:2"]).count() == 4


@pytest.mark.django_db
def test_the_journal_is_read_by_those_whose_duty_it_is():
    fact = a_fact()
    assert list(queries.facts_for(Actor.process("auditor", READ_JOURNAL))) == [fact]
    assert not queries.facts_for(ANYONE)


@pytest.mark.django_db
def test_history_nobody_should_react_to_owes_nothing(heard):
    fact = unsaved_fact(Rang(bell=1), by=ANYONE, at=timezone.now())
    write_facts([fact], deliver=False)
    assert not fact.delivery_set.exists()
