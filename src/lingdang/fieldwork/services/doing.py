"""Each kind of action is one service of the room that does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.utils import timezone

from lingdang.cases.public import (
    Case,
    Report,
    assign_case,
    handle_case,
    keep_case,
    pass_up_case,
    report_case,
    return_case,
    verify_case,
)
from lingdang.dispatching.public import (
    hand_over_shift,
    report_settled,
    settle_on_the_spot,
)
from lingdang.dossiers.public import visit
from lingdang.fieldwork import shapes
from lingdang.fieldwork.enums import Kind
from lingdang.inspections.public import Seen, record_finding, record_rest_as_met
from lingdang.kernel.actor import Actor
from lingdang.kernel.coordinates import to_wgs84
from lingdang.shifts.public import Station
from lingdang.talks.public import write_note


@dataclass(frozen=True, slots=True)
class Doing:
    """An action about to be done: its data read, its case and its photographs found."""

    key: str
    shape: shapes.Shape
    at: datetime
    by: Actor
    case_id: int
    photo_ids: Mapping[str, int]

    def photos(self, keys: list[str]) -> list[int]:
        return [self.photo_ids[key] for key in keys if key in self.photo_ids]


def _reported(doing: Doing, told: shapes.ReportData) -> Report:
    return Report(
        description=told.description,
        category_code=told.category,
        source=told.source,
        lng=told.lng,
        lat=told.lat,
        system=told.system,
        place_id=told.place_id,
        address=told.address,
        contact_name=told.contact_name,
        contact_phone=told.contact_phone,
        procedure_code=told.procedure,
        particulars=told.particulars,
        photo_ids=tuple(doing.photos(told.photos)),
        request_key=doing.key,
        received_at=doing.at,
    )


def _report(doing: Doing) -> Case:
    told = cast("shapes.ReportData", doing.shape)
    return report_case(report=_reported(doing, told), by=doing.by).case


def _settle(doing: Doing) -> Case:
    told = cast("shapes.SettleData", doing.shape)
    done: dict[str, Any] = {
        "outcome": told.outcome,
        "photo_ids": doing.photos(told.outcome_photos),
        "by": doing.by,
        "at": doing.at,
    }
    if doing.case_id:
        return settle_on_the_spot(case_id=doing.case_id, **done)
    return report_settled(report=_reported(doing, told), **done).case


def _keep(doing: Doing) -> Case:
    return keep_case(case_id=doing.case_id, by=doing.by, at=doing.at)


def _handle(doing: Doing) -> Case:
    told = cast("shapes.HandleData", doing.shape)
    photos = doing.photos(told.photos)
    return handle_case(
        case_id=doing.case_id, outcome=told.outcome, photo_ids=photos, by=doing.by, at=doing.at
    )


def _pass_up(doing: Doing) -> Case:
    told = cast("shapes.ReasonData", doing.shape)
    return pass_up_case(case_id=doing.case_id, reason=told.reason, by=doing.by)


def _return(doing: Doing) -> Case:
    told = cast("shapes.ReasonData", doing.shape)
    return return_case(case_id=doing.case_id, reason=told.reason, by=doing.by)


def _verify(doing: Doing) -> Case:
    told = cast("shapes.VerifyData", doing.shape)
    return verify_case(case_id=doing.case_id, note=told.note, by=doing.by)


def _assign(doing: Doing) -> Case:
    told = cast("shapes.AssignData", doing.shape)
    return assign_case(case_id=doing.case_id, handler_id=told.handler_id, by=doing.by)


def _note(doing: Doing) -> Case:
    told = cast("shapes.NoteData", doing.shape)
    note = write_note(
        case_id=doing.case_id,
        text=told.text,
        mentioned=told.mentioned,
        photo_ids=doing.photos(told.photos),
        key=UUID(doing.key),
        by=doing.by,
    )
    return note.case


def _hand_over(doing: Doing) -> None:
    told = cast("shapes.HandOverData", doing.shape)
    hand_over_shift(
        where=Station(place_id=told.place_id, unit_id=told.unit_id),
        giver_id=doing.by.person_id,
        taker_id=told.taker_id,
        note=told.note,
        by=doing.by,
    )


def _visit(doing: Doing) -> Case | None:
    told = cast("shapes.VisitData", doing.shape)
    said = visit(
        entry_id=told.entry_id,
        on=timezone.localdate(doing.at),
        note=told.note,
        need=told.need,
        need_kind=told.need_kind,
        request_key=doing.key,
        by=doing.by,
    )
    return said.need


def _finding(doing: Doing) -> Case | None:
    told = cast("shapes.FindingData", doing.shape)
    lng, lat = told.lng, told.lat
    if lng is not None and lat is not None:
        lng, lat = to_wgs84(lng, lat, told.system)
    seen = Seen(
        result=told.result,
        note=told.note,
        solved=told.solved,
        photo_ids=doing.photos(told.photos),
        after_ids=doing.photos(told.after_photos),
        lng=lng,
        lat=lat,
        at=doing.at,
    )
    found = record_finding(
        point_id=told.point_id, item_id=told.item_id, seen=seen, key=UUID(doing.key), by=doing.by
    )
    return found.case


def _rest(doing: Doing) -> None:
    told = cast("shapes.RestData", doing.shape)
    record_rest_as_met(point_id=told.point_id, at=doing.at, by=doing.by)


DO: dict[Kind, Callable[[Doing], Case | None]] = {
    Kind.REPORT: _report,
    Kind.SETTLE: _settle,
    Kind.KEEP: _keep,
    Kind.HANDLE: _handle,
    Kind.PASS_UP: _pass_up,
    Kind.ASSIGN: _assign,
    Kind.HAND_OVER: _hand_over,
    Kind.VERIFY: _verify,
    Kind.RETURN: _return,
    Kind.VISIT: _visit,
    Kind.NOTE: _note,
    Kind.FINDING: _finding,
    Kind.REST: _rest,
}
