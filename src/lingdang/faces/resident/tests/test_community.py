"""A community's page: four modules, what is settled, and who follows it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lingdang.cases.public import tally
from lingdang.cases.testing import a_case
from lingdang.people.public import UnitKind, followed_by
from lingdang.people.testing import a_unit
from lingdang.places.public import tree

MODULES = ["智慧党建", "社区治理", "网格管理", "智慧学习"]


@pytest.fixture
def address(people):
    return f"/community/{people.ground.village.pk}/"


def sums(page):
    return re.findall(r"<dt>(.+?)</dt><dd>(\d+)</dd>", page.text)


def test_it_has_the_four_modules(client, people, address):
    a_unit("建业社区党支部", place=people.ground.village, kind=UnitKind.PARTY_BRANCH)
    page = client.get(address)
    assert [page.text.index(f"<b>{name}</b>") for name in MODULES] == sorted(
        page.text.index(f"<b>{name}</b>") for name in MODULES
    )
    assert "建业社区党支部" in page.text
    assert f'href="/who/?place={people.ground.village.pk}"' in page.text


def test_it_counts_what_came_and_what_was_settled(client, people, address):
    a_case("closed", place=people.ground.grid)
    a_case("dispatched", place=people.ground.grid)
    a_case("withdrawn", place=people.ground.grid)
    a_case("closed", place=people.ground.other_grid)
    assert sums(client.get(address)) == [
        ("关注人数", "0"),
        ("本月收到", "2"),
        ("本月办结", "1"),
        ("累计办结", "1"),
    ]


def test_a_tally_begins_when_it_is_told_to(people):
    a_case("closed", place=people.ground.grid)
    path = tree().node(people.ground.village.pk).path
    later = tally(path, timezone.now() + timedelta(days=1))
    assert (later.received, later.settled) == (0, 0)
    assert tally(path).settled == 1


def test_a_resident_follows_and_stops_following(people, sign_in, address):
    client = sign_in(people.resident)
    for on, wanted in (("1", [people.ground.village.pk]), ("1", None), ("0", [])):
        page = client.post(f"{address}follow/", {"on": on}, follow=True)
        assert page.status_code == 200
        if wanted is not None:
            assert followed_by(people.resident) == wanted
            assert sums(page)[0] == ("关注人数", str(len(wanted)))
    client.post(f"{address}follow/", {"on": "1"})
    assert client.get("/community/").text.count("建业社区") == 2  # among one's own, and in its town


def test_a_stranger_is_asked_to_sign_in(people, address):
    client = Client()
    assert f"/accounts/login/code/?next={address}" in client.get(address).text
    assert client.post(f"{address}follow/", {"on": "1"}).status_code == 302


def test_only_a_community_has_such_a_page(client, people):
    for place in (people.ground.grid, people.ground.town):
        assert client.get(f"/community/{place.pk}/").status_code == 404
    assert client.get("/community/999999/").status_code == 404


def test_from_the_grid_one_comes_to_the_community(client, people, address):
    assert f'href="{address}"' in client.get("/who/", {"place": people.ground.grid.pk}).text
    assert f'href="{address}"' in client.get("/community/").text


def test_it_costs_six_statements_at_most(client, people, address, django_assert_max_num_queries):
    client.get(address)
    with django_assert_max_num_queries(6):
        client.get(address)
