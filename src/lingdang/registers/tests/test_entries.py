import json
import threading
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from lingdang.evidence.public import photos_of
from lingdang.evidence.testing import a_photo
from lingdang.journal.public import Fact, facts_of
from lingdang.kernel.coordinates import System, from_wgs84
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.people.testing import a_person, a_post, a_unit, actor
from lingdang.places.public import tree
from lingdang.registers.errors import EntryChanged, EntryRetired, NotInUse
from lingdang.registers.models import Claim, Entry
from lingdang.registers.public import (
    Figure,
    Names,
    Where,
    Words,
    change_entry,
    content_for,
    create_entry,
    entries_for,
    entry_for,
    history_of,
    retire_entry,
    shown,
    sight_of,
)
from lingdang.registers.testing import FIELDS, KEEPER, a_record, a_register

BOARD = {"name": "高速出入口", "kind": "大型版面", "pieces": {"value": 300, "mark": "approximate"}}


def made(dispatcher, content=BOARD, where=None, **more):
    words = Words(content, where or Where())
    return create_entry(code="boards", words=words, by=dispatcher, **more)


def test_a_record_is_kept_as_it_was_said_and_seen_within_reach(
    register, dispatcher, stranger, ground
):
    entry = made(dispatcher)
    assert (entry.content, entry.label, entry.place_id) == (BOARD, "高速出入口", ground.town.pk)
    assert entry.said == "高速出入口\n大型版面"
    assert [*entries_for(dispatcher, register)] == [entry]
    assert [*entries_for(stranger, register)] == []
    with pytest.raises(NotFound):
        entry_for(stranger, entry.pk)
    fact = facts_of(entry.subject)[0]
    assert (fact.name, fact.place_id) == ("registers.entry_made.v1", ground.town.pk)


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        ({}, {"name"}),
        ({"name": " "}, {"name"}),
        ({"name": "x" * 201}, {"name"}),
        ({"name": "甲", "kind": "第三种"}, {"kind"}),
        ({"name": "甲", "pieces": "3"}, {"pieces"}),
        ({"name": "甲", "pieces": 1.5}, {"pieces"}),
        ({"name": "甲", "pieces": {"value": 3}}, {"pieces"}),
        ({"name": "甲", "pieces": {"value": 3, "mark": "maybe"}}, {"pieces"}),
        ({"name": "甲", "pieces": 10**16}, {"pieces"}),
        ({"name": "甲", "colour": "red"}, {"colour"}),
        ({"name": 5}, {"name"}),
    ],
)
def test_what_breaks_the_schema_is_refused_by_field(register, dispatcher, content, problems):
    with pytest.raises(Incomplete) as refused:
        made(dispatcher, content)
    assert refused.value.problems.keys() == problems
    assert not Entry.objects.exists()
    assert not Fact.objects.filter(name__startswith="registers.entry").exists()


def test_nobody_writes_beyond_their_reach(register, dispatcher, stranger, ground):
    with pytest.raises(NotAllowed):
        made(dispatcher, where=Where(place_id=ground.other_grid.pk))
    with pytest.raises(Incomplete):
        made(dispatcher, where=Where(place_id=999_999))
    entry = made(dispatcher)
    for write in (
        lambda by: change_entry(entry_id=entry.pk, revision=1, words=Words({}), by=by),
        lambda by: retire_entry(entry_id=entry.pk, revision=1, reason="没了", by=by),
    ):
        with pytest.raises(NotFound):
            write(stranger)
        with pytest.raises(NotAllowed):
            write(actor("leader", place=ground.town))
    entry.refresh_from_db()
    assert (entry.revision, entry.retired_at) == (1, None)


def test_a_position_finds_its_place_and_is_kept_in_wgs84(register, dispatcher, ground):
    told = from_wgs84(113.305, 33.765, System.GCJ02)
    entry = made(dispatcher, where=Where(lng=told.lng, lat=told.lat, system=System.GCJ02))
    assert entry.place_id == ground.grid.pk
    assert (round(entry.lng, 3), round(entry.lat, 3)) == (113.305, 33.765)
    for where in (Where(lng=113.3), Where(lng=500, lat=1)):
        with pytest.raises(Incomplete):
            made(dispatcher, {"name": "乙"}, where)


