import pytest
from django.db import IntegrityError, transaction

from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.registers.errors import CodeTaken, RegisterChanged
from lingdang.registers.fields import Field, read_fields
from lingdang.registers.models import Claim, Register, Version
from lingdang.registers.public import (
    Definition,
    Where,
    Words,
    change_entry,
    consequences,
    create_entry,
    define_register,
    entries_for,
    folded,
    narrowed,
    publish_version,
    register_for,
    registers_for,
    searched,
    shipped,
    sight_of,
    sort_key,
    spots_in,
    totals_of,
    whole,
)
from lingdang.registers.testing import FIELDS, KEEPER, a_record, a_register


def publish(register, fields, version=1, by=KEEPER):
    definition = Definition(register.name, fields)
    return publish_version(register_id=register.pk, version=version, definition=definition, by=by)


def changed(**more):
    return [{**each, **more} if each["name"] == "pieces" else each for each in FIELDS]


def test_a_dispatcher_defines_for_their_own_place(ground, dispatcher, stranger, grid_worker):
    definition = Definition("版面", FIELDS)
    for by, place in ((dispatcher, ground.district), (grid_worker, ground.grid)):
        with pytest.raises(NotAllowed):
            define_register(code="mine", place_id=place.pk, definition=definition, by=by)
    made = define_register(
        code="mine", place_id=ground.town.pk, definition=definition, by=dispatcher
    )
    assert [*registers_for(grid_worker)] == [made]
    assert [*registers_for(stranger)] == []
    with pytest.raises(NotFound):
        register_for(stranger, "mine")
    with pytest.raises(CodeTaken):
        a_register(ground.district, "mine")


@pytest.mark.parametrize("code", sorted(shipped()))
def test_what_comes_with_the_product_can_be_installed(ground, code):
    told = shipped()[code]
    made = define_register(
        code=code,
        place_id=ground.district.pk,
        definition=Definition(told["name"], told["fields"], told["purpose"]),
        by=KEEPER,
    )
    assert sight_of(KEEPER, code).register == made


@pytest.mark.parametrize(
    "broken",
    [
        {"name": "Ä"},
        {"title": " "},
        {"type": "colour"},
        {"type": "choice"},
        {"type": "choice", "choices": ["a", "a"]},
        {"type": "formula", "formula": "a + 1"},
        {"type": "link"},
        {"type": "photo", "required": True},
        {"unique": True, "sealed": True},
        {"type": "decimal", "sealed": True},
        {"decimals": 9},
        {"required": "yes"},
        {"colour": "red"},
        {"seen_by": "all"},
    ],
)
def test_a_field_that_makes_no_sense_is_refused(broken):
    with pytest.raises(Incomplete):
        read_fields([{"name": "x", "title": "甲", "type": "text", **broken}])


def test_a_formula_tells_no_more_than_its_fields():
    hidden = {"name": "a", "title": "甲", "type": "money", "seen_by": ["leader"]}
    total = {"name": "b", "title": "乙", "type": "formula", "formula": "a * 2"}
    with pytest.raises(Incomplete):
        read_fields([hidden, total])
    read_fields([hidden, {**total, "seen_by": ["leader"]}])


def test_old_entries_stay_valid_under_their_version(register, ground):
    entry = a_record(register, ground.town, kind="小型版面")
    fields = [FIELDS[0], {**FIELDS[1], "choices": ["大型版面"]}]
    publish(register, fields)
    entry.refresh_from_db()
    assert (entry.version.number, entry.content["kind"]) == (1, "小型版面")
    where = Where(place_id=ground.town.pk)
    with pytest.raises(Incomplete):
        change_entry(entry_id=entry.pk, revision=1, words=Words({"name": "新"}, where), by=KEEPER)
    words = Words({"kind": "大型版面"}, where)
    entry = change_entry(entry_id=entry.pk, revision=1, words=words, by=KEEPER)
    assert entry.version.number == 2


def test_a_version_says_what_it_changes(register):
    old = read_fields(FIELDS)
    new = read_fields(
        [{**FIELDS[0], "title": "名字"}, {"name": "x", "title": "新", "type": "date"}]
    )
    assert len(consequences(old, new)) == 4  # renamed, new, two gone
    assert consequences(old, old) == []


