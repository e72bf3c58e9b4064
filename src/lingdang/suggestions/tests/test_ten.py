from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.cases.public import State
from lingdang.cases.testing import a_case, cast, race
from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.people.testing import a_unit
from lingdang.suggestions.errors import TenDone, TenDrafted, TenFixed, TenFull, TenNotWhole
from lingdang.suggestions.models import HotMatter, TenItem, TenList, TenNode
from lingdang.suggestions.policies import LEARN, may_keep_ten, may_progress
from lingdang.suggestions.public import (
    ItemData,
    confirm_ten,
    confirmed_tens,
    contentment_of,
    draft_ten,
    finish_item,
    finish_node,
    items_of,
    move_item,
    remove_item,
    save_item,
    ten_for,
    tens_for,
)
from lingdang.suggestions.queries.ten import days_within
from lingdang.suggestions.services import find_hot_matters

pytestmark = pytest.mark.django_db
FINDER = Actor.process("test", LEARN)
MIXER = (
    "城东搅拌站噪音扰民，粉尘很大",
    "城东搅拌站夜间噪音扰民",
    "城东搅拌站粉尘污染严重",
    "城东搅拌站粉尘噪音没人管",
)
DAY = date(2030, 1, 1)


@pytest.fixture
def people():
    return cast()


def drafted(people, year=None):
    return draft_ten(
        place_id=people.ground.town.pk,
        year=year or timezone.localdate().year,
        quarter="0",
        by=people.leader,
    )


def an_item(people, title="路灯不亮", **more):
    whole = {
        "unit_id": people.unit.pk,
        "promise": "全部更换为节能路灯",
        "due_on": DAY,
        "nodes": ((DAY - timedelta(days=30), "完成排查"), (DAY, "全部点亮")),
    }
    return ItemData(title=title, **{**whole, **more})


def ten_items(people, ten):
    for number in range(1, 11):
        save_item(ten_id=ten.pk, item=an_item(people, f"第{number}件"), by=people.leader)


def confirmed(people):
    ten = drafted(people)
    ten_items(people, ten)
    return confirm_ten(ten_id=ten.pk, by=people.leader)


def titles(ten):
    return [item.title for item in items_of(ten)]


def test_a_draft_proposes_what_is_hot_with_the_unit_that_has_most_of_it(people):
    for text in MIXER:
        a_case(State.DISPATCHED, description=text, place=people.ground.grid, unit=people.unit)
    a_case(description="公交车太少", place=people.ground.grid)
    find_hot_matters(by=FINDER)
    (item,) = items_of(drafted(people))
    assert item.matter == HotMatter.objects.get()
    assert (item.rank, item.unit) == (1, people.unit)
    assert items_of(drafted(people, timezone.localdate().year - 1)) == []


def test_a_period_has_one_list(people):
    drafted(people)
    with pytest.raises(TenDrafted):
        drafted(people)
    with pytest.raises(Incomplete):
        drafted(people, 1999)


def test_items_are_put_in_order_taken_out_and_ten_at_most(people):
    ten = drafted(people)
    ten_items(people, ten)
    with pytest.raises(TenFull):
        save_item(ten_id=ten.pk, item=an_item(people), by=people.leader)
    first, second, *_rest = items_of(ten)
    move_item(ten_id=ten.pk, item_id=second.pk, up=True, by=people.leader)
    move_item(ten_id=ten.pk, item_id=second.pk, up=True, by=people.leader)
    assert titles(ten)[:2] == ["第2件", "第1件"]
    remove_item(ten_id=ten.pk, item_id=second.pk, by=people.leader)
    assert [item.rank for item in items_of(ten)] == list(range(1, 10))
    save_item(ten_id=ten.pk, item_id=first.pk, item=an_item(people, "改"), by=people.leader)
    assert titles(ten)[0] == "改"
    assert first.nodes.count() == 2


def test_what_is_wrong_is_refused_and_changes_nothing(people):
    ten = drafted(people)
    late = ((DAY + timedelta(days=1), "太晚"),)
    for wrong in ({"title": " "}, {"unit_id": 0}, {"matter_id": 0}, {"nodes": late}):
        with pytest.raises(Incomplete):
            save_item(ten_id=ten.pk, item=an_item(people, **wrong), by=people.leader)
    assert items_of(ten) == []


def test_only_ten_whole_items_are_confirmed_and_then_nothing_changes(people):
    ten = drafted(people)
    with pytest.raises(TenNotWhole):
        confirm_ten(ten_id=ten.pk, by=people.leader)
    ten_items(people, ten)
    third = items_of(ten)[2]
    save_item(ten_id=ten.pk, item_id=third.pk, item=an_item(people, nodes=()), by=people.leader)
    with pytest.raises(TenNotWhole) as refused:
        confirm_ten(ten_id=ten.pk, by=people.leader)
    assert refused.value.facts == {"count": 10, "lacking": "3"}
    save_item(ten_id=ten.pk, item_id=third.pk, item=an_item(people), by=people.leader)
    assert not confirmed_tens().exists()
    ten = confirm_ten(ten_id=ten.pk, by=people.leader)
    assert list(confirmed_tens()) == [ten]
    assert ten.confirmed_by_id == people.leader.person_id
    with pytest.raises(TenFixed):
        remove_item(ten_id=ten.pk, item_id=third.pk, by=people.leader)


