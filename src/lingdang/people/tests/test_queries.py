from datetime import date, time, timedelta
from functools import partial

import pytest
from django.utils import timezone

from lingdang.kernel.actor import Reach
from lingdang.people.enums import ROLE_DUTIES, Duty, Role
from lingdang.people.models import Person
from lingdang.people.public import actor_for, cards, close_person, posts_for, team_of, units_for
from lingdang.people.queries.people import is_on_duty
from lingdang.people.services.units import dissolve_unit
from lingdang.people.testing import LONG_AGO, REGISTRAR, a_person, a_post, a_unit, actor
from lingdang.places.public import tree
from lingdang.places.testing import a_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    district = a_place("区", level="district")
    town = a_place("镇", level="town", parent=district)
    village = a_place("村", level="village", parent=town)
    grid = a_place("网格", parent=village)
    other = a_place("别处", level="town", parent=district)
    return {"district": district, "town": town, "village": village, "grid": grid, "other": other}


def path(place):
    return tree().node(place.pk).path


def grid_team(place_id, at=time(12)):
    on_duty = partial(is_on_duty, at=at)
    return team_of(place_id, on=timezone.localdate(), on_duty=on_duty)


def test_a_stranger_to_posts_may_nothing():
    assert actor_for(a_person()).duties == {}


def test_a_post_at_a_place_reaches_its_subtree(town):
    dispatcher = actor(Role.DISPATCHER, place=town["town"])
    reach = dispatcher.reach(Duty.DISPATCH_CASE)
    assert reach == Reach(paths=frozenset({path(town["town"])}))
    assert reach.covers(path=path(town["grid"]))
    assert not reach.covers(path=path(town["other"]))
    held = {"role:dispatcher", "role:dispatcher@town"}
    assert set(dispatcher.duties) == ROLE_DUTIES[Role.DISPATCHER] | held


def test_a_post_at_a_unit_reaches_the_units_below(town):
    bureau = a_unit("局", place=town["district"])
    brigade = a_unit("队", parent=bureau)
    a_unit("别的局", place=town["district"])
    handler = actor(Role.UNIT_HANDLER, unit=bureau)
    assert handler.reach(Duty.HANDLE_CASE) == Reach(units=frozenset({bureau.pk, brigade.pk}))


def test_posts_add_up(town):
    person = a_person()
    a_post(person, Role.GRID_WORKER, place=town["grid"])
    a_post(person, Role.VERIFIER, place=town["other"])
    duties = actor_for(person).duties
    assert duties[Duty.SEE_CASE].paths == {path(town["grid"]), path(town["other"])}
    assert duties[Duty.VERIFY_CASE].paths == {path(town["other"])}


def test_a_leader_of_a_unit_reaches_the_unit(town):
    unit = a_unit(place=town["district"])
    assert actor(Role.LEADER, unit=unit).reach(Duty.SEE_CASE).units == {unit.pk}


def test_posts_hold_on_their_days(town):
    person = a_person()
    a_post(
        person, "grid_worker", place=town["grid"], from_=date(2026, 1, 1), until=date(2026, 2, 1)
    )
    assert not actor_for(person, on=date(2025, 12, 31)).has(Duty.SEE_CASE)
    assert actor_for(person, on=date(2026, 1, 1)).has(Duty.SEE_CASE)
    assert actor_for(person, on=date(2026, 1, 31)).has(Duty.SEE_CASE)
    assert not actor_for(person, on=date(2026, 2, 1)).has(Duty.SEE_CASE)


def test_who_is_shut_out_may_nothing(town):
    person = a_person()
    a_post(person, "grid_worker", place=town["grid"])
    assert actor_for(close_person(person_id=person.pk, by=REGISTRAR)).duties == {}


@pytest.mark.parametrize("posts", [0, 1, 3])
def test_an_actor_costs_two_statements(town, posts, django_assert_max_num_queries):
    person = a_person()
    unit = a_unit(place=town["district"])
    for role in (Role.GRID_WORKER, Role.VERIFIER, Role.SUPERVISOR)[:posts]:
        a_post(person, role, place=town["town"])
    a_post(person, Role.UNIT_HANDLER, unit=unit)
    with django_assert_max_num_queries(2):
        actor_for(person)


