"""What an inspector records at a point without a network, and what came in between."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from lingdang.cases.public import Case
from lingdang.evidence.public import Piece, begin_upload, continue_upload, photos_of
from lingdang.evidence.testing import jpeg_bytes
from lingdang.fieldwork.models import Action
from lingdang.fieldwork.services.choosing import choose
from lingdang.fieldwork.services.offering import offered
from lingdang.fieldwork.testing import sent, synced
from lingdang.fieldwork.tests.conftest import at_once, states, work
from lingdang.inspections.public import Finding, Item, Point, Step, move_round
from lingdang.inspections.testing import PLANNER, a_finding, a_round
from lingdang.talks.public import Remark

HOUR = timedelta(hours=1)
STOOD = {"lng": 113.3061, "lat": 33.7661}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def walk(people):
    return a_walk(people)


def a_walk(people, **more):
    round_ = a_round(people.ground.town, people.supervisor, at=people.ground.grid, **more)
    point = Point.objects.get(round=round_)
    items = list(Item.objects.filter(version=round_.checklist_id).order_by("number"))
    return round_, point, items


def a_look(point, item, result="unmet", **more):
    return sent("finding", **{"point_id": point.pk, "item_id": item.pk, "result": result, **more})


def uploaded(key, by):
    content = jpeg_bytes(colour=f"#{key[:6]}")
    begun = begin_upload(key=key, length=len(content), by=by)
    continue_upload(upload_id=begun.id, piece=Piece(0, BytesIO(content).read), by=by)


def test_findings_and_the_rest_of_a_point_in_their_order(people, walk):
    round_, point, items = walk
    ago = timezone.now() - HOUR
    round_.began_at = ago - HOUR
    round_.save(update_fields=["began_at"])
    bad = a_look(point, items[0], seq=1, at=ago, note="墙根有一堆垃圾", **STOOD)
    rest = sent("rest", seq=2, at=ago, point_id=point.pk)
    done = synced(rest, bad, by=people.supervisor)
    assert states(done) == [("done", "")] * 2, done[0].sentence
    found = {one.item_id: one for one in Finding.objects.filter(point=point)}
    assert [found[item.pk].result for item in items] == ["unmet", "met", "met"]
    assert {one.found_at for one in found.values()} == {ago}
    case = Case.objects.get()
    assert (done[1].case_id, case.reporter_id) == (case.pk, people.supervisor.person_id)
    assert (case.lng, case.lat) == (STOOD["lng"], STOOD["lat"])
    assert case.description == f"{items[0].text}\n墙根有一堆垃圾"
    again = synced(rest, bad, by=people.supervisor)
    assert states(again) == states(done)
    assert (Finding.objects.count(), Case.objects.count()) == (3, 1)


def test_a_finding_waits_for_its_photographs_and_what_is_left_for_the_finding(people, walk):
    _round, point, items = walk
    key, after = "c" * 32, "d" * 32
    bad = a_look(point, items[2], seq=1, photos=[key], after_photos=[after], solved="已移开")
    rest = sent("rest", seq=2, point_id=point.pk)
    assert states(synced(bad, rest, by=people.supervisor)) == [
        ("waiting", "photos_missing"),
        ("waiting", ""),
    ]
    uploaded(key, people.supervisor)
    uploaded(after, people.supervisor)
    assert states(synced(bad, rest, by=people.supervisor)) == [("done", "")] * 2
    case = Case.objects.get()
    assert [photo.moment for photo in photos_of(case.subject)] == ["before", "after"]
    assert (case.state, case.outcome) == ("handled", "已移开")


def test_who_comes_second_gives_what_they_saw_to_the_case_of_the_first(people, walk):
    _round, point, items = walk
    first = a_finding(walk[0], people.supervisor, note="第一个人写的")
    [action] = synced(a_look(point, items[0], note="还有一袋"), by=people.supervisor)
    assert states([action]) == [("conflict", "recorded_already")]
    assert action.case_id == first.case_id
    choices = [one.value for one in offered(action, people.supervisor)]
    assert choices == ["note", "report", "retry", "drop"]
    choose(key=action.key, choice=choices[0], by=people.supervisor)
    [note] = Remark.objects.filter(case=first.case_id)
    assert "还有一袋" in note.text
    assert Finding.objects.count() == 1


def test_what_was_met_is_not_reported_elsewhere(people, walk):
    round_, point, items = walk
    move_round(round_id=round_.pk, step=Step.FINISH, by=PLANNER)
    met, bad = a_look(point, items[0], "met", seq=1, note="干净"), a_look(point, items[1], seq=2)
    done = synced(met, bad, by=people.supervisor)
    assert states(done) == [("conflict", "round_not_under_way")] * 2
    offers = [[one.value for one in offered(action, people.supervisor)] for action in done]
    assert offers == [["retry", "drop"], ["report", "retry", "drop"]]
    choose(key=done[1].key, choice="report", by=people.supervisor)
    case = Case.objects.get()
    assert (case.description, case.place_id) == (items[1].text, people.ground.grid.pk)


def test_an_unannounced_round_opens_no_case(people):
    _round, point, items = a_walk(people, unannounced=True)
    [action] = synced(a_look(point, items[0]), by=people.supervisor)
    assert states([action]) == [("done", "")]
    assert action.case_id is None
    assert not Case.objects.exists()


@pytest.mark.parametrize("who", ["verifier", "grid_worker", "discipline_officer"])
def test_others_record_nothing(people, walk, who):
    _round, point, items = walk
    by = getattr(people, who)
    [action] = synced(a_look(point, items[0]), by=by)
    assert states([action]) == [("conflict", "out_of_sight")]
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"result": "fine"}, {"point_id": 0}, {"item_id": None}, {"lng": 200.0}, {"more": 1}]
)
def test_what_is_no_finding_is_refused(people, walk, wrong):
    _round, point, items = walk
    [action] = synced(a_look(point, items[0], **wrong), by=people.supervisor)
    assert states([action]) == [("refused", "not_understood")]


def test_two_phones_at_once_record_an_item_once(live_people):
    people = live_people
    _round, point, items = a_walk(people)
    looks = [a_look(point, items[0], note=str(number)) for number in range(2)]
    sends = [
        lambda look=look, device=device: synced(look, by=people.supervisor, device=device * 32)
        for look, device in zip(looks, "ef", strict=True)
    ]
    at_once(*sends)
    work()
    assert sorted(states(Action.objects.all())) == [("conflict", "recorded_already"), ("done", "")]
    assert (Finding.objects.count(), Case.objects.count()) == (1, 1)
