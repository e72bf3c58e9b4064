from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import monotonic

import pytest
from django.conf import settings
from django.db import connection

from lingdang.cases.testing import cast
from lingdang.fieldwork.services.applying import apply_due
from lingdang.fieldwork.testing import sent
from lingdang.kernel.errors import DomainError
from lingdang.standards.testing import some_categories

HERE = {"lng": 113.305, "lat": 33.765}


@pytest.fixture
def people(db):
    people = cast()
    some_categories()
    return people


@pytest.fixture
def live_people(transactional_db):
    """The same, in a database that other threads see."""
    people = cast()
    some_categories()
    return people


def at_once(*calls):
    """All of them at the same moment, each with a connection of its own; refusals are given."""
    start = Barrier(len(calls))

    def one(call):
        start.wait()
        try:
            return call()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def states(actions):
    return [(one.state, one.code) for one in actions]


def a_report(**more):
    return sent("report", **{"description": "垃圾桶满了", **HERE, **more})


def work():
    """As the worker does, until nothing is due."""
    return apply_due(until=monotonic() + 60)


def no_time(monkeypatch):
    """A request that has no time to do anything itself."""
    monkeypatch.setattr(settings, "FIELDWORK_SECONDS", -1)
