"""Versions: drafted, edited, put in force, kept."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from lingdang.dispatching.errors import NotDraft
from lingdang.dispatching.models import PlaceMode, Rule, RuleSet
from lingdang.dispatching.public import (
    Mode,
    RuleData,
    asked_words,
    discard_draft,
    draft_rules,
    modes_for,
    move_rule,
    places_managed,
    put_in_force,
    remove_rule,
    rule_set_for,
    rule_sets_for,
    save_rule,
    set_mode,
    target_words,
)
from lingdang.dispatching.queries.rules import mode_at, rules_for
from lingdang.dispatching.testing import RULER, a_rule, rules_in_force
from lingdang.journal.public import Fact
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.people.public import dissolve_unit
from lingdang.people.testing import REGISTRAR, a_unit
from lingdang.standards.testing import a_category, some_schemes

KEEP = RuleData(name="留在网格", target="keep")


def names(rule_set):
    return list(rule_set.rules.values_list("name", flat=True))


def test_a_version_is_drafted_put_in_force_and_stays_when_the_next_comes(people):
    town = people.ground.town
    first = draft_rules(place_id=town.pk, by=people.dispatcher)
    save_rule(rule_set_id=first.pk, told=KEEP, by=people.dispatcher)
    put_in_force(rule_set_id=first.pk, by=people.dispatcher)
    second = draft_rules(place_id=town.pk, by=people.dispatcher)
    assert (second.number, names(second)) == (2, ["留在网格"])
    save_rule(rule_set_id=second.pk, told=RuleData(name="二", target="keep"), by=people.dispatcher)
    assert rules_for(town_path(people))[0] == first
    put_in_force(rule_set_id=second.pk, by=people.dispatcher)
    first.refresh_from_db()
    assert (first.status, first.retired_at is not None) == ("retired", True)
    assert [rule.name for rule in rules_for(town_path(people))[1]] == ["留在网格", "二"]
    told = Fact.objects.filter(subject=f"rule_set:{second.pk}").order_by("id")
    assert [fact.name.split(".")[1] for fact in told] == [
        *("rules_drafted", "rule_saved", "rules_put_in_force"),
    ]


def town_path(people):
    return f"/{people.ground.district.pk}/{people.ground.town.pk}/"


def test_a_second_draft_is_the_first(people):
    one = draft_rules(place_id=people.ground.town.pk, by=RULER)
    assert draft_rules(place_id=people.ground.town.pk, by=RULER) == one


def test_two_who_begin_a_draft_at_once_share_it(live_people):
    def begin(_number):
        try:
            return draft_rules(place_id=live_people.ground.town.pk, by=RULER).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(begin, range(4)))) == 1


def test_what_was_in_force_never_changes(people):
    rule = a_rule(people.ground.town)
    rule_set = rules_in_force(people.ground.town)
    tries = [
        lambda: save_rule(rule_set_id=rule_set.pk, told=KEEP, by=RULER),
        lambda: save_rule(rule_set_id=rule_set.pk, rule_id=rule.pk, told=KEEP, by=RULER),
        lambda: move_rule(rule_set_id=rule_set.pk, rule_id=rule.pk, up=True, by=RULER),
        lambda: remove_rule(rule_set_id=rule_set.pk, rule_id=rule.pk, by=RULER),
        lambda: discard_draft(rule_set_id=rule_set.pk, by=RULER),
        lambda: put_in_force(rule_set_id=rule_set.pk, by=RULER),
    ]
    for change in tries:
        with pytest.raises(NotDraft):
            change()
    assert names(rule_set) == ["规则"]


def test_rules_are_moved_and_removed_and_the_order_closes_up(people):
    town = people.ground.town
    one, two, three = (a_rule(town, name) for name in "一二三")
    draft = one.rule_set
    move_rule(rule_set_id=draft.pk, rule_id=three.pk, up=True, by=RULER)
    assert names(draft) == ["一", "三", "二"]
    move_rule(rule_set_id=draft.pk, rule_id=one.pk, up=True, by=RULER)
    assert names(draft) == ["一", "三", "二"]
    remove_rule(rule_set_id=draft.pk, rule_id=three.pk, by=RULER)
    assert list(draft.rules.values_list("position", "name")) == [(1, "一"), (2, "二")]
    assert two.pk in draft.rules.values_list("pk", flat=True)
    discard_draft(rule_set_id=draft.pk, by=RULER)
    assert not RuleSet.objects.exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": " "}, "name"),
        ({"target": "moon"}, "target"),
        ({"target": "unit"}, "unit_id"),
        ({"target": "unit", "unit_id": 10**9}, "unit_id"),
        ({"target": "place_unit"}, "unit_kind"),
        ({"target": "on_duty", "role": "leader"}, "role"),
        ({"categories": ["none"]}, "categories"),
        ({"kind": "x"}, "kind"),
        ({"place_id": 10**9}, "place_id"),
        ({"level": "x"}, "level"),
        ({"street_classes": ["streets:x"]}, "street_classes"),
        ({"sources": ["x"]}, "sources"),
        ({"weekdays": [7]}, "weekdays"),
        ({"words": ["字" * 41]}, "words"),
    ],
)
def test_a_rule_that_cannot_be_one_is_refused_at_its_field(people, told, field):
    draft = draft_rules(place_id=people.ground.town.pk, by=RULER)
    given = RuleData(**{"name": "规则", "target": "keep", **told})
    with pytest.raises(Incomplete) as refusal:
        save_rule(rule_set_id=draft.pk, told=given, by=RULER)
    assert list(refusal.value.problems) == [field]
    assert not Rule.objects.exists()


def test_a_place_of_another_town_is_not_asked_here(people):
    draft = draft_rules(place_id=people.ground.town.pk, by=RULER)
    foreign = RuleData(name="规则", target="keep", place_id=people.ground.other_grid.pk)
    with pytest.raises(Incomplete):
        save_rule(rule_set_id=draft.pk, told=foreign, by=RULER)


def test_who_may(people):
    district, town = people.ground.district, people.ground.town
    with pytest.raises(NotAllowed):
        draft_rules(place_id=district.pk, by=people.dispatcher)
    for who in ("other_dispatcher", "grid_worker", "leader", "stranger", "system_admin"):
        with pytest.raises(NotFound):
            draft_rules(place_id=town.pk, by=people[who])
    a_rule(town)
    draft = RuleSet.objects.get()
    assert rule_set_for(people.community, draft.pk) == draft  # read: it decides about their cases
    with pytest.raises(NotFound):
        rule_set_for(people.other_dispatcher, draft.pk)
    with pytest.raises(NotAllowed):
        save_rule(rule_set_id=draft.pk, told=KEEP, by=people.community)
    assert [node.id for node in places_managed(people.dispatcher)] == [town.pk]
    assert rule_sets_for(people.dispatcher).get().rule_count == 1


def test_the_nearest_place_says_how_far_rules_go(people):
    ground, path = people.ground, town_path(people)
    assert mode_at(path) == Mode.OFF
    set_mode(place_id=ground.district.pk, mode="automatic", by=RULER)
    assert mode_at(path) == Mode.AUTOMATIC
    set_mode(place_id=ground.town.pk, mode="suggest", by=people.dispatcher)
    assert mode_at(path) == Mode.SUGGEST
    assert mode_at(f"/{ground.district.pk}/{ground.other_town.pk}/") == Mode.AUTOMATIC
    assert [row.mode for row in modes_for(people.dispatcher)] == [Mode.AUTOMATIC, Mode.SUGGEST]
    with pytest.raises(Incomplete):
        set_mode(place_id=ground.town.pk, mode="perhaps", by=RULER)
    with pytest.raises(NotAllowed):
        set_mode(place_id=ground.district.pk, mode="off", by=people.dispatcher)


def test_the_nearest_rules_in_force_count(people):
    a_rule(people.ground.district, "全区")
    rules_in_force(people.ground.district)
    assert [rule.name for rule in rules_for(town_path(people))[1]] == ["全区"]
    a_rule(people.ground.town, "本街道")
    rules_in_force(people.ground.town)
    assert [rule.name for rule in rules_for(town_path(people))[1]] == ["本街道"]


def test_a_rule_in_words(people):
    category, unit = a_category(name="暴露垃圾"), a_unit("园林处", place=people.ground.district)
    some_schemes()
    rule = a_rule(
        people.ground.town,
        target="unit",
        unit_id=unit.pk,
        categories=[category.pk],
        words=["井盖"],
        place_id=people.ground.grid.pk,
        weekdays=[0],
        urgent=False,
        sources=["bell"],
        kind="matter",
        level="grid",
        working=True,
        street_classes=["streets:strict"],
    )
    words = " | ".join(asked_words(rule))
    assert all(part in words for part in ("暴露垃圾", "井盖", "第一网格", "严管街"))
    assert len(asked_words(rule)) == 10
    assert target_words(rule) == unit.name
    dissolve_unit(unit_id=unit.pk, on=timezone.localdate(), by=REGISTRAR)
    rule = Rule.objects.get(pk=rule.pk)
    assert target_words(rule) != unit.name


BROKEN = [
    (RuleSet, {"status": "in_force"}, "rule_set_status_has_times"),
    (Rule, {"name": ""}, "rule_has_name"),
    (Rule, {"target": "unit"}, "rule_target_whole"),
    (Rule, {"time_from": "08:00"}, "rule_time_whole"),
    (Rule, {"kind": "x"}, "rule_kind_known"),
    (Rule, {"weekdays": [9]}, "rule_weekdays_known"),
    (Rule, {"sources": ["x"]}, "rule_sources_known"),
    (PlaceMode, {"mode": "x"}, "place_mode_known"),
]


@pytest.mark.parametrize(("model", "values", "name"), BROKEN, ids=str)
def test_the_database_refuses_what_cannot_be(people, model, values, name):
    a_rule(people.ground.town)
    set_mode(place_id=people.ground.town.pk, mode="off", by=RULER)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.update(**values)


def test_the_database_keeps_one_draft_one_version_and_one_number(people):
    a_rule(people.ground.town)
    rule_set = rules_in_force(people.ground.town)
    twice = {"place": people.ground.town}
    with pytest.raises(IntegrityError, match="rule_set_numbered_once"), transaction.atomic():
        RuleSet.objects.create(**twice, number=1)
    RuleSet.objects.create(**twice, number=2)
    with pytest.raises(IntegrityError, match="rule_set_one_draft"), transaction.atomic():
        RuleSet.objects.create(**twice, number=3)
    now = timezone.now()
    with pytest.raises(IntegrityError, match="rule_set_one_in_force"), transaction.atomic():
        RuleSet.objects.create(**twice, number=3, status="in_force", in_force_at=now)
    Rule.objects.create(rule_set=rule_set, position=1, name="x", target="keep")
    with pytest.raises(IntegrityError, match="rule_position_once"):
        connection.check_constraints()
