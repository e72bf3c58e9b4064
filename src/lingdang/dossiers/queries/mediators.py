"""The registered group of mediators: whoever holds the post over the place of a case."""

from collections.abc import Iterable

from django.utils import timezone

from lingdang.cases.public import Case
from lingdang.kernel.actor import Actor
from lingdang.people.public import Duty, Post, Role, posts_for
from lingdang.places.public import tree

REGISTER = Actor.process("register of mediators", Duty.MANAGE_POST)


def mediator_posts() -> list[Post]:
    """Every mediator's post that holds today."""
    today = timezone.localdate()
    posts = posts_for(REGISTER, today).on(today).filter(role=Role.MEDIATOR)
    return list(posts.filter(person__is_active=True).order_by("pk"))


def mediators_at(case: Case, posts: Iterable[Post]) -> dict[str, str]:
    """Ids and masked names, for a list to choose from."""
    places = tree()
    above = (
        {node.id for node in places.ancestors(case.place_id)} if case.place_id in places else set()
    )
    here = [post for post in posts if post.place_id in {*above, case.place_id}]
    return {str(post.person_id): post.person.masked_name for post in here}
