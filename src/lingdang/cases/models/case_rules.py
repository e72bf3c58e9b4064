"""What must hold for every case, and what lists of cases read by. Every key ends in the id."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q

from lingdang.cases.enums import (
    ENDED,
    MOST_EXTENSIONS,
    OPEN,
    PUT_RIGHT,
    WAITING,
    LocatedHow,
    Rung,
    Source,
    State,
)
from lingdang.kernel.coordinates import System

LONGEST_LINE = 200
LONGEST_TOLD = 20_000  # of what other systems hand over; people type less
_JUDGED = {State.VERIFIED, State.CALLED_BACK, State.CLOSED}
_ASKED = {State.CALLED_BACK, State.CLOSED}
_GIVEN_UP = {State.REFUSED, State.WITHDRAWN}
_NEVER_FILED = {State.RECEIVED, State.REFUSED}
_NEVER_DISPATCHED = WAITING | {State.REFUSED}
_EITHER = {State.WITHDRAWN, State.MERGED}  # from wherever it was


def _in(states: Iterable[State]) -> Q:
    return Q(state__in=sorted(states))


def _others(*states: Iterable[State]) -> Q:
    return _in(set(State).difference(*states))


def _check(name: str, condition: Q) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=condition)


IMPORTED = "import"  # the scope of the keys of imported cases
# It ended where it was imported from: here nobody verified it and nobody was asked.
_CONCLUDED = Q(  # an absent scope must make it false: a constraint lets pass what is unknown
    state=State.CLOSED,
    request_scope__isnull=False,
    request_scope=IMPORTED,
    handled_by=None,
    verified_at=None,
)
_FINISHED_PART = Q(state=State.CLOSED, parent__isnull=False)  # the whole is called back

CONSTRAINTS = [
    _check("case_state_known", Q(state__in=State.values)),
    _check("case_source_known", Q(source__in=Source.values)),
    _check("case_located_somehow", Q(located_how__in=LocatedHow.values)),
    _check("case_path_form", Q(path__startswith="/", path__endswith="/")),
    _check(
        "case_filed_has_time",
        (_in(_NEVER_FILED) & Q(filed_at=None))
        | _in(_EITHER)
        | (_others(_NEVER_FILED, _EITHER) & Q(filed_at__isnull=False)),
    ),
    _check("case_standard_of_category", Q(standard=None) | Q(category__isnull=False)),
    _check("case_standard_of_filed", Q(standard=None) | Q(filed_at__isnull=False)),
    _check(
        "case_dispatched_has_time",
        (_in(_NEVER_DISPATCHED) & Q(dispatched_at=None))
        | _in(_EITHER)
        | (_others(_NEVER_DISPATCHED, _EITHER) & Q(dispatched_at__isnull=False)),
    ),
    _check(
        "case_handled_has_time",
        (_in(PUT_RIGHT) & Q(handled_at__isnull=False)) | (_others(PUT_RIGHT) & Q(handled_at=None)),
    ),
    _check(
        "case_verified_has_time",
        (_in(_JUDGED) & Q(verified_at__isnull=False))
        | ((_others(_JUDGED) | _CONCLUDED) & Q(verified_at=None)),
    ),
    _check(
        "case_called_back_has_time",
        (_in(_ASKED) & Q(called_back_at__isnull=False, settled__isnull=False))
        | ((_others(_ASKED) | _FINISHED_PART | _CONCLUDED) & Q(called_back_at=None, settled=None)),
    ),
    _check(
        "case_ended_has_time",
        (_in(ENDED) & Q(closed_at__isnull=False)) | (_in(OPEN) & Q(closed_at=None)),
    ),
    _check(
        "case_open_has_clock",
        (_in(OPEN) & Q(due_from__isnull=False)) | (_in(ENDED) & Q(due_from=None)),
    ),
    _check(
        "case_open_has_deadline",
        (_in(OPEN) & Q(due_at__isnull=False, suspended_since=None))
        | (_in(OPEN) & Q(due_at=None, suspended_since__isnull=False))
        | (_in(ENDED) & Q(due_at=None, suspended_since=None)),
    ),
    _check("case_rung_known", Q(rung=0) | Q(rung__in=Rung.values)),
    _check("case_extended_twice_at_most", Q(extensions__lte=MOST_EXTENSIONS)),
    _check("case_excused_was_overdue", Q(excused=False) | Q(overdue=True)),
    _check("case_late_unit_was_overdue", Q(late_unit=None) | Q(overdue=True)),
    _check(
        "case_closed_is_settled",
        ~Q(state=State.CLOSED) | Q(settled=True) | _FINISHED_PART | _CONCLUDED,
    ),
    _check(
        "case_handled_has_outcome",
        (_in(PUT_RIGHT) & ~Q(outcome="") & Q(level_settled__isnull=False))
        | (_others(PUT_RIGHT) & Q(outcome="", level_settled=None, handled_by=None)),
    ),
    _check(
        "case_dispatched_has_owner",
        ~Q(state=State.DISPATCHED) | Q(unit__isnull=False) | Q(handler__isnull=False),
    ),
    _check("case_waiting_has_no_owner", _others(WAITING) | Q(unit=None, handler=None)),
    _check(
        "case_verified_by_another",
        Q(verified_by=None) | Q(handled_by=None) | ~Q(verified_by=F("handled_by")),
    ),
    _check(
        "case_rating_1_to_5",
        Q(rating=None) | Q(rating__range=(1, 5), settled__isnull=False),
    ),
    _check(
        "case_given_up_has_reason",
        (_in(_GIVEN_UP) & ~Q(reason="")) | (_others(_GIVEN_UP) & Q(reason="")),
    ),
    _check(
        "case_coordinates_whole",
        Q(lng=None, lat=None, raw_lng=None, raw_lat=None, raw_system="")
        | Q(
            lng__isnull=False,
            lat__isnull=False,
            lng__range=(-180, 180),
            lat__range=(-90, 90),
            raw_lng__isnull=False,
            raw_lat__isnull=False,
            raw_system__in=System.values,
        ),
    ),
    _check(
        "case_request_key_whole",
        Q(request_scope=None, request_key=None)
        | (
            Q(request_scope__isnull=False, request_key__isnull=False)
            & ~Q(request_scope="")
            & ~Q(request_key="")
            & ~Q(request_digest="")
        ),
    ),
    _check(
        "case_anonymous_tells_nobody",
        Q(anonymous=False) | Q(reporter=None, contact_cipher="", contact_index=None),
    ),
    _check(
        "case_merged_into_one",
        (Q(state=State.MERGED, merged_into__isnull=False) & ~Q(merged_into=F("id")))
        | (_others({State.MERGED}) & Q(merged_into=None)),
    ),
    _check(
        "case_part_talks_to_nobody",
        Q(parent=None)
        | (
            Q(reporter=None, contact_cipher="", follow_hash=None, merged_into=None)
            & ~Q(parent=F("id"))
        ),
    ),
    _check("case_contact_index_of_contact", Q(contact_index=None) | ~Q(contact_cipher="")),
    _check("case_particulars_of_procedure", Q(procedure__isnull=False) | Q(particulars={})),
    models.UniqueConstraint(
        name="case_requested_once",
        fields=["request_scope", "request_key"],
        condition=Q(request_key__isnull=False),
    ),
    models.UniqueConstraint(
        name="case_follow_hash_once",
        fields=["follow_hash"],
        condition=Q(follow_hash__isnull=False),
    ),
]

INDEXES = [
    models.Index(name="case_newest", fields=["-received_at", "-id"]),
    models.Index(name="case_by_path", fields=["path", "id"]),
    models.Index(name="case_open_due", fields=["due_at", "id"], condition=_in(OPEN)),
    models.Index(name="case_on_ladder", fields=["rung", "due_at", "id"], condition=_in(OPEN)),
    models.Index(
        name="case_suspended",
        fields=["-received_at", "-id"],
        condition=Q(suspended_since__isnull=False),
    ),
    models.Index(
        name="case_by_unit",
        fields=["unit", "-received_at", "-id"],
        condition=Q(unit__isnull=False),
    ),
    models.Index(
        name="case_by_handler",
        fields=["handler", "-received_at", "-id"],
        condition=Q(handler__isnull=False),
    ),
    models.Index(
        name="case_by_reporter",
        fields=["reporter", "-received_at", "-id"],
        condition=Q(reporter__isnull=False),
    ),
    models.Index(
        name="case_by_contact",
        fields=["contact_index", "id"],
        condition=Q(contact_index__isnull=False),
    ),
    models.Index(
        name="case_by_procedure",
        fields=["procedure", "-received_at", "-id"],
        condition=Q(procedure__isnull=False),
    ),
    models.Index(
        name="case_by_leading",
        fields=["merged_into", "id"],
        condition=Q(merged_into__isnull=False),
    ),
    models.Index(name="case_by_parent", fields=["parent", "id"], condition=Q(parent__isnull=False)),
    models.Index(
        name="case_by_standard", fields=["standard", "id"], condition=Q(standard__isnull=False)
    ),
    models.Index(
        name="case_closed_here",
        fields=["category", "lng", "lat", "id"],
        condition=Q(state=State.CLOSED, parent=None, lng__isnull=False),
    ),
    models.Index(
        name="case_closed_there",
        fields=["category", "origin_place", "address", "id"],
        condition=Q(state=State.CLOSED, parent=None),
    ),
    models.Index(name="case_on_map", fields=["lng", "lat", "id"], condition=Q(lng__isnull=False)),
]
