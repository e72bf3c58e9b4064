"""What may be made of an action that could not be done as it was meant."""

from lingdang.cases.public import Case, leading_for, sees_inside
from lingdang.fieldwork.enums import UNSETTLED, Choice, Kind, State
from lingdang.fieldwork.errors import EarlierUndone, NotUnderstood, PhotoBroken, PhotosMissing
from lingdang.fieldwork.models import Action
from lingdang.fieldwork.services.applying import case_of
from lingdang.fieldwork.shapes import (
    FindingData,
    HandleData,
    NoteData,
    ReasonData,
    ReportData,
    Shape,
    VisitData,
    shaped,
)
from lingdang.inspections.public import Result, item_text
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound


def offered(action: Action, by: Actor) -> list[Choice]:
    """What its person may choose now."""
    if action.state == State.WAITING and action.code == PhotosMissing.code:
        return [Choice.WITHOUT_PHOTOS, Choice.DROP]
    if action.state not in UNSETTLED:
        return []
    shape = read(action)
    told = shape is not None and bool(words_of(shape) or shape.photo_keys())
    open_now = {
        Choice.NOTE: told and noting(action, by) is not None,
        Choice.REPORT: told and action.kind != Kind.VISIT and not _is_met(shape),
        Choice.WITHOUT_PHOTOS: action.code == PhotoBroken.code,
        Choice.RETRY: action.state == State.CONFLICT,
        Choice.DROP: True,
    }
    return [choice for choice, is_open in open_now.items() if is_open]


def read(action: Action) -> Shape | None:
    """Its data, if they can be read at all."""
    if action.kind not in Kind.values:
        return None
    try:
        return shaped(Kind(action.kind), action.data)
    except NotUnderstood:
        return None


def noting(action: Action, by: Actor) -> Case | None:
    """The case that a note can go to: where it goes on, if it was merged."""
    shape = read(action)
    try:
        case = leading_for(by, case_of(action, shape, by)) if shape else None
    except (NotFound, EarlierUndone):
        return None
    return case if case and sees_inside(by, case) else None


def _is_met(shape: Shape | None) -> bool:
    """Nothing is wrong: nothing to report."""
    return isinstance(shape, FindingData) and Result(shape.result) is Result.MET


def words_of(shape: Shape) -> str:
    """What its person wrote, whatever it was meant for."""
    if isinstance(shape, FindingData):
        return " ".join(filter(None, [item_text(shape.item_id), shape.note, shape.solved]))
    if isinstance(shape, ReportData):
        return " ".join(filter(None, [shape.description, getattr(shape, "outcome", "")]))
    if isinstance(shape, HandleData):
        return shape.outcome
    if isinstance(shape, ReasonData):
        return shape.reason
    if isinstance(shape, NoteData):
        return shape.text
    return shape.need if isinstance(shape, VisitData) else ""
