"""How a patrol view is guarded: those who work outside; a page says whose it is, never by name."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, cast
from uuid import uuid4

from django.http import HttpResponseBase
from django.views.decorators.cache import never_cache

from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.people.public import Duty, blind_index

type View[**P, R: HttpResponseBase] = Callable[Concatenate[ActorRequest, P], R]
_HEADER = "Lingdang-Person"


def person_of(actor: Actor) -> str:
    """A word that stands for the person on their phone, and tells nobody else who it is."""
    return blind_index(f"patrol:{actor.person_id}")[:32] if actor.person_id else ""


def patrol[**P, R: HttpResponseBase](
    duty: str = Duty.SEE_CASE,
) -> Callable[[View[P, R]], View[P, R]]:
    """Let in whoever holds the duty. The service worker keeps the page under its person's word."""

    def guard(view: View[P, R]) -> View[P, R]:
        @never_cache
        @wraps(view)
        def guarded(request: ActorRequest, *args: P.args, **kwargs: P.kwargs) -> R:
            if not request.actor.has(duty):
                raise NotAllowed
            response = view(request, *args, **kwargs)
            response[_HEADER] = person_of(request.actor)
            return response

        return cast("View[P, R]", guarded)

    return guard


def page(request: ActorRequest, tab: str, **more: object) -> dict[str, object]:
    """What every page of the face holds: its tab, whose it is, a fresh key for what it sends."""
    return {
        "tab": tab,
        "person": person_of(request.actor),
        "key": uuid4().hex,
        "may_report": request.actor.has(Duty.REPORT_FOR_OTHER),
        "may_visit": request.actor.has(Duty.VISIT_CARED),
        **more,
    }
