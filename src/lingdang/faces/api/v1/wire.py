"""Rows and objects to plain values, written by pydantic's encoder without validating them again."""

from collections.abc import Iterable
from datetime import tzinfo
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from pydantic_core import to_json

from lingdang.cases.public import (
    Case,
    Entry,
    Kin,
    LinkKind,
    Outcome,
    Reported,
    Step,
    link_words,
    number_of,
    refusal_of,
)
from lingdang.evidence.public import PhotoCard
from lingdang.messaging.public import Shown
from lingdang.places.public import PlaceNode, Tree, tree
from lingdang.talks.public import Said, StandardReply

type Plain = dict[str, Any]

ROW = (  # the columns that a row of a list needs
    "pk",
    "public_id",
    "state",
    "source",
    "category_id",
    "procedure_id",
    "description",
    "address",
    "lng",
    "lat",
    "place_id",
    "unit_id",
    "handler_id",
    "received_at",
    "due_at",
    "suspended_since",
    "rung",
    "closed_at",
    "returns",
    "reopened",
    "merged_into_id",
    "parent_id",
)


def written(value: object, status: int = 200) -> HttpResponse:
    content = to_json(value, inf_nan_mode="null")
    return HttpResponse(content, status=status, content_type="application/json")


def place_name(node: PlaceNode) -> Plain:
    return {"id": node.id, "name": node.name, "level": node.level}


def _place(places: Tree, place_id: int) -> Plain:
    """Name a place; one that has ended since keeps its id alone."""
    if place_id in places:
        return place_name(places.node(place_id))
    return {"id": place_id, "name": "", "level": ""}


def rows_written(cases: Iterable[Case]) -> list[Plain]:
    """Write what has the columns of ``ROW``."""
    places, zone = tree(), timezone.get_current_timezone()
    return [_row(case, places, zone) for case in cases]


def _row(case: Case, places: Tree, zone: tzinfo) -> Plain:
    return {
        "id": case.pk,
        "public_id": case.public_id,
        "number": number_of(case.pk, case.received_at.astimezone(zone)),
        "state": case.state,
        "source": case.source,
        "category": case.category_id,
        "procedure": case.procedure_id,
        "description": case.description,
        "address": case.address,
        "lng": case.lng,
        "lat": case.lat,
        "place": _place(places, case.place_id),
        "unit_id": case.unit_id,
        "handler_id": case.handler_id,
        "received_at": case.received_at,
        "due_at": case.due_at,
        "suspended_since": case.suspended_since,
        "rung": case.rung,
        "closed_at": case.closed_at,
        "returns": case.returns,
        "reopened": case.reopened,
        "merged_into_id": case.merged_into_id,
        "parent_id": case.parent_id,
    }


def case_written(case: Case, photos: Iterable[PhotoCard], steps: Iterable[Step]) -> Plain:
    places = tree()
    held = case.place_id in places
    return {
        **_row(case, places, timezone.get_current_timezone()),
        "standard_id": case.standard_id,
        "origin_place": _place(places, case.origin_place_id),
        "path": [place_name(node) for node in places.ancestors(case.place_id)] if held else [],
        "level_settled": case.level_settled,
        "located_how": case.located_how,
        "outcome": case.outcome,
        "reason": case.reason,
        "anonymous": case.anonymous,
        "rating": case.rating,
        "settled": case.settled,
        "attributes": case.attributes,
        "particulars": case.particulars,
        "filed_at": case.filed_at,
        "dispatched_at": case.dispatched_at,
        "handled_at": case.handled_at,
        "verified_at": case.verified_at,
        "called_back_at": case.called_back_at,
        "changed_at": case.changed_at,
        "extensions": case.extensions,
        "misdispatches": case.misdispatches,
        "overdue": case.overdue,
        "excused": case.excused,
        "photos": [photo_written(photo) for photo in photos],
        "steps": [step_written(step) for step in steps],
    }


def kin_written(case: Case) -> Plain:
    return {
        "id": case.pk,
        "number": case.number,
        "state": case.state,
        "description": case.description,
        "unit_id": case.unit_id,
        "due_at": case.due_at,
        "outcome": case.outcome,
    }


def link_written(kin: Kin) -> Plain:
    kind = LinkKind(kin.link.kind)
    return {
        "kind": kind.value,
        "title": link_words(kind, forth=kin.forth),
        "forth": kin.forth,
        "found": kin.link.found,
        "other": kin_written(kin.other),
    }


def remark_written(said: Said) -> Plain:
    return {
        "id": said.id,
        "kind": said.kind.value,
        "audience": said.audience.value,
        "text": said.text,
        "at": said.at,
        "who": f"{said.who.display} {said.who.role}".strip() if said.who else "",
        "case_id": said.case_id,
        "about_id": said.about_id,
        "corrected": said.corrected,
        "way": said.way.value if said.way else None,
        "until": said.until,
        "ending": said.ending.value if said.ending else None,
        "mentioned": said.mentioned,
        "photos": [photo_written(photo) for photo in said.photos],
    }


def standard_reply_written(reply: StandardReply, text: str | None = None) -> Plain:
    return {
        "id": reply.pk,
        "title": reply.title,
        "text": reply.text if text is None else text,
        "category": reply.category_id,
        "state": reply.state,
        "used": reply.used,
        "active": reply.active,
    }


def photo_written(photo: PhotoCard) -> Plain:
    return {
        "id": photo.id,
        "public_id": photo.public_id,
        "moment": photo.moment,
        "width": photo.width,
        "height": photo.height,
        "taken_at": photo.taken_at,
        "released": photo.released,
    }


def step_written(step: Step) -> Plain:
    return {"step": step.value, "title": str(step.label)}


def entry_written(entry: Entry) -> Plain:
    return {
        "at": entry.at,
        "event": entry.event,
        "title": str(entry.title),
        "who": entry.who,
        "note": entry.note,
        "photos": [photo_written(photo) for photo in entry.photos],
    }


def reported(outcome: Reported) -> Plain:
    case = outcome.case
    return {
        "id": case.pk,
        "number": case.number,
        "state": case.state,
        "place_id": case.place_id,
        "follow_token": outcome.follow_token,
        "again": outcome.again,
    }


def outcome_written(index: int, outcome: Outcome) -> Plain:
    if outcome.refusal:
        return refusal_of(index, outcome.refusal)
    return {"index": index, **(reported(outcome.reported) if outcome.reported else {})}


def taken(case: Case) -> Plain:
    return {"id": case.pk, "number": case.number, "state": case.state, "due_at": case.due_at}


def message_written(message: Shown) -> Plain:
    """Write ``title`` and ``text`` in the language that was asked for."""
    names = ("id", "at", "what", "title", "text", "about", "number", "urgent", "read")
    return {name: getattr(message, name) for name in names}
