"""Who holds which post on a day, as plain rows: asked of one place or of a whole district."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from lingdang.people.enums import Role
from lingdang.people.models import Post

_ALWAYS = DateRange()


@dataclass(frozen=True, slots=True)
class Holder:
    """A post that is held: by whom, where, and its daily hours (none: always)."""

    person_id: int
    role: str
    place_id: int | None
    unit_id: int | None
    duty_from: time | None
    duty_to: time | None
    valid: DateRange = _ALWAYS

    def held_on(self, day: date) -> bool:
        return day in self.valid


_COLUMNS = ("person_id", "role", "place_id", "unit_id", "duty_from", "duty_to", "valid")


def holders(
    *roles: Role,
    place_ids: Iterable[int] | None = None,
    unit_id: int | None = None,
    on: date | None = None,
    until: date | None = None,
) -> list[Holder]:
    """Find who can act in these roles on a day, or on any day up to ``until``; one statement.

    The longest in the post come first.
    """
    day = on or timezone.localdate()
    posts = Post.objects.filter(valid__overlap=DateRange(day, until or day, "[]"))
    posts = posts.filter(role__in=roles, person__is_active=True)
    if place_ids is not None:
        posts = posts.filter(place_id__in=list(place_ids))
    if unit_id is not None:
        posts = posts.filter(unit_id=unit_id)
    return [Holder(*row) for row in posts.order_by("pk").values_list(*_COLUMNS)]
