from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lingdang.dossiers.public import entry_for, visits_of
from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.patrol.cards import place_name
from lingdang.faces.patrol.rounds import by_building
from lingdang.faces.patrol.rounds import visits_of as shown
from lingdang.faces.patrol.web import page, patrol
from lingdang.people.public import Duty
from lingdang.standards.public import procedure_by_code


@require_GET
@patrol(Duty.VISIT_CARED)
def visits(request: ActorRequest) -> HttpResponse:
    """入户走访: whom to visit, building after building."""
    houses = by_building(request.actor)
    return render(request, "patrol/visits.html", page(request, "visits", houses=houses))


@require_GET
@patrol(Duty.VISIT_CARED)
def entry(request: ActorRequest, entry_id: int) -> HttpResponse:
    """One visit: how they are, and what is needed, which becomes a case without their name."""
    found = entry_for(request.actor, entry_id)
    context = {
        "visit": shown([found])[0],
        "place": place_name(found.place_id),
        "earlier": visits_of(found),
        "needs": _needs(),
    }
    return render(request, "patrol/visit.html", page(request, "visits", **context))


def _needs() -> list[str]:
    procedure = procedure_by_code("care")
    fields = procedure.particulars if procedure else []
    return [kind for field in fields if field.name == "need" for kind in field.choices]
