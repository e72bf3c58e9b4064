from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lingdang.cases.public import (
    Case,
    State,
    Step,
    leading_for,
    may_assign,
    note_look,
    photos_read_with,
    sees_inside,
    timeline,
)
from lingdang.dispatching.public import team_at
from lingdang.evidence.public import PHOTOS_AT_ONCE, Moment, PhotoCard
from lingdang.faces.entrance import times
from lingdang.faces.entrance.photos import signed_url
from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.patrol.cards import offered, place_of, what_of
from lingdang.faces.patrol.web import page, patrol
from lingdang.kernel.actor import Actor
from lingdang.people.public import cards
from lingdang.shifts.public import Station


@require_GET
@patrol()
def case(request: ActorRequest, case_id: int) -> HttpResponse:
    """A case with the steps that I may take; of one that was merged, the one it goes on in."""
    found, now = leading_for(request.actor, case_id), timezone.now()
    if found.pk != case_id:
        return redirect("patrol:case", found.pk)
    note_look(case=found, by=request.actor)
    photos = photos_read_with(request.actor, found)
    context = {
        "case": found,
        "what": what_of(found),
        "place": place_of(found),
        "due": times.until(found.due_at, now) if found.due_at else "",
        "is_late": found.due_at is not None and found.due_at < now,
        "steps": [(step.value, step.label, _asks(step)) for step in offered(request.actor, found)],
        "people": _people(request.actor, found),
        "before": _shown(photos, Moment.BEFORE),
        "after": _shown(photos, Moment.AFTER),
        "told": [
            (times.when(e.at, now), e)
            for e in timeline(found, photos, inner=sees_inside(request.actor, found))
        ],
        "most": PHOTOS_AT_ONCE,
    }
    return render(request, "patrol/case.html", page(request, "today", **context))


def _asks(step: Step) -> str:
    """The field that a step's form has beside its button."""
    return {Step.HANDLE: "outcome", Step.VERIFY: "note", Step.KEEP: ""}.get(step, "reason")


def _people(actor: Actor, found: Case) -> list[tuple[int, str]]:
    """Whom it may be given to: who serves the place, or the unit that has it."""
    if found.state != State.DISPATCHED or not may_assign(actor, found):
        return []
    where = Station(unit_id=found.unit_id) if found.unit_id else Station(place_id=found.place_id)
    known = cards(one.person_id for one in team_at(where))
    return [(pk, card.display) for pk, card in known.items() if pk != found.handler_id]


def _shown(photos: list[PhotoCard], moment: Moment) -> list[tuple[str, str]]:
    return [
        (signed_url(photo.public_id, "thumb"), signed_url(photo.public_id, "display"))
        for photo in photos
        if photo.moment == moment
    ]
