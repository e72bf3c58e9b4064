"""The relay and the worker as processes: killed, cut off, told to stop."""

import signal
import time

import pytest
from django.core.management import call_command
from django.db import Error, OperationalError, connection, transaction

from lingdang.journal.management.commands import work
from lingdang.journal.models import Delivery, Fact
from lingdang.journal.services import periodic
from lingdang.journal.services.relaying import deliver_due
from lingdang.journal.testing import Rang, a_fact

pytestmark = pytest.mark.django_db(transaction=True)

LISTENER = """
from django.core.management import call_command
from django.utils import timezone
from lingdang.journal.models import Fact
from lingdang.journal.public import handles
from lingdang.journal.testing import Rang

@handles(Rang)
def listen(fact):
    Fact.objects.create(name="effect", subject="x", actor="x", data={}, at=timezone.now())
"""
KILLED = """
    import os, signal
    os.kill(os.getpid(), signal.SIGKILL)

call_command("journal", "relay", "--once")
"""
WORKS = """
call_command("work")
"""


PATIENCE = 120  # seconds, on a machine with much else to do


def owe(label):
    with transaction.atomic():
        Delivery.objects.create(fact=a_fact(), handler=label)


def effects():
    return Fact.objects.filter(name="effect").count()


def eventually(claim):
    until = time.monotonic() + PATIENCE
    while not claim():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_a_relay_killed_between_effect_and_commit_leaves_nothing_and_the_next_does_it(
    process, on_rang
):
    owe("__main__.listen")
    assert process(LISTENER + KILLED).wait(PATIENCE) == -signal.SIGKILL
    eventually(lambda: others() == [])
    assert effects() == 0
    assert Delivery.objects.get().state == "due"
    next_one = process(LISTENER + 'call_command("journal", "relay", "--once")')
    assert next_one.wait(PATIENCE) == 0
    assert effects() == 1
    assert Delivery.objects.get().state == "done"


def others():
    """Other connections to this database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return [pid for (pid,) in cursor.fetchall()]


def test_the_worker_delivers_outlives_its_connection_and_stops_when_told(process):
    worker = process(LISTENER + WORKS)
    owe("__main__.listen")
    eventually(lambda: effects() == 1)
    with connection.cursor() as cursor:
        for pid in others():
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    owe("__main__.listen")
    eventually(lambda: effects() == 2)
    worker.send_signal(signal.SIGTERM)
    _out, said = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0
    assert "the database is away" in said


def test_the_worker_waits_longer_the_longer_the_database_is_away(monkeypatch):
    def away(_limit):
        raise Error("gone")

    monkeypatch.setattr(work, "run_due_rounds", lambda: None)
    monkeypatch.setattr(work, "deliver_due", away)
    command = work.Command()
    rests = [command._turn() for _ in range(2000)]
    assert rests[:3] == [1, 2, 4]
    assert max(rests) == rests[-1] == 32


@pytest.fixture
def rounds(monkeypatch):
    monkeypatch.setattr(periodic, "_rounds", [])
    return periodic._rounds


def test_what_comes_round_runs_when_due_and_a_failure_stops_nothing(rounds):
    ran = []

    @periodic.periodic(3600)
    def fails():
        ran.append("fails")
        raise OSError

    @periodic.periodic(3600)
    def works():
        ran.append("works")

    periodic.run_due_rounds()
    periodic.run_due_rounds()
    assert ran == ["fails", "works"]
    waits = [item.due - time.monotonic() for item in rounds]
    assert waits[0] <= periodic.RETRY_SECONDS < waits[1]


def test_a_database_that_is_away_is_not_a_failure_of_what_comes_round(rounds):
    @periodic.periodic(3600)
    def cut_off():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(OperationalError):
        periodic.run_due_rounds()
    connection.close()
    assert rounds[0].due - time.monotonic() <= periodic.RETRY_SECONDS


def test_a_connection_lost_in_a_handler_leaves_the_delivery_due(on_rang):
    def cuts(fact):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    on_rang(cuts)
    a_fact()
    with pytest.raises(Error):
        deliver_due()
    connection.close()
    assert Delivery.objects.get().state == "due"


def test_the_relay_command_says_how_many(heard, capsys):
    a_fact()
    call_command("journal", "relay", "--once")
    assert capsys.readouterr().out == "1 tried\n"
    assert Rang.name == Fact.objects.earliest("id").name