def test_a_unit_sees_and_changes_what_is_in_its_hands(register, dispatcher, ground):
    unit = a_unit(place=ground.other_town)
    handler = actor("unit_handler", unit=unit)
    entry = made(dispatcher, where=Where(unit_id=unit.pk))
    assert [*entries_for(handler, register)] == [entry]
    told = Where(place_id=entry.place_id, unit_id=unit.pk)
    change_entry(entry_id=entry.pk, revision=1, words=Words({"pieces": 2}, told), by=handler)
    assert made(handler, {"name": "乙"}, Where(unit_id=unit.pk)).place_id == ground.district.pk


def test_sent_twice_under_one_key_it_is_one(register, dispatcher):
    key = uuid4()
    assert made(dispatcher, key=key) == made(dispatcher, key=key)
    assert Fact.objects.filter(name="registers.entry_made.v1").count() == 1
    with pytest.raises(Incomplete, match="高速出入口"):
        made(dispatcher, key=uuid4())


def test_history_tells_who_changed_what_from_what_to_what(register, dispatcher):
    entry = made(dispatcher)
    where = Where(place_id=entry.place_id)
    change_entry(entry_id=entry.pk, revision=1, words=Words({"pieces": 310}, where), by=dispatcher)
    change_entry(entry_id=entry.pk, revision=2, words=Words({"kind": None}, where), by=dispatcher)
    entry.refresh_from_db()
    assert entry.content == {"name": "高速出入口", "pieces": 310}
    happened = history_of(entry, sight_of(dispatcher, "boards"))
    told = [(c.field, c.before, c.after) for one in happened for c in one.changes]
    assert told == [("kind", "大型版面", None), ("pieces", BOARD["pieces"], 310)]
    assert happened[0].who.startswith("张")


def test_the_second_of_two_writers_is_told(register, dispatcher):
    entry = made(dispatcher)
    words = Words({"pieces": 1}, Where(place_id=entry.place_id))
    change_entry(entry_id=entry.pk, revision=1, words=words, by=dispatcher)
    with pytest.raises(EntryChanged):
        change_entry(entry_id=entry.pk, revision=1, words=words, by=dispatcher)


def test_what_is_retired_stays_and_frees_its_name(register, dispatcher):
    entry = made(dispatcher)
    with pytest.raises(Incomplete):
        retire_entry(entry_id=entry.pk, revision=1, reason=" ", by=dispatcher)
    retire_entry(entry_id=entry.pk, revision=1, reason="拆除", by=dispatcher)
    assert not entries_for(dispatcher, register).exists()
    assert [*entries_for(dispatcher, register, retired=True)] == [entry]
    for again in (
        lambda: retire_entry(entry_id=entry.pk, revision=2, reason="再拆", by=dispatcher),
        lambda: change_entry(entry_id=entry.pk, revision=2, words=Words({}), by=dispatcher),
    ):
        with pytest.raises(EntryRetired):
            again()
    assert made(dispatcher).pk != entry.pk


def test_nothing_is_entered_in_a_register_that_is_not_in_use(register, dispatcher):
    type(register).objects.update(in_use=False)
    with pytest.raises(NotInUse):
        made(dispatcher)


HIDDEN = (
    *FIELDS,
    {"name": "owner", "title": "联系人", "type": "text", "sealed": True, "seen_by": ["dispatcher"]},
    {"name": "cost", "title": "造价", "type": "money", "seen_by": ["dispatcher"]},
    {"name": "state", "title": "状态", "type": "text", "edited_by": ["dispatcher"]},
)


