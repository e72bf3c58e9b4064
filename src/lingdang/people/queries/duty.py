"""Who holds which post on a day, as plain rows: asked of one place or of a whole district."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from django.utils import timezone

from lingdang.people.enums import Role
from lingdang.people.models import Post
from lingdang.people.queries.people import is_on_duty


@dataclass(frozen=True, slots=True)
class Holder:
    """A post that is held: by whom, where, and its daily hours (none: always)."""

    person_id: int
    role: str
    place_id: int | None
    unit_id: int | None
    duty_from: time | None
    duty_to: time | None

    def on_duty(self, at: time) -> bool:
        return is_on_duty(self, at)


_COLUMNS = ("person_id", "role", "place_id", "unit_id", "duty_from", "duty_to")


def holders(
    *roles: Role,
    place_ids: Iterable[int] | None = None,
    unit_id: int | None = None,
    on: date | None = None,
) -> list[Holder]:
    """Find who can act in these roles, the longest in the post first; one statement."""
    posts = Post.objects.on(on or timezone.localdate())
    posts = posts.filter(role__in=roles, person__is_active=True)
    if place_ids is not None:
        posts = posts.filter(place_id__in=list(place_ids))
    if unit_id is not None:
        posts = posts.filter(unit_id=unit_id)
    return [Holder(*row) for row in posts.order_by("pk").values_list(*_COLUMNS)]
