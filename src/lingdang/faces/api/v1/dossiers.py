"""Kinds of matter: procedures, dossiers, errands, the care register, what adds up."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Body, Query, Router

from lingdang.cases.public import Report as CaseReport
from lingdang.cases.public import Source, case_for, describe_case, note_look
from lingdang.dossiers.public import (
    Kind,
    asked_for,
    care_for,
    keep,
    masked,
    missing_of,
    removals_by_month,
    sections_of,
    services_in_use,
    standings_for,
    start_errand,
    unmask_care,
    unmask_party,
    visit,
)
from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.case_outputs import Reported, Taken
from lingdang.faces.api.v1.fields import Id, IdempotencyKey
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.schemas import (
    Entered,
    NewErrand,
    NewVisit,
    Particulars,
    RemovalFilters,
    Why,
)
from lingdang.faces.api.v1.wire import reported, taken, written
from lingdang.places.public import tree
from lingdang.standards.public import Particular, schema_of

router = Router()
AGAIN, NEW = 200, 201
type Plain = dict[str, Any]


@router.get("/procedures", response={200: list[Plain], **refusals()}, summary="Kinds of matter")
def list_procedures(request: HttpRequest) -> HttpResponse:
    """Those you could see a case of: what a case carries, as JSON Schema, and how it stands."""
    found = [
        {
            "code": each.procedure.code,
            "name": each.procedure.name,
            "purpose": each.procedure.purpose,
            "restricted": each.procedure.restricted,
            "holds": each.procedure.holds,
            "closed_steps": each.procedure.closed_steps,
            "particulars": schema_of(each.procedure.particulars),
            "open": each.running,
            "unanswered": each.unanswered,
            "ended": each.ended,
        }
        for each in standings_for(actor_of(request))
    ]
    return written(found)


@router.post(
    "/cases/{case_id}/particulars",
    response={200: Taken, **refusals(403, 404)},
    summary="Say what the procedure of a case wants said",
)
def describe(request: HttpRequest, case_id: Id, said: Body[Particulars]) -> HttpResponse:
    return written(taken(describe_case(case_id=case_id, particulars=said, by=actor_of(request))))


@router.get(
    "/cases/{case_id}/dossier",
    response={200: Plain, **refusals(404)},
    summary="What is kept beside a case, and what could be entered",
)
def show_dossier(request: HttpRequest, case_id: Id) -> HttpResponse:
    actor = actor_of(request)
    case = case_for(actor, case_id)
    note_look(case=case, by=actor)
    sections = [
        {
            "holds": section.what,
            "title": section.title,
            "told": dict(section.told),
            "head": section.head,
            "rows": [{"cells": row.cells, "party_id": row.party_id} for row in section.rows],
        }
        for section in sections_of(case)
    ]
    entries = {kind.value: _schema(asked) for kind, asked in asked_for(case, Kind).items()}
    missing = {each.step: each.wants for each in missing_of(case)}
    return written({"sections": sections, "missing": missing, "entries": entries})


def _schema(asked: Any) -> Plain:  # noqa: ANN401 -- a list of particulars, whatever their kind
    fields: list[Particular] = list(asked)
    return schema_of(fields)


@router.post(
    "/cases/{case_id}/dossier/{kind}",
    response={200: Taken, **refusals(403, 404, 409)},
    summary="Enter something into the dossier of a case",
)
def enter(request: HttpRequest, case_id: Id, kind: Kind, said: Entered) -> HttpResponse:
    case = keep(
        case_id=case_id,
        kind=kind,
        data=said.data,
        photo_ids=said.photo_ids,
        by=actor_of(request),
    )
    return written(taken(case))


@router.post(
    "/cases/{case_id}/parties/{party_id}",
    response={200: Plain, **refusals(403, 404)},
    summary="Show who a party is, for a reason that the journal keeps",
)
def show_party(request: HttpRequest, case_id: Id, party_id: Id, why: Why) -> HttpResponse:
    by = actor_of(request)
    return written(unmask_party(case_id=case_id, party_id=party_id, reason=why.reason, by=by))


@router.get("/services", response={200: list[Plain], **refusals()}, summary="Services on offer")
def list_services(request: HttpRequest) -> HttpResponse:
    names = ("code", "name", "for_whom", "papers", "days")
    return written([{name: getattr(each, name) for name in names} for each in services_in_use()])


@router.post(
    "/errands",
    response={201: Reported, 200: Reported, **refusals(403, 409)},
    summary="Start an errand",
)
def create_errand(
    request: HttpRequest, errand: NewErrand, key: IdempotencyKey = None
) -> HttpResponse:
    told: dict[str, Any] = errand.model_dump(exclude={"service"})
    report = CaseReport(**told, source=Source.API, request_key=key)
    outcome = start_errand(report=report, service=errand.service, by=actor_of(request))
    return written(reported(outcome), AGAIN if outcome.again else NEW)


@router.get("/care", response={200: list[Plain], **refusals()}, summary="The care register")
def list_care(request: HttpRequest, due: bool = False) -> HttpResponse:  # noqa: FBT001, FBT002 -- a query parameter
    """Those you visit; names are masked. At most 500, the next visit first."""
    entries = care_for(actor_of(request)).running().order_by("due_on", "id")
    if due:
        entries = entries.due_by(timezone.localdate())
    return written(
        [
            {
                "id": each.pk,
                "category": each.category,
                "place_id": each.place_id,
                "name": masked(each).name,
                "helper_id": each.helper_id,
                "interval_days": each.interval_days,
                "due_on": each.due_on,
            }
            for each in entries[:500]
        ]
    )


@router.post(
    "/care/{entry_id}/visits",
    response={200: Plain, **refusals(404, 409)},
    summary="Note a visit; a need becomes a case",
)
def create_visit(
    request: HttpRequest, entry_id: Id, said: NewVisit, key: IdempotencyKey = None
) -> HttpResponse:
    made = visit(
        entry_id=entry_id, request_key=key or "", by=actor_of(request), **said.model_dump()
    )
    return written({"id": made.pk, "need_case_id": made.need_id})


@router.post(
    "/care/{entry_id}/unmask",
    response={200: Plain, **refusals(404)},
    summary="Show who it is, for a reason that the journal keeps",
)
def show_cared(request: HttpRequest, entry_id: Id, why: Why) -> HttpResponse:
    person = unmask_care(entry_id=entry_id, reason=why.reason, by=actor_of(request))
    names = ("name", "phone", "address", "condition")
    return written({name: getattr(person, name) for name in names})


@router.get("/removals", response={200: list[Plain], **refusals(404)}, summary="Removed, by month")
def list_removals(request: HttpRequest, asked: Query[RemovalFilters]) -> HttpResponse:
    path = tree().node(asked.place).path if asked.place else ""
    months = removals_by_month(actor_of(request), path, asked.year)
    return written(
        [
            {"month": f"{m.month:%Y-%m}", "cases": m.cases, "removed": float(m.removed)}
            for m in months
        ]
    )
