import os
import subprocess
import sys
from textwrap import dedent

import pytest
from django.db import connection
from django.utils import timezone

from lingdang.journal.models import Fact
from lingdang.journal.services import recording
from lingdang.journal.services.recording import handles
from lingdang.journal.testing import Rang

START = """
import sys
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
import django
django.setup()
from lingdang.journal.services import periodic
periodic._rounds.clear()  # those of the rooms above start commands, which know another database
"""


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


@pytest.fixture
def on_rang():
    """Subscribe handlers to ``Rang`` for the length of a test; says their label."""

    def subscribe(handler, **how):
        handles(Rang, **how)(handler)
        return [*recording._owed[Rang.name]][-1]

    yield subscribe
    for label in recording._owed.pop(Rang.name, ()):
        recording.handlers.pop(label)


@pytest.fixture
def process():
    """Run Python text in a process of its own, on the database of this test."""
    started = []

    def start(text):
        child = subprocess.Popen(  # noqa: S603 -- our own interpreter, our own text
            [sys.executable, "-c", START + dedent(text), connection.settings_dict["NAME"]],
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "lingdang.settings.test"},
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.kill()
        child.communicate()
