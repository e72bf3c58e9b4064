import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from lingdang.cases.public import file_case, merge_cases, refuse_case, withdraw_case
from lingdang.cases.testing import a_case, cast, race
from lingdang.journal.public import Fact, deliver_due
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed, NotFound
from lingdang.people.public import Duty
from lingdang.places.testing import a_district
from lingdang.standards.testing import a_category, a_procedure
from lingdang.suggestions.facts import HotMatterFound, HotMatterFused
from lingdang.suggestions.models import HotCase, HotDay, HotMatter, Joined
from lingdang.suggestions.policies import LEARN
from lingdang.suggestions.public import (
    cases_of_matter,
    days_of,
    hot_matter_for,
    hot_matters_for,
    weeks_of,
)
from lingdang.suggestions.services import find_hot_matters

pytestmark = pytest.mark.django_db
FINDER = Actor.process("test", LEARN)
NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)
MIXER = (
    "城东搅拌站夜间施工噪音扰民，粉尘很大",
    "城东搅拌站噪音太大，夜间无法休息",
    "搅拌站粉尘污染严重，夜间噪音不断，请求搬走",
    "又是城东搅拌站，夜间噪音扰民，粉尘飘到阳台",
    "城东搅拌站夜间噪音大，粉尘也大",
)
LIFT = (
    "幸福里3号楼电梯停运，老人无法下楼",
    "幸福里3号楼电梯又停运了",
    "幸福里电梯停运三天没人修",
    "幸福里3号楼电梯停运没人管",
)
OTHERS = ("公交车发车间隔太长", "医保卡如何补办", "学校门口需要红绿灯", "河道边有人烧秸秆")


def told(*texts, place=None, days=0, lng=113.30, **more):
    """Reported one a day, the last of them ``days`` ago, some steps from each other."""
    spot = {"lat": 33.76, "raw_lat": 33.76, "raw_lng": lng, "raw_system": "wgs84"}
    return [
        a_case(
            description=text,
            place=place,
            received_at=NOW - timedelta(days=days + len(texts) - number),
            lng=lng + number * 0.0005,
            **spot,
            **more,
        )
        for number, text in enumerate(texts)
    ]


def find(now=NOW):
    return find_hot_matters(by=FINDER, now=now)


def cases_in(matter):
    return set(HotCase.objects.filter(matter=matter).values_list("case_id", flat=True))


def test_what_many_tell_of_is_found_with_its_place_span_and_words():
    ground = a_district()
    told(*OTHERS, place=ground.grid)
    cases = told(*MIXER, place=ground.grid)
    assert find() == 1
    matter = HotMatter.objects.get()
    assert cases_in(matter) == {case.pk for case in cases}
    assert (matter.reports, matter.days, matter.place_id) == (5, 5, ground.grid.pk)
    assert "搅拌站" in matter.words
    assert "搅拌站" in matter.title
    assert matter.lng == pytest.approx(113.301)
    assert matter.heat == matter.peak > 5
    assert Fact.objects.filter(name=HotMatterFound.name).count() == 1


def test_a_district_without_cases_has_no_hot_matters():
    a_district()
    assert find() == 0


def test_far_apart_it_is_another_matter():
    ground = a_district()
    told(*MIXER[:3], place=ground.grid)
    told(*MIXER[3:], place=ground.grid, lng=113.40)
    assert find() == 0


def test_who_joined_counts_and_what_was_merged_goes_on_counting():
    people = cast()
    first, second = told(*MIXER[:2], place=people.ground.grid)
    for who in "ab":
        Joined.objects.create(case=first, who=who, at=NOW)
    assert find() == 1
    matter = HotMatter.objects.get()
    assert (matter.reports, matter.joined) == (2, 2)
    merge_cases(case_ids=[second.pk], into_id=first.pk, by=people.dispatcher)
    assert find() == 1
    matter.refresh_from_db()
    assert (matter.reports, cases_in(matter)) == (2, {first.pk, second.pk})


def test_a_matter_keeps_its_identity_its_name_and_its_history():
    ground = a_district()
    told(*MIXER[:4], place=ground.grid, days=8)
    find(NOW - timedelta(days=7))
    before = HotMatter.objects.get()
    told(*MIXER[4:], *LIFT, place=ground.grid)
    find()
    after = HotMatter.objects.get(pk=before.pk)
    assert (after.title, after.reports) == (before.title, 5)
    assert HotMatter.objects.count() == 2
    assert [day.reports for day in days_of(after)] == [4, 5]
    assert [week.reports for week in weeks_of(after)][-1] == 1


def test_the_same_round_again_changes_nothing():
    told(*MIXER, place=a_district().grid)
    find()
    before = list(HotMatter.objects.values()), list(HotCase.objects.values())
    find()
    assert before == (list(HotMatter.objects.values()), list(HotCase.objects.values()))
    assert HotDay.objects.count() == 1


