import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client


@pytest.fixture(autouse=True)
def _fresh(db):
    cache.clear()


def entries():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shared_cache")
        return cursor.fetchone()[0]


def test_attempts_are_counted_where_every_process_sees_them():
    """A count in the memory of one worker would let each of them be tried anew."""
    assert entries() == 0
    Client().post("/accounts/login/", {"login": "nobody", "password": "wrong"})
    assert entries() > 0


def test_the_table_comes_and_goes_with_the_migrations():
    def exists():
        return "shared_cache" in connection.introspection.table_names()

    call_command("migrate", "entrance_face", "zero", verbosity=0)
    assert not exists()
    call_command("migrate", "entrance_face", verbosity=0)
    assert exists()


@pytest.mark.parametrize(("proxies", "tried"), [(0, ["too_many"] * 2), (1, ["too_many", "tried"])])
def test_behind_a_proxy_each_has_an_address_of_their_own(settings, proxies, tried):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for _ in range(30):
        attempt("10.0.0.1")
    assert [attempt(address) for address in ("10.0.0.1", "10.0.0.2")] == tried


def attempt(address):
    answer = Client(headers={"x-forwarded-for": address}).post("/accounts/login/")
    return "too_many" if answer.status_code == 429 else "tried"
