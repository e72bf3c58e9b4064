"""Rules tried on past cases, by query and by command; rules from a sheet."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from lingdang.cases.public import State
from lingdang.cases.testing import a_case
from lingdang.dispatching.models import Rule, RuleSet
from lingdang.dispatching.public import draft_rules, trial_cases, trial_of
from lingdang.dispatching.testing import RULER, a_rule
from lingdang.journal.public import deliver_due
from lingdang.people.public import dissolve_unit
from lingdang.people.testing import REGISTRAR, a_unit
from lingdang.standards.public import classify_place
from lingdang.standards.testing import LIBRARIAN, a_category, some_schemes


@pytest.fixture
def past(people):
    """Three went to the unit, one of them about a lamp; one stayed in the grid."""
    ground, unit = people.ground, people.unit
    a_case(State.CLOSED, place=ground.grid, unit=unit, description="井盖")
    a_case(State.CLOSED, place=ground.grid, unit=unit, description="井盖")
    a_case(State.DISPATCHED, place=ground.grid, unit=unit, description="路灯")
    a_case(State.HANDLED, place=ground.grid, handler=people.grid_worker, description="井盖")
    a_case(State.FILED, place=ground.grid, description="井盖")
    a_case(State.CLOSED, place=ground.other_grid, unit=unit, description="井盖")
    long_ago = timezone.now() - timedelta(weeks=30)
    a_case(State.CLOSED, place=ground.grid, unit=unit, description="井盖", at=long_ago)


@pytest.fixture
def draft(people):
    a_rule(people.ground.town, "井盖", "unit", unit_id=people.unit.pk, words=["井盖"])
    return RuleSet.objects.get()


def test_what_rules_would_have_done_beside_what_people_did(people, past, draft):
    trial = trial_of(people.dispatcher, draft, 8)
    unit = f"unit:{people.unit.pk}"
    assert (trial.judged, trial.agreed, trial.rate) == (4, 2, 0.5)
    assert sorted(trial.ends) == [("grid", 1, 1), (unit, 3, 3)]
    assert {(one.proposed, one.actual, one.count) for one in trial.confusions} == {
        (unit, "grid", 1),
        ("grid", unit, 1),
    }
    assert [(use.decided, use.agreed) for use in trial.uses] == [(3, 2), (1, 0)]
    opened = trial_cases(people.dispatcher, draft, 8, proposed="grid", actual=unit)
    assert [case.description for case in opened] == ["路灯"]


def test_only_ones_own_cases_are_tried(people, past, draft):
    assert trial_of(people.other_dispatcher, draft, 8).judged == 0


def test_a_dead_target_shows_in_the_trial(people, past):
    unit = a_unit("园林处", place=people.ground.district)
    rule = a_rule(people.ground.town, target="unit", unit_id=unit.pk)
    dissolve_unit(unit_id=unit.pk, on=timezone.localdate(), by=REGISTRAR)
    use = trial_of(people.dispatcher, rule.rule_set, 8).uses[0]
    assert (use.decided, use.dead["unit_ended"]) == (0, 4)


def test_past_cases_are_judged_by_what_their_streets_were_then(people):
    some_schemes()
    town, unit, day = people.ground.town, people.unit, timezone.localdate()
    classify_place(place_id=town.pk, street_class="streets:strict", on=day, by=LIBRARIAN)
    before = timezone.now() - timedelta(days=1)
    a_case(State.CLOSED, place=people.ground.grid, unit=unit, at=before)
    a_case(State.CLOSED, place=people.ground.grid, unit=unit)
    rule = a_rule(town, target="unit", unit_id=unit.pk, street_classes=["streets:strict"])
    assert [use.decided for use in trial_of(people.dispatcher, rule.rule_set, 8).uses] == [1, 1]


def test_nothing_to_try_has_no_rate(people, draft):
    assert trial_of(people.dispatcher, draft, 8).rate is None


SHEET = (
    "name,target,unit_code,words,categories,weekdays,time_from,time_to,unfiled,place_code,"
    "street_classes\n"
    "井盖,unit,{unit},井盖 雨水箅子,,1、2,08:00,18:00,1,,严管街 streets:model\n"
    "其余,keep,,,t-1,,,,,d,\n"
)


@pytest.fixture
def sheet(people, tmp_path):
    a_category("t-1")
    some_schemes()
    file = tmp_path / "rules.csv"
    file.write_text(SHEET.format(unit=people.unit.code))
    return file


def test_rules_come_from_a_sheet_and_are_put_in_force(people, sheet, capsys):
    call_command("dispatching", "rules", str(sheet), "--place", "d", "--in-force")
    rule_set = RuleSet.objects.get()
    assert rule_set.status == "in_force"
    first, second = rule_set.rules.all()
    assert (first.words, first.weekdays, first.unfiled) == (["井盖", "雨水箅子"], [0, 1], True)
    assert first.street_classes == ["streets:model", "streets:strict"]
    assert (first.unit_id, second.categories) == (people.unit.pk, ["t-1"])
    assert second.place_id == people.ground.district.pk


@pytest.mark.parametrize(
    ("find", "replace"),
    [
        ("t-1", "none"),
        ("1、2", "8"),
        ("keep", "moon"),
        ("{unit}", "none"),
        (",d,", ",nowhere,"),
        ("严管街", "花街"),
    ],
)
def test_a_wrong_row_is_named_and_changes_nothing(people, sheet, capsys, find, replace):
    sheet.write_text(SHEET.replace(find, replace).format(unit=people.unit.code))
    with pytest.raises(SystemExit):
        call_command("dispatching", "rules", str(sheet), "--place", "d")
    assert not Rule.objects.exists()
    assert not RuleSet.objects.exists()


def test_a_sheet_replaces_the_draft(people, sheet, capsys):
    draft_rules(place_id=people.ground.district.pk, by=RULER)
    call_command("dispatching", "rules", str(sheet), "--place", "d")
    call_command("dispatching", "rules", str(sheet), "--place", "d")
    assert RuleSet.objects.get().rules.count() == 2


def test_the_command_tries_switches_on_and_explains(people, past, sheet, capsys):
    with pytest.raises(CommandError):
        call_command("dispatching", "trial", "d")
    call_command("dispatching", "rules", str(sheet), "--place", "d", "--in-force")
    capsys.readouterr()
    call_command("dispatching", "trial", "d", "--json")
    assert json.loads(capsys.readouterr().out)["judged"] == 5
    call_command("dispatching", "trial", "d")
    assert "≠" in capsys.readouterr().out
    call_command("dispatching", "mode", "d", "suggest")
    case = a_case(State.FILED, place=people.ground.grid)
    with pytest.raises(CommandError):
        call_command("dispatching", "explain", case.number)
    deliver_due()
    capsys.readouterr()
    call_command("dispatching", "explain", case.number)
    assert "第一网格" in capsys.readouterr().out
