from datetime import timedelta

import pytest
from django.core.exceptions import FieldFetchBlocked
from django.utils import timezone

from lingdang.cases.enums import State
from lingdang.cases.public import (
    Report,
    case_by_number,
    case_for,
    cases_for,
    count_up_to,
    export_cases,
    in_bbox,
    keyset_page,
    public_cases,
    report_case,
    search,
    timeline,
    without_owner,
)
from lingdang.cases.queries import exports
from lingdang.cases.services import reopen_case
from lingdang.cases.testing import a_case
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.standards.testing import a_category


def statements(django_assert_max_num_queries, read):
    with django_assert_max_num_queries(100) as captured:
        read()
    return len(captured)


@pytest.fixture
def three(people):
    now = timezone.now()
    return [
        a_case(
            State.CLOSED,
            place=people.ground.grid,
            unit=people.unit,
            category=a_category(f"c{n}"),
            received_at=now - timedelta(hours=n),
        )
        for n in range(3)
    ]


@pytest.mark.parametrize("name", ["list", "page", "export", "map", "search", "public"])
def test_three_rows_cost_what_one_costs(people, three, name, django_assert_max_num_queries):
    reads = {
        "list": lambda cases: [case.number for case in cases],
        "page": lambda cases: keyset_page(cases, size=2),
        "export": lambda cases: list(export_cases(cases)[1]),
        "map": lambda cases: list(in_bbox(cases, 113, 33, 114, 34)),
        "search": lambda cases: list(search(cases, "垃圾")),
        "public": lambda _cases: [case.description for case in public_cases()],
    }
    cases = cases_for(people.dispatcher)
    few = statements(
        django_assert_max_num_queries, lambda: reads[name](cases.filter(pk=three[0].pk))
    )
    many = statements(django_assert_max_num_queries, lambda: reads[name](cases.all()))
    assert few == many <= 6


def test_a_case_page_costs_the_same_however_long_its_story(
    people, three, django_assert_max_num_queries
):
    short = a_case(place=people.ground.grid)
    assert statements(django_assert_max_num_queries, lambda: timeline(short)) <= 5
    assert statements(django_assert_max_num_queries, lambda: timeline(three[0])) <= 5


def test_lists_load_nothing_behind_ones_back(people, three):
    with pytest.raises(FieldFetchBlocked):
        _name = cases_for(people.dispatcher)[0].category.name
    with pytest.raises(FieldFetchBlocked):
        _contact = public_cases()[0].contact_cipher


def test_pages_follow_each_other_without_gap_or_overlap(people):
    now = timezone.now()
    same_moment = [a_case(place=people.ground.grid, received_at=now) for _ in range(5)]
    older = [a_case(place=people.ground.grid, received_at=now - timedelta(days=n)) for n in (1, 2)]
    for order, wanted in {
        "newest": [case.pk for case in (*same_moment[::-1], *older)],
        "oldest": [case.pk for case in (*older[::-1], *same_moment)],
    }.items():
        seen, after = [], None
        while True:
            page = keyset_page(cases_for(people.dispatcher), after, size=2, order=order)
            seen += [case.pk for case in page.rows]
            if (after := page.after) is None:
                break
        assert seen == wanted


def test_the_nearest_deadline_comes_first(people):
    late = a_case(place=people.ground.grid, at=timezone.now() - timedelta(days=30))
    soon = a_case(place=people.ground.grid)
    a_case(State.CLOSED, place=people.ground.grid, unit=people.unit)
    page = keyset_page(cases_for(people.dispatcher), order="due")
    assert page.rows == [late, soon]


@pytest.mark.parametrize("after", ["x", "===", "MjAyNiAx", "🙈"])
def test_a_page_that_does_not_exist_is_named(people, after):
    with pytest.raises(Incomplete):
        keyset_page(cases_for(people.dispatcher), after)


def test_nobody_counts_past_the_limit(people, three):
    assert count_up_to(cases_for(people.dispatcher)) == "3"
    assert count_up_to(cases_for(people.dispatcher), 2) == "2+"


def test_hidden_and_absent_look_the_same(people, three):
    case = three[0]
    assert case_for(people.dispatcher, case.pk) == case
    assert case_by_number(people.dispatcher, case.number) == case
    for actor, pk, number in (
        (people.other_dispatcher, case.pk, case.number),
        (ANYONE, case.pk, case.number),
        (people.dispatcher, 10**9, "20260101-999999"),
        (people.dispatcher, 10**9, f"20000101-{case.pk:06d}"),
    ):
        with pytest.raises(NotFound):
            case_for(actor, pk)
        with pytest.raises(NotFound):
            case_by_number(actor, number)


def test_cases_are_found_by_number_words_and_phone(people):
    report = Report(
        description="南门路灯不亮", address="滨湖路 12 号", lng=113.305, lat=33.765,
        contact_phone="138-0000-1234",
    )  # fmt: skip
    case = report_case(report=report, by=ANYONE).case
    a_case(place=people.ground.grid, description="别的")

    def found(text):
        return list(search(cases_for(people.dispatcher), text))

    for text in (case.number, str(case.pk), "路灯", "滨湖路", "13800001234", "+86 138 0000 1234"):
        assert found(text) == [case], text
    assert found("13900001234") == found("100%") == found("a\0b") == []
    assert len(found("  ")) == 2


def test_what_nobody_has_in_hand_is_listed(people):
    waiting = a_case(place=people.ground.grid)
    a_case(State.DISPATCHED, place=people.ground.grid, unit=people.unit)
    a_case(place=people.ground.other_grid)
    assert list(without_owner(people.dispatcher)) == [waiting]


def test_everybody_reads_only_what_is_public(people):
    seen = a_case(place=people.ground.grid)
    a_case(State.WITHDRAWN, place=people.ground.grid)
    assert list(public_cases()) == [seen]
    assert list(public_cases().numbered(seen.number, "nonsense")) == [seen]


def test_a_sheet_has_a_header_and_a_row_per_case(people, three):
    cases = cases_for(people.dispatcher).order_by("-received_at")
    header, rows = export_cases(cases)
    rows = list(rows)
    assert [row[0] for row in rows] == [case.number for case in three]
    assert {len(row) for row in rows} == {len(header)}
    head, chosen = export_cases(cases, ["number", "returns"])
    assert (len(head), [row[1] for row in chosen]) == (2, [0, 0, 0])


def test_what_leaves_the_list_while_it_is_read_is_left_out(people, three, monkeypatch):
    monkeypatch.setattr(exports, "_STEP", 1)
    _head, rows = export_cases(cases_for(people.dispatcher).filter(reopened=0))
    first = next(rows)[0]
    left = next(case for case in three if case.number != first)
    reopen_case(case_id=left.pk, reason="又有", by=people.dispatcher)
    assert left.number not in {row[0] for row in rows}