def test_what_nobody_tells_of_any_more_cools_and_keeps_its_page():
    told(*MIXER, place=a_district().grid)
    find()
    assert find(NOW + timedelta(days=120)) == 0
    matter = HotMatter.objects.get()
    assert matter.heat == 0 < matter.peak
    assert len(cases_in(matter)) == 5


def test_two_that_turn_out_to_be_one_go_on_as_the_larger():
    ground = a_district()
    cases = told(*MIXER, place=ground.grid)
    find()
    kept = HotMatter.objects.get()
    other = HotMatter.objects.create(
        title="搅拌站", place=ground.grid, path=kept.path, reports=1, heat=2, peak=2,
        first_at=NOW, last_at=NOW, made_at=NOW,
    )  # fmt: skip
    HotCase.objects.filter(case=cases[0]).update(matter=other)
    find()
    other.refresh_from_db()
    assert (other.fused_id, other.heat) == (kept.pk, 0)
    assert cases_in(kept) == {case.pk for case in cases}
    reader = Actor.process("reader", Duty.SEE_CASE)
    assert hot_matter_for(reader, other.pk) == kept
    assert Fact.objects.filter(name=HotMatterFused.name).count() == 1


def test_what_is_taken_back_or_restricted_later_leaves_at_once():
    people = cast()
    cases = told(*MIXER, place=people.ground.grid, reporter_id=people.resident.person_id)
    find()
    deliver_due()
    withdraw_case(case_id=cases[0].pk, reason="好了", by=people.resident)
    hidden = a_procedure("hidden", restricted=True, roles=["mediator"], public=False)
    file_case(
        case_id=cases[1].pk,
        category_code=a_category().code,
        procedure_code=hidden.code,
        by=people.dispatcher,
    )
    deliver_due()
    matter = HotMatter.objects.get()
    assert cases_in(matter) == {case.pk for case in cases[2:]}
    assert matter.reports == 3
    assert matter.said_in_id not in {cases[0].pk, cases[1].pk}
    for case in cases[2:]:
        refuse_case(case_id=case.pk, reason="不属实", by=people.dispatcher)
    deliver_due()
    assert not HotMatter.objects.exists()


def test_restricted_cases_never_make_a_matter_hot():
    hidden = a_procedure("hidden", restricted=True, roles=["mediator"], public=False)
    told(*MIXER, place=a_district().grid, procedure=hidden)
    assert find() == 0


def test_a_matter_is_seen_by_those_whose_reach_holds_all_of_it():
    people = cast()
    told(*MIXER[:2], place=people.ground.grid)
    told(*MIXER[2:], place=people.ground.next_grid)
    find()
    matter = HotMatter.objects.get()
    assert matter.place_id == people.ground.village.pk
    assert list(hot_matters_for(people.dispatcher)) == [matter]
    assert cases_of_matter(people.dispatcher, matter).count() == 5
    for stranger in (people.grid_worker, people.other_dispatcher, people.resident):
        assert not hot_matters_for(stranger).exists()
        with pytest.raises(NotFound):
            hot_matter_for(stranger, matter.pk)


def test_nobody_is_named_in_what_a_matter_is_called():
    ground = a_district()
    told(*(f"我叫李小明，电话13800001111，{text}" for text in MIXER), place=ground.grid)
    find()
    matter = HotMatter.objects.get()
    assert "李小明" not in matter.title + "".join(matter.words)
    assert "1380000" not in matter.title + "".join(matter.words)
    assert "搅拌站" in matter.title


def test_only_the_worker_and_the_command_may_look():
    with pytest.raises(NotAllowed):
        find_hot_matters(by=cast().leader)


def test_the_command_finds_them_as_of_a_day_and_lists_them(capsys):
    told(*MIXER, place=a_district().grid)
    call_command("hot", "find", "--on", "2026-06-30")
    call_command("hot", "list", "--json")
    found, listed = capsys.readouterr().out.strip().splitlines()
    assert found.startswith("2026-06-30")
    assert json.loads(listed)["reports"] == 5


def test_the_database_keeps_matters_whole():
    matter = HotMatter(
        title="路灯", place=a_district().grid, path="1/", reports=1, heat=2, peak=2,
        first_at=NOW, last_at=NOW, made_at=NOW,
    )  # fmt: skip
    for wrong in ({"peak": 1}, {"lng": 113.0}, {"last_at": NOW - timedelta(days=1)}):
        for name, value in {"pk": None, **wrong}.items():
            setattr(matter, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            matter.save(force_insert=True)
        matter.peak, matter.lng, matter.last_at = 2, None, NOW
    matter.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        HotMatter.objects.filter(pk=matter.pk).update(fused=matter.pk)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_find_each_matter_once():
    told(*MIXER, place=a_district().grid)
    assert race([find, find]) == [None, None]
    matter = HotMatter.objects.get()
    assert len(cases_in(matter)) == 5
    connection.close()
