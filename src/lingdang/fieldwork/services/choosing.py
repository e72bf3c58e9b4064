"""What its person makes of an action that could not be done as it was meant."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lingdang.cases.public import (
    Case,
    Report,
    Source,
    case_for,
    report_case,
    sources_for,
)
from lingdang.evidence.public import arrived
from lingdang.fieldwork import queries
from lingdang.fieldwork.enums import UNSETTLED, Choice, Kind, State
from lingdang.fieldwork.errors import EarlierUndone, NotToChoose, TooOld
from lingdang.fieldwork.facts import ActionChosen
from lingdang.fieldwork.models import Action
from lingdang.fieldwork.policies import require_outside
from lingdang.fieldwork.services.applying import apply_action, case_of, done
from lingdang.fieldwork.services.offering import noting, offered, read, words_of
from lingdang.fieldwork.shapes import FindingData, ReportData, Shape
from lingdang.inspections.public import points_for
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.talks.public import write_note

_LONGEST = 3000  # of a note
_OUTSIDE = (Source.GRID_WORKER, Source.INSPECTOR)


@transaction.atomic
def choose(*, key: str, choice: Choice, by: Actor) -> Action:
    """Settle a conflict, once; the same choice again is answered with what it made."""
    require_outside(by)
    found = queries.action_for(by, key)
    queries.lock_device(found.device_id, wait=True)
    action = queries.action_for(by, key)
    if action.chosen == choice and action.state not in UNSETTLED:
        return action
    if choice not in offered(action, by):
        raise NotToChoose
    action.chosen = choice
    action.save(update_fields=["chosen"])
    _make(choice, action, by)
    chosen = ActionChosen(
        action_id=action.pk, kind=action.kind, case_id=action.case_id, choice=choice
    )
    record(chosen, by=by)
    return action


def _make(choice: Choice, action: Action, by: Actor) -> None:
    shape, case = read(action), noting(action, by)
    if choice == Choice.DROP:
        action.state, action.due_at = State.DROPPED, None
        action.save(update_fields=["state", "due_at"])
    elif choice == Choice.NOTE and shape and case:
        done(action, _noted(action, shape, case, by))
    elif choice == Choice.REPORT and shape:
        done(action, _reported_anew(action, shape, by))
    else:
        _again(action, choice, by)


def _again(action: Action, choice: Choice, by: Actor) -> None:
    """As it was meant, by what its person may do today."""
    if choice == Choice.WITHOUT_PHOTOS:
        here = arrived(action.photos, by=by)
        action.photos = [key for key in action.photos if key in here and here[key].photo_id]
    action.actor, action.duties = by.name, sorted(by.duties)
    action.state, action.due_at, action.tries = State.WAITING, timezone.now(), 0
    action.code = action.sentence = ""
    action.save()
    apply_action(action)


def _noted(action: Action, shape: Shape, case: Case, by: Actor) -> Case:
    when = date_format(timezone.localtime(action.made_at), "Y-m-d H:i")
    head = _("Sent from outside, %(what)s at %(when)s:") % {
        "what": Kind(action.kind).label,
        "when": when,
    }
    write_note(
        case_id=case.pk,
        text=f"{head} {words_of(shape)}"[:_LONGEST],
        photo_ids=_photo_ids(action, by),
        key=UUID(action.key),
        by=by,
    )
    return case


def _reported_anew(action: Action, shape: Shape, by: Actor) -> Case:
    """What was seen stays true: as a report of its own, where it was seen."""
    report = replace(
        _where(action, shape, by),
        description=words_of(shape),
        photo_ids=tuple(_photo_ids(action, by)),
        request_key=f"{action.key}/anew",
        received_at=None if action.code == TooOld.code else action.made_at,
    )
    return report_case(report=report, by=by).case


def _where(action: Action, shape: Shape, by: Actor) -> Report:
    if isinstance(shape, ReportData):
        names = {"source", "lng", "lat", "system", "address", "contact_name", "contact_phone"}
        return Report(**shape.model_dump(include=names))
    try:
        case = case_for(by, case_of(action, shape, by))
    except (NotFound, EarlierUndone):
        return Report(source=_source(by), **_spot(shape, by))
    return Report(
        source=_source(by),
        lng=case.lng,
        lat=case.lat,
        place_id=case.place_id,
        address=case.address,
    )


def _spot(shape: Shape, by: Actor) -> dict[str, Any]:
    """Where a finding was seen: where its inspector stood, else at its point."""
    if not isinstance(shape, FindingData):
        return {}
    if shape.lng is not None:
        return {"lng": shape.lng, "lat": shape.lat, "system": shape.system}
    point = points_for(by).filter(pk=shape.point_id).first()
    if point is None:
        return {}
    return {"lng": point.lng, "lat": point.lat, "place_id": point.place_id, "address": point.label}


def _source(by: Actor) -> Source:
    """As whom they report who met it by the way."""
    may = sources_for(by)
    return next((one for one in _OUTSIDE if one in may), Source.RESIDENT)


def _photo_ids(action: Action, by: Actor) -> list[int]:
    return [one.photo_id for one in arrived(action.photos, by=by).values() if one.photo_id]