def test_a_hidden_field_is_nowhere_for_those_who_may_not_see_it(ground, dispatcher, grid_worker):
    a_register(ground.district, fields=HIDDEN)
    where = Where(place_id=ground.grid.pk)
    secret = {"owner": "王五", "cost": 12.5, "state": "完好"}
    entry = made(dispatcher, {**BOARD, **secret}, where)
    assert "王五" not in json.dumps(Entry.objects.get().content) + entry.said + entry.label
    theirs, ours = sight_of(grid_worker, "boards"), sight_of(dispatcher, "boards")
    assert content_for(entry, theirs.seen) == {**BOARD, "state": "完好"}
    assert content_for(entry, ours.seen) == {**BOARD, **secret}
    with pytest.raises(NotFound):
        theirs.field("owner")
    for content, refusal in (({"owner": "赵六"}, Incomplete), ({"state": "坏"}, NotAllowed)):
        words = Words(content, where)
        with pytest.raises(refusal):
            change_entry(entry_id=entry.pk, revision=1, words=words, by=grid_worker)
    words = Words({"pieces": 5}, where)
    entry = change_entry(entry_id=entry.pk, revision=1, words=words, by=grid_worker)
    assert content_for(entry, ours.seen)["owner"] == "王五"
    words = Words({"owner": "赵六", "cost": 13}, where)
    entry = change_entry(entry_id=entry.pk, revision=2, words=words, by=dispatcher)
    assert "赵六" not in str([fact.data for fact in facts_of(entry.subject)])
    told = [c.field for one in history_of(entry, theirs) for c in one.changes]
    assert told == ["pieces"]
    assert {c.field for one in history_of(entry, ours) for c in one.changes} == {
        *("owner", "cost", "pieces"),
    }


def test_references_are_shown_by_name_as_far_as_they_are_known(ground, dispatcher, stranger):
    fields = (
        *FIELDS,
        {"name": "next", "title": "相邻", "type": "link", "register": "boards"},
        {"name": "holder", "title": "责任人", "type": "post"},
        {"name": "spot", "title": "所在", "type": "place"},
        {"name": "lit", "title": "亮化", "type": "truth"},
        {"name": "total", "title": "合计", "type": "formula", "formula": "pieces * 2"},
    )
    register = a_register(ground.district, fields=fields)
    first = a_record(register, ground.town, pieces={"value": 3, "mark": "approximate"})
    post = a_post(a_person("李四"), "grid_worker", place=ground.grid)
    told = {"next": first.pk, "holder": post.pk, "spot": ground.grid.pk, "lit": True}
    entry = a_record(register, ground.other_town, name="乙", **told)
    assert first.content["total"] == {"value": 6, "mark": "approximate"}
    for by, link in ((dispatcher, "高速出入口"), (stranger, "—")):
        seen = sight_of(by, "boards").seen
        content = content_for(entry, seen)
        names = Names.of(by, [content], seen)
        words = [shown(each, content.get(each.name), names) for each in seen]
        assert words[3:6] == [link, "李* · 网格员", tree().node(ground.grid.pk).name]
    assert Figure.of(first.content["total"]).mark == "approximate"


def test_photographs_hang_at_their_field(ground, dispatcher):
    a_register(
        ground.district, fields=(*FIELDS, {"name": "shot", "title": "照片", "type": "photo"})
    )
    photo = a_photo(by=dispatcher)
    words = Words(BOARD, photos={"shot": [photo.pk]})
    entry = create_entry(code="boards", words=words, by=dispatcher)
    assert [one.id for one in photos_of(f"{entry.subject}/shot")] == [photo.pk]
    with pytest.raises(Incomplete):
        create_entry(code="boards", words=Words(BOARD, photos={"x": []}), by=dispatcher)


@pytest.mark.parametrize(
    "broken",
    [
        {"retired_at": timezone.now()},
        {"lng": 113.0},
        {"lng": 500.0, "lat": 1.0},
        {"revision": 0},
    ],
)
def test_the_database_refuses_what_must_never_be(register, broken):
    entry = a_record(register)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**broken)


def test_the_database_keeps_what_is_unique(register):
    entry = a_record(register)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(register=register, entry=entry, field="name", value="高速出入口")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_name_are_one(register):
    said = []

    def enter():
        try:
            said.append(create_entry(code="boards", words=Words(BOARD), by=KEEPER).pk)
        except Incomplete:
            said.append(None)
        finally:
            connection.close()

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([pk for pk in said if pk]) == 1
    assert Entry.objects.count() == 1
