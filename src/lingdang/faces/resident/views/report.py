"""Report in one screen; photographs go up one by one, or with the form where there is no script."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lingdang.evidence.public import PhotoNotYours
from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident import uploads
from lingdang.faces.resident.forms import PHOTO_LIMIT, ReportForm, UploadForm, problems
from lingdang.faces.resident.maps import map_at
from lingdang.faces.resident.matters import send
from lingdang.faces.resident.neighbourhoods import communities_by_town, community_at, place_of
from lingdang.kernel.errors import DomainError, Incomplete
from lingdang.people.public import home_of
from lingdang.standards.public import resident_categories

_UNPROCESSABLE = 422


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def report(request: ActorRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request, ReportForm(initial=_opening(request)), [])
    form = ReportForm(request.POST, request.FILES)
    photos = uploads.kept(request, request.POST.getlist("photo"))
    if form.is_valid():
        photos += _photographs_without_script(request, form)
    if form.is_valid() and (key := _send(request, form, photos)):
        return redirect("resident:case", key)
    return _page(request, form, photos, status=_UNPROCESSABLE)


def _opening(request: ActorRequest) -> dict[str, Any]:
    """What need not be asked: a matter is told to everybody, so of the home its building alone."""
    opening: dict[str, Any] = {}
    if home := home_of(request.actor):
        community = community_at(home.place_id)
        opening = {"place": community.id if community else None, "address": home.building}
        opening |= {"contact_name": home.name, "contact_phone": home.phone}
    if request.GET.get("about") == "service":
        opening["description"] = _("About this application or how I was treated: ")
    return opening


def _photographs_without_script(request: ActorRequest, form: ReportForm) -> list[uploads.Upload]:
    """Keep what came with the form; what cannot be read is said, and the rest stays."""
    photos = []
    for number, file in enumerate(form.cleaned_data["photos"]):
        key = f"{form.cleaned_data['key']}:{number}"
        try:
            photos.append(uploads.keep(request, file, key=key))
        except DomainError as refusal:
            form.add_error("photos", str(refusal))
    return photos


def _send(request: ActorRequest, form: ReportForm, photos: list[uploads.Upload]) -> str:
    try:
        return send(request, form.as_report(tuple(photo.photo_id for photo in photos)))
    except Incomplete as refusal:
        for name, sentence in refusal.problems.items():
            form.add_error(name if name in form.fields else None, sentence)
    except PhotoNotYours as refusal:  # they went with another report: the words stay
        photos.clear()
        form.add_error("photos", str(refusal))
    return ""


def _page(
    request: ActorRequest, form: ReportForm, photos: list[uploads.Upload], status: int = 200
) -> HttpResponse:
    context = {
        "tab": "home",
        "form": form,
        "photos": photos,
        "limit": PHOTO_LIMIT,
        "categories": resident_categories(),
        "towns": communities_by_town(),
        "place": place_of(form),
        "map": map_at(*form.position()),
    }
    return render(request, "resident/report.html", context, status=status)


@login_not_required
@require_POST
def upload(request: ActorRequest) -> JsonResponse:
    """Keep one photograph while its report is still being written; the same key keeps it once."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Incomplete(problems(form))
    photo = uploads.keep(request, form.cleaned_data["file"], key=form.cleaned_data["key"])
    return JsonResponse({"photo": photo.token}, status=201)