@pytest.mark.parametrize("more", [{"type": "text", "unit": ""}, {"unit": "个"}])
def test_a_field_never_comes_to_mean_something_else(register, more):
    with pytest.raises(Incomplete):
        publish(register, changed(**more))
    assert Version.objects.count() == 1
    publish(register, changed(type="decimal"))


def test_the_second_of_two_definers_is_told(register):
    publish(register, changed(title="块数"))
    with pytest.raises(RegisterChanged):
        publish(register, changed(title="个数"))
    with pytest.raises(NotAllowed):
        publish(register, FIELDS, 2, by=type(KEEPER).process("x", "registers.see"))


def test_what_is_hidden_by_a_version_is_found_no_longer(register, ground, grid_worker):
    a_record(register, ground.grid)
    entries = entries_for(grid_worker, register)
    assert searched(entries, "高速").exists()
    publish(register, [{**FIELDS[0], "seen_by": ["leader"]}, *FIELDS[1:]])
    assert not searched(entries_for(grid_worker, register), "高速").exists()
    assert entries_for(grid_worker, register).get().label == ""


def test_unique_holds_from_its_version_on(ground):
    register = a_register(ground.district, fields=[{**FIELDS[0], "unique": False}, FIELDS[2]])
    one, _two = a_record(register), a_record(register)
    with pytest.raises(Incomplete):
        publish(register, [FIELDS[0], FIELDS[2]])
    assert Version.objects.count() == 1
    words = Words({"name": "改名"}, Where(place_id=one.place_id))
    change_entry(entry_id=one.pk, revision=1, words=words, by=KEEPER)
    publish(register, [FIELDS[0], FIELDS[2]])
    assert Claim.objects.count() == 2


def test_totals_keep_what_is_said_of_their_parts(register, ground):
    a_record(register, ground.grid, name="1", kind="小型版面", pieces=240)
    a_record(register, ground.other_grid, name="2", pieces={"value": 60, "mark": "approximate"})
    entries, pieces = entries_for(KEEPER, register), sight_of(KEEPER, "boards").field("pieces")
    added = folded(totals_of(entries, [pieces]), ground.district.pk)
    assert [(int(it.group), it.entries) for it in added] == [
        (ground.town.pk, 1),
        (ground.other_town.pk, 1),
    ]
    assert whole(added).sums["pieces"].stored() == {"value": 300, "mark": "approximate"}
    kind = sight_of(KEEPER, "boards").field("kind")
    by_kind = {it.group: it.entries for it in totals_of(entries, [pieces], kind)}
    assert by_kind == {"小型版面": 1, "": 1}


def test_a_list_is_narrowed_by_any_field(register):
    for number in range(3):
        a_record(register, name=f"第{number}块", kind="小型版面" if number else None, pieces=number)
    sight = sight_of(KEEPER, "boards")

    def found(name, **asked):
        entries = narrowed(entries_for(KEEPER, register), sight.field(name), asked)
        return sorted(entry.content["pieces"] for entry in entries)

    assert found("pieces", **{"from": "1", "to": "1"}) == [1]
    assert found("kind", value="小型版面") == [1, 2]
    assert found("name", value="第2") == [2]
    for name in ("name", "pieces"):
        key, _kind = sort_key(sight.field(name))
        ordered = entries_for(KEEPER, register).annotate(told=key).order_by("told", "id")
        assert [entry.content["pieces"] for entry in ordered] == [0, 1, 2]


def test_a_crowd_is_counted_on_the_map(register, monkeypatch):
    for number in range(4):
        where = Where(lng=113.301 + number / 10_000, lat=33.765)
        words = Words({"name": str(number)}, where)
        create_entry(code="boards", words=words, by=KEEPER)
    entries, box = entries_for(KEEPER, register), (113.0, 33.0, 114.0, 34.0)
    assert [spot.entries for spot in spots_in(entries, box)] == [1, 1, 1, 1]
    monkeypatch.setattr("lingdang.registers.queries.maps.MOST_POINTS", 3)
    assert [spot.entries for spot in spots_in(entries, box)] == [4]
    assert spots_in(entries, (0, 0, 1, 1)) == []


def test_the_database_refuses_a_register_without_a_name_or_with_a_broken_code(register):
    for broken in ({"name": ""}, {"code": "Ä"}, {"version": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Register.objects.filter(pk=register.pk).update(**broken)


def test_a_field_is_stored_as_little_as_it_says():
    told = {"name": "x", "title": "甲", "type": "integer", "unit": "块"}
    assert Field.read(told).stored() == told
