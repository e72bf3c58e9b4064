from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lingdang.faces.desk import exports
from lingdang.faces.desk.forms.places import CHANGE_NAMES, CHANGES, ChangeForm, DayForm
from lingdang.faces.desk.maps import Map, system
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError, NotFound
from lingdang.people.public import Duty, follower_counts
from lingdang.places.public import (
    PlaceNode,
    Tree,
    boundaries_geojson,
    create_place,
    dissolve_place,
    figures_of,
    history,
    move_place,
    rename_place,
    successors,
    tree,
)
from lingdang.standards.public import handbook, may_classify

_FOUND = 200
_FOLLOWED = {"town", "village"}


@dataclass(frozen=True, slots=True)
class Change:
    name: str
    label: str | Promise
    form: ChangeForm
    open: bool


@require_GET
@desk()
def places(request: ActorRequest) -> HttpResponse:
    """Show the root of the tree, or what a search in it finds."""
    day, asked = _asked(request)
    words = asked.get("q", "")
    if words:
        context = {
            "found": tree(day).search(words, limit=_FOUND),
            "q": words,
            "day": day,
            "today": timezone.localdate(),
        }
        return answer(request, "places/found.html", context)
    return _page(request, tree(day).root(), day)


@require_GET
@desk()
def place(request: ActorRequest, place_id: int) -> HttpResponse:
    day, _rest = _asked(request)
    return _page(request, tree(day).node(place_id), day)


@require_GET
@desk()
def place_export(request: ActorRequest, place_id: int) -> FileResponse:
    day, _rest = _asked(request)
    nodes = tree(day).subtree(place_id)
    head = [_("Code"), _("Name"), _("Level"), _("Path")]
    lines = (
        [node.code, node.name, node.level_name, " / ".join(tree(day).path_names(node.id))]
        for node in nodes
    )
    return exports.sheet(_("Places"), head, lines)


@require_POST
@desk(Duty.MANAGE_PLACE)
def change(request: ActorRequest, place_id: int, kind: str) -> HttpResponse:
    """Change the tree from a day on, or say in place why not."""
    today = timezone.localdate()
    node = tree(today).node(place_id)
    if kind not in CHANGES:
        raise NotFound
    form = CHANGES[kind](node, request.POST, auto_id=f"id_{kind}_%s")
    if form.is_valid():
        try:
            changed = _SERVICES[kind](node, form.cleaned_data, request)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The tree has changed."))
            return redirect("desk:place", changed)
    return _page(request, node, today, refused=(kind, form))


def _create(node: PlaceNode, told: dict[str, Any], request: ActorRequest) -> int:
    return create_place(
        name=told["name"],
        level=told["level"],
        parent_id=node.id,
        code=told["code"] or None,
        on=told["on"],
        by=request.actor,
    ).pk


def _rename(node: PlaceNode, told: dict[str, Any], request: ActorRequest) -> int:
    rename_place(place_id=node.id, name=told["name"], on=told["on"], by=request.actor)
    return node.id


def _move(node: PlaceNode, told: dict[str, Any], request: ActorRequest) -> int:
    move_place(place_id=node.id, to_parent_id=told["to_parent_id"], on=told["on"], by=request.actor)
    return node.id


def _dissolve(node: PlaceNode, told: dict[str, Any], request: ActorRequest) -> int:
    dissolve_place(place_id=node.id, on=told["on"], by=request.actor)
    return node.parent_id or node.id


_SERVICES = {"create": _create, "rename": _rename, "move": _move, "dissolve": _dissolve}


def _asked(request: ActorRequest) -> tuple[date, dict[str, Any]]:
    form = DayForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    return asked.get("day") or timezone.localdate(), asked


def _page(
    request: ActorRequest,
    node: PlaceNode,
    day: date,
    refused: tuple[str, ChangeForm] | None = None,
) -> HttpResponse:
    shown, today = tree(day), timezone.localdate()
    above, past = shown.ancestors(node.id), history(node.id)
    context = {
        "node": node,
        "day": day,
        "today": today,
        "branches": _branches(shown, {*(item.id for item in above), node.id}, shown.root()),
        "above": above,
        "children": shown.children(node.id),
        "may_cases": request.actor.has(Duty.SEE_CASE),
        "may_posts": request.actor.has(Duty.MANAGE_POST),
        "inside": len(shown.subtree(node.id)) - 1,
        "followers": _followers(node),
        "figures": figures_of(node.id),
        "history": past,
        "classes": handbook().classes(node.path, day).values(),
        "may_classify": may_classify(request.actor, node.path),
        "successors": successors(node.id) if past[-1].valid.upper else [],
        "changes": _changes(request, node, refused) if day == today else [],
        "map": Map(node.id),
        "more": f"&around=1&day={day.isoformat()}",
    }
    status = refused[1].status if refused else 200
    return answer(request, "places/place.html", context, status=status)


def _followers(node: PlaceNode) -> int:
    return follower_counts([node.id]).get(node.id, 0) if node.level in _FOLLOWED else 0


def _branches(shown: Tree, open_: set[int], node: PlaceNode) -> list[dict[str, Any]]:
    """Build the tree as far as it is open: the way to the place, and what lies in it."""
    return [
        {"node": child, "inside": _branches(shown, open_, child) if child.id in open_ else []}
        for child in shown.children(node.id)
    ]


def _changes(
    request: ActorRequest, node: PlaceNode, refused: tuple[str, ChangeForm] | None
) -> list[Change]:
    if not request.actor.has(Duty.MANAGE_PLACE):
        return []
    kind, form = refused or ("", None)
    return [
        Change(
            name,
            CHANGE_NAMES[name],
            form if form and name == kind else made(node, auto_id=f"id_{name}_%s"),
            open=name == kind,
        )
        for name, made in CHANGES.items()
        if node.parent_id or name in {"create", "rename"}
    ]


@require_GET
@desk()
def boundaries(request: ActorRequest) -> JsonResponse:
    """Outlines of a place and what lies in it (or of one level in it), as GeoJSON."""
    day, asked = _asked(request)
    shown = tree(day)
    node = shown.node(asked.get("place") or shown.root().id)
    if level := asked.get("level"):
        wanted = {(node.id, level)}
    else:
        wanted = {(node.id, child.level) for child in shown.children(node.id)}
        wanted.add((node.parent_id or node.id if asked.get("around") else node.id, node.level))
    features = [
        _feature(feature, shown)
        for below, kind in sorted(wanted)
        for feature in boundaries_geojson(level=kind, below=below, day=day, system=system())[
            "features"
        ]
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})


def _feature(feature: dict[str, Any], shown: Tree) -> dict[str, Any]:
    node = shown.node(feature["properties"]["id"])
    told = {"id": node.id, "name": node.name, "url": reverse("desk:place", args=[node.id])}
    return {"type": "Feature", "geometry": feature["geometry"], "properties": told}