def test_cards_mask_and_cost_one_statement(town, django_assert_num_queries):
    worker = a_person("张三", phone="13800001234")
    a_post(worker, "grid_worker", place=town["grid"])
    others = [a_person() for _ in range(3)]
    with django_assert_num_queries(1):
        found = cards([worker.pk, None, *[person.pk for person in others]])
    assert len(found) == 4
    card = found[worker.pk]
    assert (card.display, card.phone, card.role) == ("张*", "138****1234", Role.GRID_WORKER.label)
    assert cards([]) == {}


def names(team):
    return [member.display for member in team]


def test_the_team_climbs_from_the_grid_to_the_street(town):
    for name, role, where in [
        ("街道派遣", "dispatcher", "town"),
        ("社区网格员", "grid_worker", "village"),
        ("联络员", "liaison", "grid"),
        ("网格员", "grid_worker", "grid"),
        ("领导", "leader", "grid"),
        ("别处", "grid_worker", "other"),
    ]:
        a_post(a_person(name), role, place=town[where])
    team = grid_team(town["grid"].pk)
    assert names(team) == ["网格员", "联络员", "社区网格员", "街道派遣"]
    assert names(grid_team(town["village"].pk)) == ["社区网格员", "街道派遣"]
    assert names(grid_team(town["district"].pk)) == []


def test_on_duty_comes_first(town):
    day, night = a_person("白班"), a_person("夜班")
    for person, begins, ends in [(day, time(8), time(20)), (night, time(20), time(8))]:
        post = a_post(person, "grid_worker", place=town["grid"])
        post.duty_from, post.duty_to = begins, ends
        post.save()
    assert names(grid_team(town["grid"].pk, at=time(9))) == ["白班", "夜班"]
    team = grid_team(town["grid"].pk, at=time(23))
    assert names(team) == ["夜班", "白班"]
    assert [member.on_duty for member in team] == [True, False]
    assert not is_on_duty(post, time(8))


def test_a_phone_is_shown_where_it_is_public(town, settings):
    a_post(a_person("张三", phone="13800001234"), "grid_worker", place=town["grid"])
    a_post(a_person("李四", phone="13800005678"), "responsible", place=town["grid"])
    team = grid_team(town["grid"].pk)
    assert [(m.display, m.phone_public) for m in team] == [("张三", "13800001234"), ("李*", "")]
    settings.SHOW_STAFF_PHONES = False
    assert [m.phone_public for m in grid_team(town["grid"].pk)] == ["", ""]


def test_the_shut_out_serve_nobody(town):
    person = a_person()
    a_post(person, "grid_worker", place=town["grid"])
    close_person(person_id=person.pk, by=REGISTRAR)
    assert grid_team(town["grid"].pk) == []


def test_a_team_costs_the_same_for_one_and_for_three(town, django_assert_max_num_queries):
    for _ in range(3):
        a_post(a_person(), "grid_worker", place=town["grid"])
    tree()
    with django_assert_max_num_queries(2):
        grid_team(town["grid"].pk)


def test_an_administrator_sees_the_posts_within_reach(town):
    admin = actor(Role.SECURITY_ADMIN, place=town["town"])
    mine = a_post(a_person(), "grid_worker", place=town["grid"])
    unit = a_unit(place=town["village"])
    handler = a_post(a_person(), "unit_handler", unit=unit)
    a_post(a_person(), "grid_worker", place=town["other"])
    a_post(a_person(), "unit_handler", unit=a_unit(place=town["other"]))
    seen = set(posts_for(admin).values_list("pk", flat=True))
    assert {mine.pk, handler.pk} <= seen
    assert len(seen) == 3  # and the administrator's own
    assert posts_for(REGISTRAR).count() == 5
    assert posts_for(actor_for(a_person())).count() == 0


def test_an_administrator_sees_the_units_within_reach(town):
    admin = actor(Role.SYSTEM_ADMIN, place=town["town"])
    unit = a_unit(place=town["village"])
    a_unit(place=town["other"])
    assert list(units_for(admin)) == [unit]
    assert units_for(REGISTRAR).count() == 2


def test_staff_hold_posts_today(town):
    person = a_person()
    assert not person.is_staff_member
    today = timezone.localdate()
    a_post(person, "grid_worker", place=town["grid"], until=today + timedelta(days=1))
    assert Person.objects.get(pk=person.pk).is_staff_member


def test_a_dissolved_unit_keeps_its_past(town):
    unit = a_unit(place=town["district"])
    ended = dissolve_unit(unit_id=unit.pk, on=timezone.localdate(), by=REGISTRAR)
    assert ended.valid.lower == LONG_AGO
    assert not units_for(REGISTRAR).on(timezone.localdate()).exists()
