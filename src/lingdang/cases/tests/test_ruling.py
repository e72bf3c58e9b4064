"""A case is judged by the standard it was filed under, and by its limits it has a deadline."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from lingdang.cases.enums import State
from lingdang.cases.imports import Stretch, import_cases
from lingdang.cases.models import Case
from lingdang.cases.policies import IMPORT
from lingdang.cases.public import (
    dispatch_case,
    file_case,
    handle_case,
    limit_dates,
    pass_up_case,
    refile_case,
    return_case,
    take_step,
)
from lingdang.cases.testing import a_case
from lingdang.journal.public import Fact
from lingdang.kernel.actor import Actor
from lingdang.kernel.calendar import SHANGHAI
from lingdang.kernel.errors import Incomplete
from lingdang.places.public import calendar
from lingdang.standards.public import Standard, classify_place, put_in_force
from lingdang.standards.testing import LIBRARIAN, a_category, an_edition, some_schemes

YEAR = date(2026, 1, 1)
HOUR = timedelta(hours=1)


@pytest.fixture
def category(people):
    return a_category("06010", handle_amount=9, handle_unit="working_days")


def standards(*limits, **more):
    rows = [
        {"code": "06010", "condition": f"第{n}种", "limit": limit} | more
        for n, limit in enumerate(limits, 1)
    ]
    return list(an_edition(rows).standards.order_by("number"))


def dispatched(people, case, **more):
    filed = file_case(case_id=case.pk, category_code="06010", by=people.dispatcher, **more)
    return dispatch_case(case_id=filed.pk, unit_id=people.unit.pk, by=people.dispatcher)


def left(case):
    return case.due_at - case.dispatched_at


def test_the_first_standard_holds_unless_another_is_named(people, category):
    first, second = standards("2紧急工作时", "5紧急工作时")
    usual = dispatched(people, a_case(place=people.ground.grid))
    other = dispatched(people, a_case(place=people.ground.grid), standard_id=second.pk)
    assert (usual.standard, left(usual)) == (first, 2 * HOUR)
    assert (other.standard, left(other)) == (second, 5 * HOUR)
    told = Fact.objects.filter(name="cases.case_filed.v1").order_by("id")
    assert [fact.data["standard_id"] for fact in told] == [first.pk, second.pk]


def test_without_a_standard_the_category_limits(people, category):
    case = dispatched(people, a_case(place=people.ground.grid))
    assert case.standard is None
    assert case.due_at == calendar().after(case.dispatched_at, 9, "working_days")
    assert limit_dates(case) == []


def test_what_is_dispatched_unfiled_has_the_first_standard(people, category):
    first, _second = standards("2紧急工作时", "5紧急工作时")
    case = a_case(place=people.ground.grid, category=category)
    case = dispatch_case(case_id=case.pk, unit_id=people.unit.pk, by=people.dispatcher)
    assert (case.standard, left(case)) == (first, 2 * HOUR)


def test_a_standard_of_another_category_is_refused(people, category):
    a_category("06011")
    an_edition([{"code": "06011"}])
    case = a_case(place=people.ground.grid)
    for standard_id in (Standard.objects.get().pk, 2**40):
        data = {"category_code": "06010", "standard_id": standard_id}
        with pytest.raises(Incomplete) as refusal:
            take_step(case_id=case.pk, step="file", data=data, by=people.dispatcher)
        assert "standard_id" in refusal.value.problems


def test_an_old_case_keeps_its_standard_when_a_new_edition_comes(people, category):
    (old,) = standards("2紧急工作时")
    case = dispatched(people, a_case(place=people.ground.grid))
    draft = an_edition([{"code": "06010", "limit": "7紧急工作时"}], on=None)
    put_in_force(edition_id=draft.pk, on=timezone.localdate(), by=LIBRARIAN)
    handle_case(case_id=case.pk, outcome="清了", by=people.unit_handler)
    case = return_case(case_id=case.pk, reason="没清完", by=people.verifier)
    assert case.standard == old
    assert case.due_at - case.changed_at == 2 * HOUR
    fresh = dispatched(people, a_case(place=people.ground.grid))
    assert (fresh.standard.edition, left(fresh)) == (draft, 7 * HOUR)


def test_another_category_is_another_standard(people, category):
    a_category("06011")
    standards("2紧急工作时")
    case = dispatched(people, a_case(place=people.ground.grid))
    Case.objects.filter(pk=case.pk).update(category="06011")
    handle_case(case_id=case.pk, outcome="清了", by=people.unit_handler)
    case = return_case(case_id=case.pk, reason="没清完", by=people.verifier)
    assert (case.category_id, case.standard) == ("06011", None)


def test_the_limit_follows_the_class_of_the_place_where_it_began(people, category):
    some_schemes()
    standards("9紧急工作时", 严管街="1紧急工作时")
    ground = people.ground
    classify_place(place_id=ground.grid.pk, street_class="streets:strict", on=YEAR, by=LIBRARIAN)
    strict = dispatched(people, a_case(place=ground.grid))
    other = dispatched(people, a_case(place=ground.next_grid))
    assert (left(strict), left(other)) == (1 * HOUR, 9 * HOUR)
    up = pass_up_case(case_id=strict.pk, reason="要协调", by=people.dispatcher)
    up = dispatch_case(case_id=up.pk, unit_id=people.unit.pk, by=people.dispatcher)
    assert up.place != ground.grid
    assert left(up) == 1 * HOUR


def test_several_limits_give_several_dates_and_the_last_is_the_deadline(people, category):
    standards("停工4紧急工作时/处罚2紧急工作日/拆除5紧急工作日")
    case = dispatched(people, a_case(place=people.ground.grid))
    dates = limit_dates(case)
    assert [dated.limit.purpose for dated in dates] == ["stop", "fine", "remove"]
    assert [dated.at - case.dispatched_at for dated in dates] == [4 * HOUR, 48 * HOUR, 120 * HOUR]
    assert case.due_at == dates[-1].at


def test_only_handling_is_limited_by_the_standard(people, category):
    standards("2紧急工作时")
    case = file_case(
        case_id=a_case(place=people.ground.grid).pk, category_code="06010", by=people.dispatcher
    )
    assert case.state == State.FILED
    assert case.due_at == calendar().after(case.filed_at, 4, "working_hours")


def test_an_imported_history_obeys_the_edition_of_its_day(people, category):
    first, second = standards("2紧急工作时", "5紧急工作时")

    def row(key, year, **file):
        steps = [
            {"step": "file", "at": f"{year}-05-08T10:00:00", "category": "06010"} | file,
            {"step": "dispatch", "at": f"{year}-05-08T11:00:00", "unit": people.unit.code},
        ]
        return {
            "external_key": key,
            "description": "有垃圾",
            "received_at": f"{year}-05-08T09:30:00",
            "steps": json.dumps(steps),
        }

    importer = Actor.process("import", IMPORT)
    rows = [row("a", 2026), row("b", 2026, standard=2), row("c", 2019)]
    report = import_cases(Stretch.whole(rows), by=importer)
    assert not report.problems
    cases = list(Case.objects.order_by("request_key"))
    assert [case.standard for case in cases] == [first, second, None]
    noon = datetime(2026, 5, 8, 13, tzinfo=SHANGHAI)
    assert [case.due_at for case in cases[:2]] == [noon, noon + 3 * HOUR]
    refused = import_cases(Stretch.whole([row("d", 2026, standard=3)]), by=importer)
    assert [problem.row for problem in refused.problems] == [2]


def test_filed_again_it_has_the_standard_of_its_new_category(people, category):
    a_category("06011")
    _first, second = standards("2紧急工作时", "5紧急工作时")
    other = an_edition([{"code": "06011", "limit": "9紧急工作时"}], on=None)
    case = dispatched(people, a_case(place=people.ground.grid))
    case = refile_case(
        case_id=case.pk, category_code="06010", standard_id=second.pk, by=people.dispatcher
    )
    assert (case.standard, left(case)) == (second, 5 * HOUR)
    with pytest.raises(Incomplete):
        refile_case(
            case_id=case.pk, category_code="06010", standard_id=second.pk, by=people.dispatcher
        )
    put_in_force(edition_id=other.pk, on=timezone.localdate(), by=LIBRARIAN)
    case = refile_case(case_id=case.pk, category_code="06011", by=people.dispatcher)
    assert (case.standard, left(case)) == (other.standards.get(), 9 * HOUR)
