import pytest

from lingdang.kernel.actor import ANYONE, Actor, Reach
from lingdang.kernel.errors import NotAllowed
from lingdang.people import policies
from lingdang.people.enums import Duty, Role
from lingdang.people.errors import NotByYourself, RolesExclude

TOWN = Actor(
    name="person:1",
    person_id=1,
    duties={Duty.MANAGE_POST: Reach(paths=frozenset({"/1/2/"}), units=frozenset({7}))},
)


@pytest.mark.parametrize(
    ("anchors", "may"),
    [
        ([], True),
        ([("/1/2/", None)], True),
        ([("/1/2/3/", None)], True),
        ([("/1/", None)], False),
        ([("/1/22/", None)], False),
        ([("/1/9/", 7)], True),
        ([("/1/9/", 8)], False),
        ([("/1/2/", None), ("/1/9/", None)], False),
    ],
)
def test_a_duty_holds_where_it_reaches(anchors, may):
    assert policies.may(TOWN, Duty.MANAGE_POST, anchors) is may


def test_another_duty_does_not_hold():
    assert not policies.may(TOWN, Duty.UNMASK, [])


def test_anyone_may_nothing():
    with pytest.raises(NotAllowed):
        policies.require(ANYONE, Duty.MANAGE_POST)


def test_nobody_decides_about_themselves():
    policies.require_other(TOWN, 2)
    with pytest.raises(NotByYourself):
        policies.require_other(TOWN, 1)


@pytest.mark.parametrize(
    ("held", "role", "refused"),
    [
        ([], Role.AUDIT_ADMIN, False),
        ([Role.SYSTEM_ADMIN], Role.AUDIT_ADMIN, True),
        ([Role.SYSTEM_ADMIN], Role.SECURITY_ADMIN, True),
        ([Role.SYSTEM_ADMIN], Role.SYSTEM_ADMIN, False),
        ([Role.SYSTEM_ADMIN], Role.LEADER, False),
        ([Role.LEADER], Role.SYSTEM_ADMIN, False),
    ],
)
def test_administrators_are_kept_apart(held, role, refused):
    if refused:
        with pytest.raises(RolesExclude):
            policies.require_watched(held, role)
    else:
        policies.require_watched(held, role)
