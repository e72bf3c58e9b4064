"""A few figures of a place, each with its sentence and the list behind it. None is of a person."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import State, cases_for, due_from
from lingdang.faces.patrol.grounds import tops
from lingdang.kernel.actor import Actor
from lingdang.places.public import PlaceNode


@dataclass(frozen=True, slots=True)
class Figure:
    value: int
    sentence: str
    address: str


def figures(actor: Actor) -> list[tuple[PlaceNode, list[Figure]]]:
    now = timezone.localtime()
    return [(place, _of(actor, place, now)) for place in tops(actor)]


def _of(actor: Actor, place: PlaceNode, now: datetime) -> list[Figure]:
    cases = cases_for(actor).under(place.path)
    month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return [
        Figure(
            cases.filter(due_from(actor)).count(),
            _("cases wait for your next step."),
            _list(place, mine=1),
        ),
        Figure(
            cases.open().filter(due_at__lt=now).count(),
            _("open cases are past their time limit."),
            _list(place, due="over"),
        ),
        Figure(
            cases.filter(received_at__gte=month).count(),
            _("were received here this month."),
            _list(place, since=month.date().isoformat()),
        ),
        Figure(
            cases.filter(state=State.CLOSED, received_at__gte=month).count(),
            _("of these are closed already."),
            _list(place, state="closed", since=month.date().isoformat()),
        ),
    ]


def _list(place: PlaceNode, **asked: object) -> str:
    return reverse("desk:cases", query={"place": place.id, **asked})
