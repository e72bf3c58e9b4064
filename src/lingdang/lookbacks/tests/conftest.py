from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from lingdang.cases.public import Case, State
from lingdang.cases.testing import Cast, a_case, cast
from lingdang.evidence.public import attach_photos
from lingdang.evidence.testing import a_photo
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.lookbacks.enums import DRAW, FOLLOW
from lingdang.lookbacks.testing import a_look_back

DRAWING = Actor.process("test draw", DRAW)
FOLLOWING = Actor.process("test follow", FOLLOW)


def ago(days):
    return timezone.now() - timedelta(days=days)


def closed(people, *, days=10, **more):
    """A case closed so many days ago."""
    more = {"place": people.ground.grid, "unit": people.unit} | more
    return a_case(State.CLOSED, handled_by=people.unit_handler, at=ago(days), **more)


def photographed(case):
    photo = a_photo()
    attach_photos([photo.pk], subject=case.subject, moment="after", by=ANYONE)
    return photo


@dataclass(frozen=True)
class Office:
    people: Cast
    case: Case
    it: object  # the look-back, due today

    @property
    def looker(self):
        return self.people.verifier


def an_office():
    people = cast()
    case = closed(people)
    return Office(people, case, a_look_back(case))


@pytest.fixture
def office(db):
    return an_office()


@pytest.fixture
def live_office(transactional_db):
    return an_office()
