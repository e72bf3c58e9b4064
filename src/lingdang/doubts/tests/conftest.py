from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from lingdang.cases.public import Case, State
from lingdang.cases.testing import Cast, a_case, cast
from lingdang.evidence.public import attach_photos
from lingdang.evidence.testing import a_photo, a_picture
from lingdang.kernel.actor import ANYONE
from lingdang.people.testing import actor

HOUR = timedelta(hours=1)


def exif(moment):
    return f"{timezone.localtime(moment):%Y:%m:%d %H:%M:%S}"


def shown(case, *, moment="after", seed=1, picture=None, **more):
    photo = a_photo(image=picture or a_picture(seed), **more)
    attach_photos([photo.pk], subject=case.subject, moment=moment, by=ANYONE)
    photo.refresh_from_db()
    return photo


@dataclass(frozen=True)
class Office:
    people: Cast
    case: Case
    judge: object  # a second one, who had nothing to do with it

    @property
    def asker(self):
        return self.people.unit_handler


def an_office():
    people, now = cast(), timezone.now()
    case = a_case(
        State.HANDLED,
        place=people.ground.grid,
        unit=people.unit,
        handled_by=people.unit_handler,
        received_at=now - 3 * HOUR,
    )
    return Office(people, case, actor("verifier", place=people.ground.town))


@pytest.fixture
def office(db):
    return an_office()


@pytest.fixture
def live_office(transactional_db):
    return an_office()
