from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004 -- Django's word
from django.db.utils import ProgrammingError
from django.utils import timezone


def next_year_is_known(
    *, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Deadlines cross the new year: from November on, the next year's holidays should be in."""
    from lingdang.places.queries import calendar, today  # noqa: PLC0415 -- app registry first

    if not databases or timezone.localdate().month < 11:  # noqa: PLR2004 -- November
        return []
    year = today().year + 1
    try:
        known = calendar().knows(year)
    except ProgrammingError:  # before the first migration there is no table to ask
        return []
    hint = f"lingdang places days --year {year}, or a file of your own"
    text = f"The holidays of {year} are not entered; deadlines count its weekdays as worked."
    return [] if known else [Warning(text, hint=hint, id="places.W001")]


class PlacesConfig(AppConfig):
    name = "lingdang.places"

    def ready(self) -> None:
        register(next_year_is_known, Tags.database)
