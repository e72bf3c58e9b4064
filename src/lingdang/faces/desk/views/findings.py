"""On the spot: the items of a point, what is found at each; one finding, corrected."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lingdang.evidence.public import photos_of
from lingdang.faces.desk import inspecting
from lingdang.faces.desk.forms.rounds import CorrectForm, FindingForm
from lingdang.faces.desk.views.rounds import SEES
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.inspections.public import (
    Finding,
    Item,
    Point,
    Result,
    State,
    assign_point,
    correct_finding,
    finding_for,
    findings_for,
    is_member,
    items_of,
    may_plan,
    may_record,
    point_for,
    points_for,
    record_finding,
    record_rest_as_met,
)
from lingdang.kernel.errors import DomainError
from lingdang.people.public import Duty

_RECORDS = desk(Duty.RECORD_FINDINGS)


@require_http_methods(["GET", "POST"])
@SEES
def point(request: ActorRequest, point_id: int) -> HttpResponse:
    known = point_for(request.actor, point_id)
    if request.method == "GET":
        return _page(request, known)
    form = FindingForm(request.POST, request.FILES, auto_id=f"id_{_asked(request)}_%s")
    if form.is_valid() and _recorded(request, known, form):
        return redirect(f"{request.path}#done-{form.cleaned_data['item']}")
    return _page(request, known, form)


def _asked(request: ActorRequest) -> str:
    item = str(request.POST.get("item", ""))
    return item if item.isdecimal() else "0"


def _recorded(request: ActorRequest, known: Point, form: FindingForm) -> bool:
    said = form.cleaned_data
    try:
        record_finding(
            point_id=known.pk,
            item_id=said["item"],
            seen=form.seen(request.actor),
            key=said["key"],
            by=request.actor,
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    return True


def _page(request: ActorRequest, known: Point, sent: FindingForm | None = None) -> HttpResponse:
    member = may_record(request.actor, is_member=is_member(request.actor, known.round))
    records = member and known.round.state == State.UNDER_WAY
    found = findings_for(request.actor).filter(point=known).select_related("item")
    by_item = {it.item_id: it for it in found}
    items = items_of(known.round.checklist)
    plans = may_plan(request.actor, known.round.place_id)
    context = {
        "known": known,
        "lines": [_line(it, by_item.get(it.pk), sent, records=records) for it in items],
        "records": records,
        "left": len(items) - len(by_item),
        "groups": known.round.groups.select_related("unit") if plans else [],
        "next": _next(request, known),
    }
    status = sent.status if sent else 200
    return answer(request, "inspections/point.html", context, status=status)


def _line(
    item: Item, finding: Finding | None, sent: FindingForm | None, *, records: bool
) -> dict[str, Any]:
    mine = sent if sent and str(sent["item"].value()) == str(item.pk) else None
    form = mine or FindingForm(item=item)
    colour = inspecting.RESULT_COLOURS[Result(finding.result)] if finding else ""
    return {
        "item": item,
        "finding": finding,
        "colour": colour,
        "form": form if records and finding is None else None,
        "open": mine is not None,
    }


def _next(request: ActorRequest, known: Point) -> Point | None:
    """The next one on the same way that nobody was at."""
    mine = points_for(request.actor, known.round)
    later = mine.filter(group=known.group_id, seen_at=None)
    return later.filter(number__gt=known.number).order_by("number").first()


@require_POST
@_RECORDS
def rest(request: ActorRequest, point_id: int) -> HttpResponse:
    known = point_for(request.actor, point_id)
    count = record_rest_as_met(point_id=known.pk, by=request.actor)
    messages.success(request, _("%(count)s items are recorded as met.") % {"count": count})
    return redirect("desk:point", known.pk)


@require_POST
@desk(Duty.PLAN_ROUNDS)
def assign(request: ActorRequest, point_id: int) -> HttpResponse:
    known = point_for(request.actor, point_id)
    group = str(request.POST.get("group", ""))
    assign_point(
        point_id=known.pk, group_id=int(group) if group.isdecimal() else 0, by=request.actor
    )
    return redirect("desk:point", known.pk)


@require_http_methods(["GET", "POST"])
@SEES
def finding(request: ActorRequest, finding_id: int) -> HttpResponse:
    known = finding_for(request.actor, finding_id)
    form = _correcting(request, known)
    if request.method == "POST" and form and form.is_valid():
        said = form.cleaned_data
        try:
            correct_finding(
                finding_id=known.pk,
                revision=said["revision"],
                seen=form.seen(request.actor),
                reason=said["reason"],
                by=request.actor,
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Corrected."))
            return redirect("desk:finding", known.pk)
    return _shown(request, known, form)


def _correcting(request: ActorRequest, known: Finding) -> CorrectForm | None:
    member = may_record(request.actor, is_member=is_member(request.actor, known.round))
    if request.method == "POST":
        return CorrectForm(request.POST, request.FILES)
    if not member or known.order_id or known.round.state not in {State.UNDER_WAY, State.DONE}:
        return None
    said = {name: getattr(known, name) for name in ("revision", "result", "note", "solved")}
    return CorrectForm(initial={**said, "item": known.item_id})


def _shown(request: ActorRequest, known: Finding, form: CorrectForm | None) -> HttpResponse:
    subject = known.case.subject if known.case else known.subject
    context = {
        "known": known,
        "colour": inspecting.RESULT_COLOURS[Result(known.result)],
        "photos": photos_of(subject),
        "form": form,
    }
    status = form.status if form and form.is_bound else 200
    return answer(request, "inspections/finding.html", context, status=status)
