"""While somebody at the desk writes: what it may be, where, and whether it is on record already."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lingdang.cases.public import case_for, cases_for
from lingdang.evidence.public import PhotoCard, photos_of_many
from lingdang.faces.desk import maps, rows
from lingdang.faces.desk.forms.suggestions import CallerForm, WritingForm
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError
from lingdang.people.public import Duty
from lingdang.suggestions.public import (
    Duplicate,
    current_version,
    find_duplicates,
    join_case,
    named_places,
    suggest_categories,
    versions,
)


@require_POST
@desk(Duty.REPORT_FOR_OTHER)
def suggestions(request: ActorRequest) -> HttpResponse:
    form = WritingForm(request.POST)
    context = {}
    if form.is_valid() and form.text():
        found = find_duplicates(cases_for(request.actor), form.text(), form.spot())
        context = {
            "kinds": suggest_categories(form.cleaned_data["description"]),
            "places": [
                (place, maps.drawn(place.spot.lng, place.spot.lat) if place.spot else None)
                for place in named_places(form.text())
            ],
            "duplicates": _shown(found),
        }
    return answer(request, "cases/suggestions.html", context)


def _shown(found: list[Duplicate]) -> list[dict[str, object]]:
    """A row of the list, the first photograph, how far, how many."""
    photos = photos_of_many([one.case.subject for one in found])
    told = rows.rows_of([one.case for one in found], timezone.now())
    return [
        {"row": row, "found": one, "photo": _first(photos.get(one.case.subject, []))}
        for one, row in zip(found, told, strict=True)
    ]


def _first(photos: list[PhotoCard]) -> PhotoCard | None:
    return photos[0] if photos else None


@require_POST
@desk(Duty.REPORT_FOR_OTHER)
def join(request: ActorRequest, case_id: int) -> HttpResponse:
    """Count the caller in by their number, instead of a second case."""
    case = case_for(request.actor, case_id)
    form = CallerForm(request.POST)
    try:
        phone = form.cleaned_data["contact_phone"] if form.is_valid() else ""
        new = join_case(case_id=case.pk, by=request.actor, phone=phone, for_other=True)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        told = _("Counted in: %(number)s.") if new else _("Was counted in already: %(number)s.")
        messages.success(request, told % {"number": case.number})
    return redirect("desk:case", case.pk)


@require_GET
@desk(Duty.FILE_CASE, Duty.MANAGE_STANDARDS)
def model(request: ActorRequest) -> HttpResponse:
    """What the suggestions of categories have learned, and how far they can be trusted."""
    context = {"version": current_version(), "versions": versions()[:20]}
    return answer(request, "suggestions/model.html", context)
