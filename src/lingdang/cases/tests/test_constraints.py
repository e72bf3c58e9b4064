"""Every rule of the table, broken once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.cases.enums import State
from lingdang.cases.models import Answer, Case, CaseLink
from lingdang.cases.testing import a_case
from lingdang.standards.testing import a_category, an_edition

NOW = timezone.now()
BROKEN = [
    ("case_", State.RECEIVED, {"state": "lost"}),  # broken several at once
    ("case_source_known", State.RECEIVED, {"source": "rumour"}),
    ("case_located_somehow", State.RECEIVED, {"located_how": "guess"}),
    ("case_path_form", State.RECEIVED, {"path": "1/2"}),
    ("case_filed_has_time", State.FILED, {"filed_at": None}),
    ("case_filed_has_time", State.RECEIVED, {"filed_at": NOW}),
    ("case_dispatched_has_time", State.DISPATCHED, {"dispatched_at": None}),
    ("case_dispatched_has_time", State.FILED, {"dispatched_at": NOW}),
    ("case_handled_has_time", State.HANDLED, {"handled_at": None}),
    ("case_handled_has_time", State.DISPATCHED, {"handled_at": NOW}),
    ("case_verified_has_time", State.VERIFIED, {"verified_at": None}),
    ("case_verified_has_time", State.HANDLED, {"verified_at": NOW}),
    ("case_called_back_has_time", State.CALLED_BACK, {"called_back_at": None}),
    ("case_called_back_has_time", State.CLOSED, {"called_back_at": None}),
    ("case_called_back_has_time", State.CALLED_BACK, {"settled": None}),
    ("case_called_back_has_time", State.VERIFIED, {"called_back_at": NOW}),
    ("case_ended_has_time", State.CLOSED, {"closed_at": None}),
    ("case_ended_has_time", State.REFUSED, {"closed_at": None}),
    ("case_ended_has_time", State.FILED, {"closed_at": NOW}),
    ("case_open_has_deadline", State.FILED, {"due_at": None}),
    ("case_open_has_deadline", State.CLOSED, {"due_at": NOW}),
    ("case_open_has_deadline", State.FILED, {"suspended_since": NOW}),
    ("case_open_has_deadline", State.CLOSED, {"suspended_since": NOW}),
    ("case_open_has_clock", State.FILED, {"due_from": None}),
    ("case_open_has_clock", State.CLOSED, {"due_from": NOW}),
    ("case_rung_known", State.FILED, {"rung": 9}),
    ("case_extended_twice_at_most", State.DISPATCHED, {"extensions": 3}),
    ("case_excused_was_overdue", State.CLOSED, {"excused": True}),
    ("case_closed_is_settled", State.CLOSED, {"settled": False}),
    ("case_handled_has_outcome", State.HANDLED, {"outcome": ""}),
    ("case_handled_has_outcome", State.HANDLED, {"level_settled": None}),
    ("case_handled_has_outcome", State.DISPATCHED, {"outcome": "x"}),
    ("case_dispatched_has_owner", State.DISPATCHED, {"unit": None}),
    ("case_rating_1_to_5", State.CLOSED, {"rating": 6}),
    ("case_rating_1_to_5", State.CLOSED, {"rating": 0}),
    ("case_rating_1_to_5", State.VERIFIED, {"rating": 3}),
    ("case_given_up_has_reason", State.REFUSED, {"reason": ""}),
    ("case_given_up_has_reason", State.WITHDRAWN, {"reason": ""}),
    ("case_given_up_has_reason", State.FILED, {"reason": "x"}),
    ("case_coordinates_whole", State.RECEIVED, {"lng": 113.0}),
    ("case_coordinates_whole", State.RECEIVED, {"lng": 113.0, "lat": 33.0}),
    (
        "case_coordinates_whole",
        State.RECEIVED,
        {"lng": 113.0, "lat": 91.0, "raw_lng": 113.0, "raw_lat": 91.0, "raw_system": "wgs84"},
    ),
    (
        "case_coordinates_whole",
        State.RECEIVED,
        {"lng": 113.0, "lat": 33.0, "raw_lng": 113.0, "raw_lat": 33.0, "raw_system": "flat"},
    ),
    ("case_request_key_whole", State.RECEIVED, {"request_key": "k"}),
    ("case_request_key_whole", State.RECEIVED, {"request_scope": "s"}),
    ("case_request_key_whole", State.RECEIVED, {"request_scope": "s", "request_key": "k"}),
    ("case_anonymous_tells_nobody", State.RECEIVED, {"anonymous": True, "contact_cipher": "x"}),
    (
        "case_merged_into_one",
        State.RECEIVED,
        {"state": "merged", "closed_at": NOW, "due_at": None, "due_from": None},
    ),
    ("case_contact_index_of_contact", State.RECEIVED, {"contact_index": "x"}),
]


def refused(name, change):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        change()


@pytest.mark.parametrize(("name", "state", "fields"), BROKEN)
def test_the_table_refuses(people, name, state, fields):
    case = a_case(state, place=people.ground.grid, unit=people.unit)
    refused(name, lambda: Case.objects.filter(pk=case.pk).update(**fields))


def test_only_what_was_late_was_somebodys_lateness(people):
    case = a_case(State.CLOSED, place=people.ground.grid)
    refused(
        "case_late_unit_was_overdue",
        lambda: Case.objects.filter(pk=case.pk).update(late_unit=people.unit),
    )


def test_waiting_cases_are_nobodys(people):
    case = a_case(place=people.ground.grid)
    refused(
        "case_waiting_has_no_owner",
        lambda: Case.objects.filter(pk=case.pk).update(unit=people.unit),
    )


@pytest.mark.parametrize(
    ("name", "state", "coded"),
    [
        ("case_standard_of_category", State.FILED, False),
        ("case_standard_of_filed", State.RECEIVED, True),
    ],
)
def test_only_what_is_filed_in_a_category_has_a_standard(people, name, state, coded):
    category = a_category("06010")
    standard = an_edition([{"code": "06010"}]).standards.get()
    case = a_case(state, place=people.ground.grid)
    fields = {"standard": standard, "category": category if coded else None}
    refused(name, lambda: Case.objects.filter(pk=case.pk).update(**fields))


def test_nobody_verifies_their_own_work(people):
    case = a_case(State.VERIFIED, place=people.ground.grid, handled_by=people.verifier)
    refused(
        "case_verified_by_another",
        lambda: Case.objects.filter(pk=case.pk).update(verified_by=people.verifier.person_id),
    )


def test_only_what_is_merged_points_to_another_and_never_to_itself(people):
    case, other = (a_case(place=people.ground.grid) for _ in range(2))
    rows = Case.objects.filter(pk=case.pk)
    ended = {"state": "merged", "closed_at": NOW, "due_at": None, "due_from": None}
    refused("case_merged_into_one", lambda: rows.update(merged_into=other))
    refused("case_merged_into_one", lambda: rows.update(**ended, merged_into=case))


def test_a_part_has_no_reporter_and_only_a_part_closes_without_a_call_back(people):
    case, whole = (a_case(place=people.ground.grid) for _ in range(2))
    rows = Case.objects.filter(pk=case.pk)
    refused("case_part_talks", lambda: rows.update(parent=case))
    refused("case_part_talks", lambda: rows.update(parent=whole, follow_hash="x"))
    refused(
        "case_part_talks",
        lambda: rows.update(parent=whole, reporter=people.resident.person_id),
    )
    done = a_case(State.VERIFIED, place=people.ground.grid)
    closed = {"state": "closed", "closed_at": NOW, "due_at": None, "due_from": None}
    refused("case_", lambda: Case.objects.filter(pk=done.pk).update(**closed))
    assert Case.objects.filter(pk=done.pk).update(**closed, parent=whole) == 1


def test_two_cases_have_one_link_whichever_way(people):
    one, two = (a_case(place=people.ground.grid) for _ in range(2))
    CaseLink.objects.create(kind="related", first=one, second=two)
    refused("link_once", lambda: CaseLink.objects.create(kind="repeats", first=two, second=one))
    refused("link_of_two", lambda: CaseLink.objects.create(kind="related", first=one, second=one))
    refused("link_kind", lambda: CaseLink.objects.create(kind="cousin", first=one, second=two))


def test_an_answer_has_one_to_five_stars(people):
    case = a_case(place=people.ground.grid)
    refused("answer_stars", lambda: Answer.objects.create(report=case, stars=6, at=NOW))


def test_a_request_is_there_once(people):
    first, second = (a_case(place=people.ground.grid) for _ in range(2))
    same = {"request_scope": "s", "request_key": "k", "request_digest": "d"}
    Case.objects.filter(pk=first.pk).update(**same)
    refused("case_requested_once", lambda: Case.objects.filter(pk=second.pk).update(**same))


@pytest.mark.parametrize("field", ["public_id", "follow_hash"])
def test_keys_of_strangers_are_there_once(people, field):
    first, second = (a_case(place=people.ground.grid, follow_hash=str(n)) for n in range(2))
    value = getattr(first, field)
    refused(field, lambda: Case.objects.filter(pk=second.pk).update(**{field: value}))


def test_a_whole_case_is_accepted(people):
    case = a_case(place=people.ground.grid, received_at=NOW - timedelta(days=1))
    fields = {
        "lng": 113.0, "lat": 33.0, "raw_lng": 113.1, "raw_lat": 33.1, "raw_system": "gcj02",
        "request_scope": "s", "request_key": "k", "request_digest": "d",
        "contact_cipher": "x", "contact_index": "y",
    }  # fmt: skip
    assert Case.objects.filter(pk=case.pk).update(**fields) == 1
