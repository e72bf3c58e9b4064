from django.apps import apps

from lingdang.people.enums import AT_EITHER, AT_UNIT, ROLE_DUTIES, SERVING, Duty, Role


def test_every_role_has_its_row():
    assert set(ROLE_DUTIES) == set(Role)


def test_every_duty_belongs_to_some_role():
    assert set().union(*ROLE_DUTIES.values()) == set(Duty)


def test_a_duty_is_a_room_and_a_verb():
    rooms = {app.label for app in apps.get_app_configs() if app.name.startswith("lingdang.")}
    assert {duty.split(".")[0] for duty in Duty} <= rooms


def test_administrators_share_no_duty():
    admins = [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN]
    duties = [duty for role in admins for duty in ROLE_DUTIES[role]]
    assert len(duties) == len(set(duties))


def test_who_serves_a_place_is_held_at_one():
    assert not set(SERVING) & (AT_UNIT | AT_EITHER)
