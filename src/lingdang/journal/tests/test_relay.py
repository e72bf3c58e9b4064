import contextlib
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from lingdang.journal import queries
from lingdang.journal.enums import RETRY_DELIVERY
from lingdang.journal.models import Delivery, Fact
from lingdang.journal.services import relaying
from lingdang.journal.services.relaying import deliver_due, deliver_one, retry_delivery
from lingdang.journal.testing import a_fact
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.kernel.errors import NotAllowed, NotFound

CARER = Actor.process("carer", RETRY_DELIVERY)


@pytest.mark.django_db
def test_a_fact_is_delivered_once(heard):
    a_fact(7)
    assert deliver_due() == 1
    assert deliver_one() is False
    assert heard == [7]


@pytest.mark.django_db
def test_what_is_urgent_goes_before_what_has_waited_longer(heard):
    waiting, urgent = a_fact(7), a_fact(8)
    Delivery.objects.filter(fact=urgent).update(urgent=True)
    deliver_one()
    assert heard == [8]
    deliver_one()
    assert heard == [8, 7]
    assert waiting.pk < urgent.pk


@pytest.mark.django_db
def test_who_handles_says_what_is_urgent(on_rang):
    calm = on_rang(lambda fact: fact)
    urgent = on_rang(timezone.now, urgent=True)
    fact = a_fact(7)
    assert dict(Delivery.objects.filter(fact=fact).values_list("handler", "urgent")) == {
        calm: False,
        urgent: True,
    }


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
@pytest.mark.parametrize("broken", [{"state": "odd"}])
def test_the_database_refuses_an_unknown_delivery_state(heard, broken):
    a_fact()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.update(**broken)


@pytest.mark.django_db
def test_a_handler_that_hides_a_failed_statement_is_not_taken_as_done(on_rang):
    def hides(fact):
        Fact.objects.create(name="half", subject="x", actor="x", data={}, at=timezone.now())
        with contextlib.suppress(IntegrityError):
            Fact.objects.create(name=None, subject="x", actor="x", data={}, at=timezone.now())

    on_rang(hides)
    a_fact()
    deliver_one()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tries) == ("due", 1)
    assert not Fact.objects.filter(name="half").exists()


@pytest.mark.django_db
def test_a_delivery_whose_handler_is_gone_is_put_off_and_says_so():
    with transaction.atomic():
        Delivery.objects.create(fact=a_fact(), handler="gone.listen")
    deliver_one()
    assert "gone.listen" in Delivery.objects.get().error
