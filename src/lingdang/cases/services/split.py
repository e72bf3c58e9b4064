"""One matter, several units: one leads and answers for the whole, the others do their parts."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.enums import OPEN, State, Step
from lingdang.cases.errors import PartsOpen, WholePutRight
from lingdang.cases.facts import CasePartMade
from lingdang.cases.models import Case
from lingdang.cases.queries.lists import lock_cases
from lingdang.cases.services import transitions
from lingdang.cases.services.assign import unit_today
from lingdang.cases.services.clock import start_clock
from lingdang.cases.services.saving import locked_for, saved
from lingdang.cases.services.transitions import CHANGING, carried
from lingdang.journal.public import Event
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import required_text

MOST_UNITS = 10
_SHARED = (  # what a part has from the whole
    *(
        "source",
        "category",
        "procedure",
        "address",
        "place_id",
        "origin_place_id",
        "path",
        "located_how",
    ),
    *("lng", "lat", "raw_lng", "raw_lat", "raw_system"),
)


class Part(TypedDict):
    unit_id: int
    task: str


@transaction.atomic
def split_case(
    *, case_id: int, by: Actor, parts: Sequence[Part], lead_unit_id: int | None = None
) -> Case:
    """Give each unit its part. Who leads is who has it in hand, unless a unit is named."""
    case = locked_for(Step.SPLIT, case_id, by)
    lead = unit_today(lead_unit_id or case.unit_id, "lead_unit_id")
    _require_fit(case, parts, lead.pk)
    at, ids, told = timezone.now(), list[int](), list[Event]()
    event = transitions.split(case, unit_id=lead.pk, part_ids=ids, at=at)
    for part in parts:
        made, events = _made(case, part, at)
        ids.append(made.pk)
        told += events
    return saved(case, event, *told, by=by, at=at)


def _require_fit(case: Case, parts: Sequence[Part], lead_id: int) -> None:
    if not parts:
        raise Incomplete({"parts": _("Say which unit does what.")})
    there = Case.objects.open().filter(parent=case.pk)
    if there.count() + len(parts) + 1 > MOST_UNITS:
        most = _("At most %(most)s units, the one that leads among them.") % {"most": MOST_UNITS}
        raise Incomplete({"parts": most})
    units = [
        lead_id,
        *there.values_list("unit_id", flat=True),
        *(part["unit_id"] for part in parts),
    ]
    if len(set(units)) != len(units):
        raise Incomplete({"parts": _("Each unit has one part, and the one that leads has none.")})


def _made(case: Case, part: Part, at: datetime) -> tuple[Case, list[Event]]:
    """Make a part, in the hands of its unit at once."""
    unit = unit_today(part["unit_id"], "parts")
    shared = {name: getattr(case, name) for name in _SHARED}
    words = required_text("parts", part["task"])
    made = Case(parent=case, description=words, received_at=at, changed_at=at, **shared)
    start_clock(made, at)
    made.save(force_insert=True)
    begun = CasePartMade(**carried(made), parent_id=case.pk)
    given = transitions.dispatched(made, unit_id=unit.pk, handler_id=None, at=at)
    made.save(update_fields=CHANGING)
    return made, [begun, given]


def require_parts_ended(case: Case) -> None:
    """The whole is not right while a part of it is not. The caller holds the lock of the whole."""
    left = Case.objects.open().filter(parent=case.pk).count()
    if left:
        raise PartsOpen(open=left)


def require_whole_at_work(case: Case) -> None:
    """A part is not taken up again behind the back of who put the whole right."""
    if case.parent and case.parent.handled_at:
        raise WholePutRight


def withdraw_parts(case: Case, *, reason: str, by: Actor, at: datetime) -> None:
    """Nobody goes on with a part of what was withdrawn."""
    for part in lock_cases(Q(parent=case.pk, state__in=sorted(OPEN))).values():
        part.parent = case
        if part.state == State.HANDLED:
            saved(part, transitions.returned(part, reason=reason, at=at), by=by, at=at)
        saved(part, transitions.withdrawn(part, reason=reason, at=at), by=by, at=at)
