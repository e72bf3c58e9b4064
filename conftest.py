from importlib import import_module

import pytest
from django.apps import apps
from django.db.models.signals import post_migrate
from hypothesis import HealthCheck, settings

from lingdang import embedded

settings.register_profile(  # no test is timed: others use the machine too
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("untimed")


def pytest_configure():
    """Every run has a real PostgreSQL: the one named by ``DATABASE_URL``, or the embedded one."""
    if embedded.wanted():
        embedded.start()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):  # noqa: ARG001 -- it goes on from the one it replaces
    """Emptied tables, after a test with threads, have lost the migrated levels: put them back."""
    levels = import_module("lingdang.places.migrations.0002_levels")

    def put_back(**_about):
        if not apps.get_model("places", "Level").objects.exists():
            levels.add(apps, None)

    post_migrate.connect(put_back, sender=apps.get_app_config("places"), weak=False)


@pytest.fixture(autouse=True)
def _remembered_well(monkeypatch):
    """No test believes the tree and the handbook of the one before it, nor asks twice when slow."""
    for name in ("lingdang.places.queries", "lingdang.standards.queries.book"):
        room = import_module(name)
        room.forget()
        monkeypatch.setattr(room, "_AGE", 3600.0)