def test_a_draft_is_known_to_its_keepers_alone_a_confirmed_list_to_everybody(people):
    ten = drafted(people)
    assert list(tens_for(people.supervisor)) == [ten]
    for stranger in (people.dispatcher, people.unit_handler, people.resident, ANYONE):
        with pytest.raises(NotFound):
            ten_for(stranger, ten.pk)
        with pytest.raises(NotFound):
            confirm_ten(ten_id=ten.pk, by=stranger)
    ten_items(people, ten)
    confirm_ten(ten_id=ten.pk, by=people.leader)
    assert ten_for(ANYONE, ten.pk) == ten
    with pytest.raises(NotAllowed):
        remove_item(ten_id=ten.pk, item_id=0, by=people.dispatcher)
    with pytest.raises(NotAllowed):
        draft_ten(place_id=people.ground.town.pk, year=2026, quarter="1", by=people.dispatcher)


def test_who_may_keep_and_who_may_progress(people):
    item = items_of(confirmed(people))[0]
    keepers = {"leader", "supervisor"}
    for name in ("leader", "supervisor", "dispatcher", "unit_handler", "resident", "stranger"):
        assert may_keep_ten(people[name], people.ground.town.pk) == (name in keepers)
        assert may_progress(people[name], item) == (name in keepers | {"unit_handler"})
    elsewhere = a_unit("水利局", place=people.ground.district)
    TenItem.objects.filter(pk=item.pk).update(unit=elsewhere)
    item.refresh_from_db()
    assert not may_progress(people.unit_handler, item)


def test_the_leading_unit_says_what_is_done_and_why_it_is_late(people):
    item = items_of(confirmed(people))[0]
    first, last = item.nodes.order_by("due_on")
    TenNode.objects.filter(pk=first.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    by = people.unit_handler
    with pytest.raises(Incomplete):
        finish_node(ten_id=item.ten_id, node_id=first.pk, by=by)
    assert (
        finish_node(ten_id=item.ten_id, node_id=first.pk, note="材料晚到", by=by).done_on
        == timezone.localdate()
    )
    with pytest.raises(TenDone):
        finish_node(ten_id=item.ten_id, node_id=first.pk, note="再来", by=by)
    with pytest.raises(NotAllowed):
        finish_node(ten_id=item.ten_id, node_id=last.pk, by=people.dispatcher)
    with pytest.raises(Incomplete):
        finish_item(ten_id=item.ten_id, item_id=item.pk, outcome=" ", by=by)
    finish_item(ten_id=item.ten_id, item_id=item.pk, outcome="路灯全部点亮", by=by)
    with pytest.raises(TenDone):
        finish_node(ten_id=item.ten_id, node_id=last.pk, by=by)
    names = Fact.objects.filter(name__contains=".ten_").values_list("name", flat=True)
    assert {name.split(".")[1] for name in names} >= {"ten_node_done", "ten_item_done"}


def test_nothing_is_done_of_a_draft(people):
    ten = drafted(people)
    item = save_item(ten_id=ten.pk, item=an_item(people), by=people.leader)
    with pytest.raises(NotFound):
        finish_item(ten_id=item.ten_id, item_id=item.pk, outcome="好", by=people.leader)


def test_what_people_said_before_and_since(people):
    for text in MIXER:
        a_case(State.CLOSED, description=text, place=people.ground.grid)
    find_hot_matters(by=FINDER)
    matter = HotMatter.objects.get()
    ten = drafted(people)
    items = items_of(ten)
    told = contentment_of(ten, items)[items[0].pk]
    assert (told.before.stars, told.before.people, told.after) == (5.0, 4, None)
    assert items[0].matter == matter


def test_periods_begin_and_end():
    assert days_within(2026, "0") == (date(2026, 1, 1), date(2027, 1, 1))
    assert days_within(2026, "4") == (date(2026, 10, 1), date(2027, 1, 1))
    assert days_within(2026, "1") == (date(2026, 1, 1), date(2026, 4, 1))


def test_a_list_is_entered_from_a_sheet_with_what_is_done(people, tmp_path):
    nodes = "2026-08-01 完成排查 = 2026-07-30;2026-09-01 全部点亮"
    rows = [f"第{n}件,{people.unit.code},换灯,2026-09-01,{nodes},," for n in range(1, 10)]
    rows.append(f"第10件,{people.unit.code},修路,2026-09-01,{nodes},2026-08-30,已修好")
    file = tmp_path / "ten.csv"
    head = "title,unit_code,promise,due_on,nodes,done_on,outcome"
    file.write_text("\n".join([head, *rows]))
    place = people.ground.district.code
    call_command("hot", "ten", str(file), "--place", place, "--year", "2026", "--confirm")
    items = items_of(TenList.objects.get())
    assert [bool(item.done_on) for item in items] == [False] * 9 + [True]
    assert [bool(node.done_on) for node in items[0].nodes.order_by("due_on")] == [True, False]


@pytest.mark.django_db(transaction=True)
def test_two_who_draft_and_confirm_at_once_do_it_once(people):
    refusals = race([lambda: drafted(people)] * 2)
    assert [type(one) for one in refusals if one] == [TenDrafted]
    ten = TenList.objects.get()
    ten_items(people, ten)
    refusals = race([lambda: confirm_ten(ten_id=ten.pk, by=people.leader)] * 2)
    assert [type(one) for one in refusals if one] == [TenFixed]
    assert Fact.objects.filter(name="suggestions.ten_list_confirmed.v1").count() == 1


def test_the_database_keeps_lists_whole(people):
    ten = drafted(people)
    for wrong in ({"state": "gone"}, {"state": "confirmed"}, {"quarter": "7"}, {"year": 1999}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TenList.objects.filter(pk=ten.pk).update(**wrong)
    item = save_item(ten_id=ten.pk, item=an_item(people), by=people.leader)
    for wrong in ({"rank": 11}, {"title": ""}, {"done_on": DAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TenItem.objects.filter(pk=item.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        TenNode.objects.filter(item=item).update(what="")
