"""Who has met the same: how many, and which matters are mine."""

from collections.abc import Iterable

from django.db.models import Count

from lingdang.cases.public import CaseQuerySet, public_cases
from lingdang.kernel.actor import Actor
from lingdang.people.public import blind_index
from lingdang.suggestions.models import Joined


def joined_counts(case_ids: Iterable[int]) -> dict[int, int]:
    counted = Joined.objects.filter(case__in=list(case_ids)).values_list("case_id")
    return dict(counted.annotate(Count("pk")))


def joined_by(actor: Actor) -> CaseQuerySet:
    """The public matters that this person, or this browser, has joined."""
    mine = Joined.objects.filter(who=who_is(actor.person_id, "", actor.name)).values("case_id")
    return public_cases().filter(pk__in=mine)


def who_is(person_id: int | None, phone: str, browser: str) -> str:
    """One name for each who joins, which tells nothing of them."""
    if person_id is not None:
        return blind_index(f"joined:person:{person_id}")
    return blind_index(f"joined:{f'phone:{phone}' if phone else browser}")
