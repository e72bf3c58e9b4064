"""Rounds, their points and what is found there, by program."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.inspection_answers import (
    DrawOut,
    FindingOut,
    Findings,
    PointOut,
    Points,
    RoundOut,
    Rounds,
)
from lingdang.faces.api.v1.inspection_schemas import (
    AssignIn,
    ChangedRound,
    ChooseIn,
    CorrectedFinding,
    DrawIn,
    NewFinding,
    NewRound,
    PlanIn,
    RoundFilters,
    SeenIn,
    StepIn,
)
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.wire import Plain, written
from lingdang.inspections.public import (
    Plan,
    Point,
    Quota,
    Round,
    Seen,
    assign_point,
    change_round,
    check_draw,
    choose_points,
    correct_finding,
    draw_points,
    finding_for,
    findings_for,
    move_round,
    on_days,
    plan_round,
    point_for,
    points_for,
    record_finding,
    record_rest_as_met,
    round_for,
    rounds_for,
)

router = Router()
_NEW = 201
ALL = refusals(403, 404, 409)
_PLAN = tuple(PlanIn.model_fields)
_ROUND = (
    *("id", "name", "kind", "unannounced", "place_id", "checklist_id", "from_on", "until_on"),
    *("state", "version", "seed", "began_at", "done_at", "published_at"),
)
_POINT = tuple(PointOut.model_fields)
FINDING = tuple(FindingOut.model_fields)


def plain(row: object, names: tuple[str, ...]) -> Plain:
    return {name: getattr(row, name) for name in names}


@router.get("", response={200: Rounds, **refusals()}, summary="Rounds of inspection")
def list_rounds(request: HttpRequest, filters: Query[RoundFilters]) -> HttpResponse:
    require_known(request, RoundFilters)
    found = _narrowed(rounds_for(actor_of(request)), filters).order_by("-from_on", "-id")
    rows = list(found[filters.skip : filters.skip + filters.size + 1])
    told = [_round(row) for row in rows[: filters.size]]
    return written({"rounds": told, "more": len(rows) > filters.size})


def _narrowed(found: QuerySet[Round], filters: RoundFilters) -> QuerySet[Round]:
    asked = {"name__icontains": filters.search, "kind": filters.kind, "state": filters.state}
    found = found.filter(**{name: it for name, it in asked.items() if it})
    if filters.first and filters.last:
        found = on_days(found, filters.first, filters.last)
    return found


def _round(it: Round) -> Plain:
    return {
        **plain(it, _ROUND),
        "group_ids": sorted(it.groups.values_list("pk", flat=True)),
        "organiser_ids": sorted(it.organisers.values_list("pk", flat=True)),
    }


def _plan(sent: PlanIn) -> Plan:
    return Plan(**{name: getattr(sent, name) for name in _PLAN})


@router.post("", response={_NEW: RoundOut, **ALL}, summary="Plan a round")
def create_round(request: HttpRequest, sent: NewRound) -> HttpResponse:
    made = plan_round(plan=_plan(sent), key=sent.key, by=actor_of(request))
    return written(_round(made), _NEW)


@router.get("/{round_id}", response={200: RoundOut, **ALL}, summary="One round")
def show_round(request: HttpRequest, round_id: Id) -> HttpResponse:
    return written(_round(round_for(actor_of(request), round_id)))


@router.put("/{round_id}", response={200: RoundOut, **ALL}, summary="Change its plan")
def put_round(request: HttpRequest, round_id: Id, sent: ChangedRound) -> HttpResponse:
    done = change_round(
        round_id=round_id, version=sent.version, plan=_plan(sent), by=actor_of(request)
    )
    return written(_round(done))


@router.post("/{round_id}/step", response={200: RoundOut, **ALL}, summary="Take a step")
def take_round_step(request: HttpRequest, round_id: Id, sent: StepIn) -> HttpResponse:
    return written(_round(move_round(round_id=round_id, step=sent.step, by=actor_of(request))))


@router.get("/{round_id}/draw", response={200: DrawOut, **ALL}, summary="How points were drawn")
def show_draw(request: HttpRequest, round_id: Id) -> HttpResponse:
    return written(_draw(round_for(actor_of(request), round_id)))


def _draw(it: Round) -> Plain:
    return {"seed": it.seed, "draw": it.draw, "wrong": check_draw(it) if it.draw else []}


@router.post("/{round_id}/draw", response={200: DrawOut, **ALL}, summary="Draw points by quotas")
def create_draw(request: HttpRequest, round_id: Id, sent: DrawIn) -> HttpResponse:
    done = draw_points(
        round_id=round_id,
        register=sent.register_code,
        quotas=[Quota(it.count, it.kind, it.town_id) for it in sent.quotas],
        seed=sent.seed,
        by=actor_of(request),
    )
    return written(_draw(done))


@router.post("/{round_id}/points", response={200: Points, **ALL}, summary="Choose points")
def add_points(request: HttpRequest, round_id: Id, sent: ChooseIn) -> HttpResponse:
    actor = actor_of(request)
    done = choose_points(
        round_id=round_id,
        register=sent.register_code,
        entry_ids=sent.entry_ids,
        place_ids=sent.place_ids,
        by=actor,
    )
    return written({"points": _points(points_for(actor, done))})


@router.get("/{round_id}/points", response={200: Points, **ALL}, summary="Points in walking order")
def list_points(request: HttpRequest, round_id: Id) -> HttpResponse:
    actor = actor_of(request)
    return written({"points": _points(points_for(actor, round_for(actor, round_id)))})


def _points(found: QuerySet[Point]) -> list[Plain]:
    return [plain(it, _POINT) for it in found.order_by("number")]


@router.put("/points/{point_id}/group", response={200: PointOut, **ALL}, summary="Cross-assign it")
def put_point_group(request: HttpRequest, point_id: Id, sent: AssignIn) -> HttpResponse:
    actor = actor_of(request)
    point = point_for(actor, point_id)
    done = assign_point(point_id=point.pk, group_id=sent.group_id, by=actor)
    return written(plain(done, _POINT))


@router.get(
    "/points/{point_id}/findings", response={200: Findings, **ALL}, summary="What was found there"
)
def list_point_findings(request: HttpRequest, point_id: Id) -> HttpResponse:
    actor = actor_of(request)
    found = findings_for(actor).filter(point=point_for(actor, point_id)).order_by("pk")
    return written({"findings": [plain(it, FINDING) for it in found]})


@router.post(
    "/points/{point_id}/findings", response={_NEW: FindingOut, **ALL}, summary="Record a finding"
)
def create_finding(request: HttpRequest, point_id: Id, sent: NewFinding) -> HttpResponse:
    made = record_finding(
        point_id=point_id,
        item_id=sent.item_id,
        seen=Seen(**_seen(sent), at=sent.at),
        key=sent.key,
        by=actor_of(request),
    )
    return written(plain(made, FINDING), _NEW)


def _seen(sent: SeenIn) -> Plain:
    return {name: getattr(sent, name) for name in SeenIn.model_fields}


@router.post(
    "/points/{point_id}/rest", response={200: Findings, **ALL}, summary="All other items are met"
)
def record_rest(request: HttpRequest, point_id: Id) -> HttpResponse:
    actor = actor_of(request)
    record_rest_as_met(point_id=point_id, by=actor)
    found = findings_for(actor).filter(point=point_id).order_by("pk")
    return written({"findings": [plain(it, FINDING) for it in found]})


@router.get("/findings/{finding_id}", response={200: FindingOut, **ALL}, summary="One finding")
def show_finding(request: HttpRequest, finding_id: Id) -> HttpResponse:
    return written(plain(finding_for(actor_of(request), finding_id), FINDING))


@router.put("/findings/{finding_id}", response={200: FindingOut, **ALL}, summary="Correct it")
def put_finding(request: HttpRequest, finding_id: Id, sent: CorrectedFinding) -> HttpResponse:
    done = correct_finding(
        finding_id=finding_id,
        revision=sent.revision,
        seen=Seen(**_seen(sent)),
        reason=sent.reason,
        by=actor_of(request),
    )
    return written(plain(done, FINDING))
