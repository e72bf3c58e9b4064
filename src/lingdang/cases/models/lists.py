"""Which cases: words that complete “cases …”."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from lingdang.cases.enums import OPEN, WAITING, State
from lingdang.cases.following import Follower
from lingdang.kernel.actor import Actor, Reach
from lingdang.standards.public import Procedure

if TYPE_CHECKING:
    from lingdang.cases.models.case import Case  # noqa: F401 -- what the queryset is of

SEE = "cases.see_case"
NOTHING = Q(pk__in=())
_NUMBER = re.compile(r"(?:\d{8}-)?(\d{1,18})")


class CaseQuerySet(models.QuerySet["Case"]):
    def listed(self) -> Self:
        """For lists: what the row shows is loaded, and nothing else can be."""
        return self.fetch_mode(models.FETCH_RAISE)

    def open(self) -> Self:
        return self.filter(state__in=sorted(OPEN))

    def suspended(self) -> Self:
        """Their clock stands still: they have no deadline and cannot be overdue."""
        return self.filter(suspended_since__isnull=False)

    def without_owner(self) -> Self:
        """Nobody has them in hand: a list that should be empty."""
        return self.filter(state__in=sorted(WAITING), unit=None, handler=None)

    def under(self, path: str) -> Self:
        return self.filter(under(path))

    def visible_to(self, actor: Actor) -> Self:
        """Say in SQL what ``policies.may_see`` says in Python."""
        return self.filter(visible_to(actor))

    def unrestricted(self) -> Self:
        """For whatever counts, compares or shows cases without asking who looks."""
        return self.filter(unrestricted())

    def public(self) -> Self:
        return self.filter(public())

    def told_to_reporter(self) -> Self:
        return self.filter(told_to_reporter())

    def entrusted_to(self, actor: Actor) -> Self:
        return self.filter(entrusted_to(actor))

    def numbered(self, *numbers: str) -> Self:
        """By the number that a case shows; what is not one finds nothing."""
        return self.filter(pk__in=ids_of(*numbers))

    def in_bbox(self, west: float, south: float, east: float, north: float) -> Self:
        return self.filter(lng__gte=west, lng__lte=east, lat__gte=south, lat__lte=north)

    def whole(self) -> Self:
        """What counts as a matter of its own: no part of another, and merged into none."""
        return self.filter(parent=None, merged_into=None)

    def in_states(self, states: Iterable[State]) -> Self:
        return self.filter(state__in=sorted(states))


def ids_of(*numbers: str) -> set[int]:
    return {int(found[1]) for text in numbers if (found := _NUMBER.fullmatch(text.strip()))}


def under(path: str) -> Q:
    """One range of the path index: "0" follows "/". The empty path is everywhere."""
    return Q(path__gte=path, path__lt=f"{path[:-1]}0") if path else Q()


def within(reach: Reach) -> Q:
    wanted = Q(unit__in=sorted(reach.units)) if reach.units else NOTHING
    for path in sorted(reach.paths):
        if not path:
            return Q()
        wanted |= under(path)
    return wanted


def unrestricted() -> Q:
    return _by(Procedure.objects.filter(restricted=False), ordinary=True)


def told_to_reporter() -> Q:
    return _by(Procedure.objects.filter(tells_reporter=True), ordinary=True)


def public() -> Q:
    return _by(Procedure.objects.filter(public=True), ordinary=True)


def _by(procedures: "models.QuerySet[Procedure]", *, ordinary: bool = False) -> Q:
    """A handful of rows, looked up once for a whole list; without any they are not even read."""
    wanted = Q(procedure__in=procedures.order_by().values("pk"))
    return Q(procedure=None) | wanted if ordinary else wanted


def entrusted_to(actor: Actor) -> Q:
    """What is restricted to roles that the actor holds, where they hold them."""
    wanted = NOTHING
    for role, reach in actor.roles().items():
        wanted |= _by(Procedure.objects.restricted_to(role)) & within(reach)
    return wanted


def visible_to(actor: Actor) -> Q:
    """Within reach and restricted to nobody, or entrusted to a role, or one's own report."""
    wanted = within(actor.reach(SEE))
    if actor.person_id is not None:
        wanted |= Q(handler=actor.person_id)
    wanted &= unrestricted()
    if actor.person_id is not None:
        wanted |= Q(reporter=actor.person_id) & told_to_reporter()
    if isinstance(actor, Follower):
        wanted |= Q(pk=actor.case_id) & told_to_reporter()
    return wanted | entrusted_to(actor)
