"""Units and posts, as far as an actor administers them."""

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from lingdang.kernel.actor import Actor, Reach
from lingdang.kernel.errors import NotFound
from lingdang.people.enums import Duty, UnitKind
from lingdang.people.models import Post, Unit
from lingdang.people.models.post import PostQuerySet
from lingdang.people.models.unit import UnitQuerySet
from lingdang.people.policies import Anchor
from lingdang.places.public import as_of, tree


def with_paths(posts: PostQuerySet, day: date) -> PostQuerySet:
    """Load each post's place and unit path of that day, as ``place_path`` and ``unit_path``."""
    paths = {"place_path": path_on(day), "unit_path": F("unit__path")}
    return posts.annotate(**paths)


def path_on(day: date) -> Subquery:
    """The path of ``place_id`` as the tree stood on a day."""
    return Subquery(as_of(day).filter(place_id=OuterRef("place_id")).values("path")[:1])


def posts_for(actor: Actor, on: date | None = None) -> PostQuerySet:
    """Find the posts that the actor administers, past and coming ones too.

    The day says which tree of places is meant.
    """
    day = on or timezone.localdate()
    units = units_for(actor, Duty.MANAGE_POST, day)
    posts = Post.objects.select_related("person", "unit")
    here = _inside("place_path", actor.reach(Duty.MANAGE_POST))
    return with_paths(posts, day).filter(here | Q(place=None, unit__in=units.values("pk")))


def units_for(actor: Actor, duty: Duty = Duty.MANAGE_UNIT, on: date | None = None) -> UnitQuerySet:
    """Units of the places, or below the units, over which the actor holds a duty."""
    units = Unit.objects.annotate(place_path=path_on(on or timezone.localdate()))
    reach = actor.reach(duty)
    return units.filter(_inside("place_path", reach) | Q(pk__in=reach.units)).order_by("path")


def units_at(place_ids: Iterable[int], kind: UnitKind) -> UnitQuerySet:
    """Units of a kind that stand at these places today: their names are no secret."""
    return Unit.objects.on(timezone.localdate()).filter(place__in=list(place_ids), kind=kind)


def _inside(field: str, reach: Reach) -> Q:
    wanted = Q(pk__in=())
    for path in reach.paths:
        end = {f"{field}__lt": f"{path[:-1]}0"} if path else {}  # "0" follows "/"
        wanted |= Q(**{f"{field}__gte": path}, **end)
    return wanted


def unit_by_id(unit_id: int) -> Unit:
    try:
        return Unit.objects.get(pk=unit_id)
    except Unit.DoesNotExist:
        raise NotFound from None


def lock_unit_tree() -> None:
    """One change of the tree of units at a time: paths depend on each other."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE people_unit IN SHARE ROW EXCLUSIVE MODE")


def next_unit_ids(count: int) -> list[int]:
    """Reserve ids, so that a row can be written with its path at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('people_unit', 'id'))"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]


def anchor_of(place_id: int | None, unit: Unit | None) -> Anchor:
    """Where an administrator must reach: the place, or the unit and the place it belongs to."""
    node = tree().node(place_id or (unit.place_id if unit else 0))
    return node.path, None if place_id or unit is None else unit.pk


def anchors_of_person(person_id: int) -> list[Anchor]:
    posts = Post.objects.filter(person_id=person_id).on(timezone.localdate()).select_related("unit")
    return [anchor_of(post.place_id, post.unit) for post in posts]


def lock_post(post_id: int) -> Post:
    post = (
        Post.objects.select_for_update(no_key=True, of=("self",))
        .select_related("unit")
        .filter(pk=post_id)
        .first()
    )
    if post is None:
        raise NotFound
    return post
