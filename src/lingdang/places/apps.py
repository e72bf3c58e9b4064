from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004 -- Django's word
from django.db.utils import ProgrammingError


def holidays_are_known(
    *, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Deadlines cross the new year: from November on, the next year's holidays should be in."""
    from lingdang.places.queries import today, unknown_years  # noqa: PLC0415 -- app registry first

    if not databases:
        return []
    try:
        unknown = unknown_years(today())
    except ProgrammingError:  # before the first migration there is no table to ask
        return []
    return [
        Warning(
            f"The holidays of {year} are not entered; deadlines count its weekdays as worked.",
            hint=f"lingdang places days --year {year}, or a file of your own",
            id="places.W001",
        )
        for year in unknown
    ]


class PlacesConfig(AppConfig):
    name = "lingdang.places"

    def ready(self) -> None:
        register(holidays_are_known, Tags.database)
