"""The kernel holds no models; as an app it makes room for the district's tables."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db import connections
from django.db.models.signals import pre_migrate


def make_district_schema(*, using: str, **_kwargs: Any) -> None:
    """Create the schema that ``search_path`` names, and the extensions beside it, once."""
    with connections[using].cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA IF NOT EXISTS "{settings.DISTRICT}"')
        cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public")


class KernelConfig(AppConfig):
    name = "lingdang.kernel"

    def ready(self) -> None:
        pre_migrate.connect(make_district_schema, sender=self)
