"""The registered group of mediators: whoever holds the post over the place of a case."""

from django.utils import timezone

from lingdang.cases.public import Case
from lingdang.kernel.actor import Actor
from lingdang.people.public import Duty, Role, posts_for
from lingdang.places.public import tree

REGISTER = Actor.process("register of mediators", Duty.MANAGE_POST)


def mediators_at(case: Case) -> dict[str, str]:
    """Ids and masked names, for a list to choose from."""
    places = tree()
    above = [node.id for node in places.ancestors(case.place_id)] if case.place_id in places else []
    today = timezone.localdate()
    posts = posts_for(REGISTER, today).on(today).filter(role=Role.MEDIATOR)
    found = posts.filter(place__in=[*above, case.place_id], person__is_active=True).order_by("pk")
    return {str(post.person_id): post.person.masked_name for post in found}
