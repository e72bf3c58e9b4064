from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from lingdang.faces.entrance.web import ActorMiddleware
from lingdang.kernel.actor import ANYONE
from lingdang.people.public import Duty, Role
from lingdang.people.testing import a_person, a_post


@pytest.fixture
def grid_worker(district):
    person = a_person()
    a_post(person, Role.GRID_WORKER, place=district.grid)
    return person


def actor_seen(rf, user):
    seen = SimpleNamespace()
    request = rf.get("/")
    request.user = user
    ActorMiddleware(lambda asked: setattr(seen, "actor", asked.actor))(request)
    return seen.actor


def test_the_actor_is_the_person_with_the_duties_of_today(rf, grid_worker):
    actor = actor_seen(rf, grid_worker)
    assert (actor.person_id, actor.has(Duty.HANDLE_CASE)) == (grid_worker.pk, True)


def test_a_stranger_is_anyone(rf):
    assert actor_seen(rf, AnonymousUser()) == ANYONE


def test_a_page_that_asks_nothing_finds_nobody(rf, grid_worker, django_assert_num_queries):
    with django_assert_num_queries(0):
        actor_seen(rf, grid_worker)


def test_staff_without_a_second_factor_get_no_further(client, grid_worker, settings):
    settings.REQUIRE_TOTP = True
    client.force_login(grid_worker)
    answer = client.get("/desk/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/totp/activate/")
    assert client.get("/").status_code == 200  # what anyone may open stays open


def test_a_resident_owes_no_second_factor(client, district, settings):
    settings.REQUIRE_TOTP = True
    client.force_login(a_person())
    assert client.get("/welcome/")["Location"] == "/mine/"


@pytest.mark.parametrize(
    ("roles", "there"),
    [
        ([Role.GRID_WORKER], "/patrol/"),
        ([Role.BUILDING_HEAD], "/patrol/"),
        ([Role.VERIFIER], "/patrol/"),
        ([Role.DISPATCHER], "/desk/"),
        ([Role.GRID_WORKER, Role.DISPATCHER], "/desk/"),
        ([Role.SYSTEM_ADMIN], "/desk/"),
    ],
)
def test_a_sign_in_leads_to_where_one_works(client, district, roles, there):
    person = a_person()
    for role in roles:
        a_post(person, role, place=district.grid)
    client.force_login(person)
    assert client.get("/welcome/")["Location"] == there
