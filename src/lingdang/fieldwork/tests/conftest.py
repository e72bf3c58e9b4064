from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from lingdang.cases.testing import cast
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
