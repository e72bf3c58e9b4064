from datetime import datetime

import pytest

from lingdang.cases.testing import cast
from lingdang.kernel.calendar import SHANGHAI


@pytest.fixture
def people(db):
    """Everybody in the small district: who may, who may not, who is a stranger."""
    return cast()


@pytest.fixture
def live_people(transactional_db):
    """The same, in a database that other threads see."""
    return cast()


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.fixture
def clock(monkeypatch):
    """Set what time it is."""

    def set_to(text):
        monkeypatch.setattr("django.utils.timezone.now", lambda: at(text))

    set_to("2026-07-01 09:00")  # a Wednesday
    return set_to
