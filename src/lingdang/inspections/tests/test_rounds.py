"""Rounds: planned once, drawn by a seed, walked by those whose area it is."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.inspections.enums import STEPS, Kind, State, Step
from lingdang.inspections.errors import (
    AreasOverlap,
    ChecklistChanged,
    NothingDrafted,
    NothingToInspect,
    OutsideArea,
    RoundChanged,
)
from lingdang.inspections.models import AreaPlace, Item, Point, Round, Version
from lingdang.inspections.public import (
    Plan,
    Quota,
    assign_point,
    change_round,
    check_draw,
    choose_points,
    draft_checklist,
    draft_of,
    draw_area,
    draw_points,
    install_checklist,
    items_of,
    lines_of,
    move_round,
    plan_round,
    publish_checklist,
    rows_of,
    shipped,
    towns_without_area,
)
from lingdang.inspections.testing import (
    PLANNER,
    ROWS,
    a_checklist,
    a_finding,
    a_group,
    a_round,
)
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.kernel.steps import StepNotPossible
from lingdang.kernel.workbook import csv_stream, xlsx_stream
from lingdang.people.public import Duty
from lingdang.registers.public import Where, Words, create_entry
from lingdang.registers.testing import KEEPER, a_register

POINTS = (
    {"name": "name", "title": "名称", "type": "text", "required": True},
    {"name": "type", "title": "点位类型", "type": "choice", "choices": ["小区", "集贸市场"]},
)


@pytest.fixture
def plan(ground):
    today = timezone.localdate()
    return {
        "name": "十一月重点督导",
        "kind": Kind.KEY,
        "place_id": ground.district.pk,
        "checklist_id": a_checklist(ground.district).pk,
        "from_on": today,
        "until_on": today + timedelta(days=5),
    }


@pytest.fixture
def points(ground):
    register = a_register(ground.district, "points", fields=POINTS)
    for at in range(8):
        grid = (ground.grid, ground.other_grid)[at % 2]
        content = {"name": f"点位 {at}", "type": ("小区", "集贸市场")[at // 4]}
        create_entry(code="points", words=Words(content, Where(place_id=grid.pk)), by=KEEPER)
    return register


def test_sent_twice_it_is_one_round(plan, supervisor):
    key = uuid.uuid4()
    one = plan_round(plan=Plan(**plan), by=supervisor, key=key)
    assert plan_round(plan=Plan(**plan), by=supervisor, key=key) == one
    assert Round.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "weekly"}, {"checklist_id": 0}, {"group_ids": [0]}, {"organiser_ids": [0]},
     {"name": " "}, {"until_on": timezone.localdate() - timedelta(days=9)}],
    ids=lambda it: next(iter(it)),
)  # fmt: skip
def test_a_plan_that_is_not_whole_changes_nothing(plan, supervisor, wrong):
    with pytest.raises(Incomplete):
        plan_round(plan=Plan(**{**plan, **wrong}), by=supervisor)
    assert not Round.objects.exists()


def test_only_where_one_plans(plan, grid_worker, handler, ground):
    for other in (grid_worker, handler):
        with pytest.raises(NotAllowed):
            plan_round(plan=Plan(**plan), by=other)


def test_what_somebody_else_changed_is_not_lost(plan, supervisor):
    made = plan_round(plan=Plan(**plan), by=supervisor)
    change_round(round_id=made.pk, version=1, plan=Plan(**{**plan, "name": "改"}), by=supervisor)
    with pytest.raises(RoundChanged):
        change_round(round_id=made.pk, version=1, plan=Plan(**plan), by=supervisor)


def test_a_round_goes_its_way(ground, supervisor):
    made = a_round(ground.district, supervisor, at=ground.grid, begun=False)
    for step, state in (
        (Step.BEGIN, State.UNDER_WAY), (Step.FINISH, State.DONE), (Step.RESUME, State.UNDER_WAY),
        (Step.FINISH, State.DONE), (Step.PUBLISH, State.PUBLISHED),
    ):  # fmt: skip
        assert move_round(round_id=made.pk, step=step, by=supervisor).state == state
    with pytest.raises(StepNotPossible):
        move_round(round_id=made.pk, step=Step.RESUME, by=supervisor)


def test_every_state_and_step_is_decided():
    decided = {(state, step) for step, (sources, _to) in STEPS.table.items() for state in sources}
    assert len(decided) == 6
    assert not STEPS.open_to(State.PUBLISHED)
    assert not STEPS.open_to(State.CANCELLED)


def test_nothing_begins_without_points_and_groups(plan, supervisor):
    made = plan_round(plan=Plan(**plan), by=supervisor)
    with pytest.raises(NothingToInspect):
        move_round(round_id=made.pk, step=Step.BEGIN, by=supervisor)


def test_points_are_drawn_by_quota_and_can_be_drawn_again(plan, supervisor, points):
    made = plan_round(plan=Plan(**plan), by=supervisor)
    quotas = [Quota(1), Quota(2, kind="小区")]
    drawn = draw_points(
        round_id=made.pk, register="points", quotas=quotas, by=supervisor, seed="s1"
    )
    held = Point.objects.filter(round=made)
    assert (held.filter(kind="小区").count(), held.filter(kind="集贸市场").count()) == (4, 2)
    assert sorted(held.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert check_draw(drawn) == []
    again = draw_points(
        round_id=made.pk, register="points", quotas=quotas, by=supervisor, seed="s1"
    )
    assert again.draw == drawn.draw
    Point.objects.filter(round=made).order_by("pk")[0].delete()
    again.seed = "s2"
    assert len(check_draw(again)) == 2


def test_a_seed_is_thrown_where_none_is_said(plan, supervisor, points):
    made = plan_round(plan=Plan(**plan), by=supervisor)
    drawn = draw_points(round_id=made.pk, register="points", quotas=[Quota(1)], by=supervisor)
    assert len(drawn.seed) == 16
    for wrong in ([], [Quota(0)]):
        with pytest.raises(Incomplete):
            draw_points(round_id=made.pk, register="points", quotas=wrong, by=supervisor)
    with pytest.raises(Incomplete):
        draw_points(round_id=made.pk, register="points", quotas=[Quota(1)], by=supervisor, seed="|")


def test_each_town_lies_in_one_area(ground):
    draw_area(place_id=ground.district.pk, name="东片", place_ids=[ground.town.pk], by=PLANNER)
    assert [it.name for it in towns_without_area(ground.district.pk)] == ["滨湖街道"]
    for taken in (ground.town, ground.village):
        with pytest.raises(AreasOverlap):
            draw_area(place_id=ground.district.pk, name="西片", place_ids=[taken.pk], by=PLANNER)
    west = draw_area(
        place_id=ground.district.pk, name="西片", place_ids=[ground.other_town.pk], by=PLANNER
    )
    assert towns_without_area(ground.district.pk) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaPlace.objects.create(area=west, place=ground.town)


def test_a_group_records_in_its_area_unless_a_point_is_given_to_it(
    ground, plan, supervisor, colleague
):
    areas = [
        draw_area(place_id=ground.district.pk, name=name, place_ids=[town.pk], by=PLANNER)
        for name, town in (("东片", ground.town), ("西片", ground.other_town))
    ]
    east = a_group(ground.district, supervisor, area_id=areas[0].pk)
    west = a_group(ground.district, colleague, area_id=areas[1].pk)
    made = plan_round(plan=Plan(**plan, group_ids=[east.pk, west.pk]), by=supervisor)
    choose_points(round_id=made.pk, place_ids=[ground.grid.pk], by=supervisor)
    point = Point.objects.get(round=made)
    assert point.group == east
    move_round(round_id=made.pk, step=Step.BEGIN, by=supervisor)
    with pytest.raises(OutsideArea):
        a_finding(made, colleague)
    assign_point(point_id=point.pk, group_id=west.pk, by=supervisor)
    assert a_finding(made, colleague).pk


def test_a_check_list_comes_back_from_its_own_sheet(ground, supervisor):
    version = a_checklist(ground.district)
    head, lines = ["code", "text", "judging", "met", "partly", "unmet", "photo", "unit",
                   "category", "days"], lines_of(items_of(version))  # fmt: skip
    for stream in (xlsx_stream("清单", head, lines), csv_stream(head, lines)):
        rows = rows_of(b"".join(stream))
        made, report = draft_checklist(
            code="lanes", name="背街小巷", point_type="", place_id=ground.district.pk, rows=rows,
            by=supervisor,
        )  # fmt: skip
        assert (report.problems, report.created) == ([], 3)
        assert lines_of(items_of(draft_of(made))) == lines


def test_what_is_published_stays(ground, supervisor):
    version = a_checklist(ground.district)
    rows = [{**ROWS[0], "text": "改了"}]
    told = {"code": "lanes", "name": "背街小巷", "point_type": "", "place_id": ground.district.pk}
    made, _report = draft_checklist(**told, rows=rows, by=supervisor)
    assert next(it.text for it in items_of(version)) == ROWS[0]["text"]
    with pytest.raises(ChecklistChanged):
        publish_checklist(checklist_id=made.pk, revision=7, by=supervisor)
    assert publish_checklist(checklist_id=made.pk, revision=1, by=supervisor).number == 2
    with pytest.raises(NothingDrafted):
        publish_checklist(checklist_id=made.pk, revision=1, by=supervisor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.bulk_create(
            [Version(checklist=made, number=8), Version(checklist=made, number=9)]
        )


def test_rows_with_a_problem_are_named_and_nothing_is_kept(ground, supervisor):
    wrong = [{"text": "x"}, {"met": "0"}, {"unit": "nobody"}, {"category": "x"}, {"days": "-1"},
             {"photo": "yes"}, {"met": "much"}, {"code": "Ⅲ-1"}]  # fmt: skip
    rows = [ROWS[0], *({**ROWS[1], "code": f"c{at}", **it} for at, it in enumerate(wrong))]
    made, report = draft_checklist(
        code="bad", name="x", point_type="", place_id=ground.district.pk, rows=rows, by=supervisor
    )
    assert [it.row for it in report.problems] == [4, 5, 6, 7, 8, 9, 10]
    assert not Item.objects.exists()
    assert made.pk is None


def test_shipped_check_lists_are_installed_once(ground):
    for code in shipped():
        version = install_checklist(code=code, place_id=ground.district.pk, by=PLANNER)
        assert len(items_of(version)) >= 6
        assert install_checklist(code=code, place_id=ground.district.pk, by=PLANNER) == version


def test_to_strangers_there_is_no_round(round_, ground):
    outsider = Actor("person:0", None, {Duty.SEE_CASE: PLANNER.reach("inspections.see")})
    with pytest.raises(NotFound):
        move_round(round_id=round_.pk, step=Step.FINISH, by=outsider)
