"""What came in between is said in words, and each way out of it is a way out."""

from datetime import timedelta
from functools import partial
from io import BytesIO

import pytest
from django.utils import timezone, translation

from lingdang.cases.public import Case, dispatch_case, merge_case
from lingdang.cases.public import State as CaseState
from lingdang.cases.testing import a_case, race
from lingdang.dossiers.public import end_care
from lingdang.dossiers.testing import KEEPER, a_care_entry
from lingdang.evidence.public import Piece, begin_upload, continue_upload, photos_of
from lingdang.evidence.testing import jpeg_bytes
from lingdang.fieldwork.models import Action
from lingdang.fieldwork.services.applying import apply_due
from lingdang.fieldwork.services.choosing import choose
from lingdang.fieldwork.services.offering import offered
from lingdang.fieldwork.testing import sent, synced
from lingdang.fieldwork.tests.conftest import HERE, states
from lingdang.journal.public import Fact
from lingdang.kernel.errors import NotFound
from lingdang.people.public import Post, end_post
from lingdang.people.testing import REGISTRAR
from lingdang.standards.public import Category
from lingdang.talks.public import Remark

A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def uploaded(key, by, content=b""):
    content = content or jpeg_bytes(colour=f"#{key[:6]}")
    begun = begin_upload(key=key, length=len(content), by=by)
    piece = Piece(0, BytesIO(content).read)
    return continue_upload(upload_id=begun.id, piece=piece, by=by)


def handled_by_others(people, **more):
    """Put right by somebody else while the grid worker's phone was away."""
    case = a_case(CaseState.HANDLED, place=people.ground.grid, handler=people.community)
    [action] = synced(
        sent("handle", case_id=case.pk, outcome="已清运两车", **more), by=people.grid_worker
    )
    return case, action


def kinds(action, by):
    return [choice.value for choice in offered(action, by)]


@pytest.mark.parametrize(
    ("state", "code", "chinese"),
    [
        (CaseState.HANDLED, "case_settled", "别人处置"),
        (CaseState.VERIFIED, "case_settled", "别人处置"),
        (CaseState.CLOSED, "case_ended", "已结案"),
        (CaseState.WITHDRAWN, "case_ended", "已撤回"),
        (CaseState.REFUSED, "case_ended", "不予立案"),
        (CaseState.MERGED, "case_merged", "并"),
        (CaseState.FILED, "case_elsewhere", "不在您手上"),
    ],
)
def test_a_case_that_moved_on(people, state, code, chinese):
    case = a_case(state, place=people.ground.grid)
    with translation.override("zh-hans"):
        handle = sent("handle", case_id=case.pk, outcome="已清运")
        [action] = synced(handle, by=people.grid_worker)
    assert states([action]) == [("conflict", code)]
    assert chinese in action.sentence
    assert kinds(action, people.grid_worker) == ["note", "report", "retry", "drop"]
    assert action.data["outcome"] == "已清运"


def test_the_loser_of_two_at_once_is_a_conflict_and_nothing_is_lost(live_people):
    people = live_people
    case = a_case(CaseState.DISPATCHED, place=people.ground.grid, handler=people.grid_worker)

    def send(phone):
        handle = sent("handle", case_id=case.pk, outcome=f"第{phone}部手机")
        return synced(handle, by=people.grid_worker, device=phone * 32)

    race([partial(send, phone) for phone in "1234"])
    apply_due(until=float("inf"))
    found = sorted(states(Action.objects.all()))
    assert found == [("conflict", "case_settled")] * 3 + [("done", "")]
    losers = Action.objects.filter(state="conflict")
    case.refresh_from_db()
    told = {one.data["outcome"] for one in losers} | {case.outcome}
    assert told == {f"第{phone}部手机" for phone in "1234"}


def test_a_duty_that_ended(people):
    case = a_case(CaseState.FILED, place=people.ground.grid)
    [post] = Post.objects.filter(person=people.grid_worker.person_id)
    end_post(post_id=post.pk, on=timezone.localdate(), by=REGISTRAR)
    [action] = synced(sent("keep", case_id=case.pk), by=people.grid_worker)
    assert states([action]) == [("conflict", "out_of_sight")]


def test_a_category_that_is_gone_is_reported_without_it(people):
    report = sent("report", description="井盖破损", category="06010", **HERE)
    Category.objects.filter(code="06010").update(code="99990")
    [action] = synced(report, by=people.grid_worker)
    assert states([action]) == [("conflict", "category_gone")]
    assert "report" in kinds(action, people.grid_worker)
    done = choose(key=action.key, choice="report", by=people.grid_worker)
    assert (done.case.category, done.case.description) == (None, "井盖破损")
    assert done.case.place_id == people.ground.grid.pk


def test_a_place_that_is_gone(people):
    [action] = synced(sent("report", description="井盖破损", place_id=10**9), by=people.grid_worker)
    assert states([action]) == [("conflict", "place_gone")]
    done = choose(key=action.key, choice="report", by=people.grid_worker)
    assert done.state == "done"


def test_a_care_entry_that_ended_keeps_what_was_found(people):
    entry = a_care_entry(people.grid_worker, people.ground.grid.pk)
    end_care(entry_id=entry.pk, by=KEEPER)
    visit = sent("visit", entry_id=entry.pk, note="搬去女儿家了", need="需要轮椅")
    [action] = synced(visit, by=people.grid_worker)
    assert states([action]) == [("conflict", "care_ended")]
    assert kinds(action, people.grid_worker) == ["retry", "drop"]
    assert action.data["note"] == "搬去女儿家了"
    assert "搬去" not in action.cipher


def test_added_to_the_case_as_a_note(people):
    uploaded("d" * 32, people.grid_worker)
    case, action = handled_by_others(people, photos=["d" * 32])
    done = choose(key=action.key, choice="note", by=people.grid_worker)
    note = Remark.objects.get()
    assert (note.case_id, "已清运两车" in note.text) == (case.pk, True)
    assert len(photos_of(note.subject)) == 1
    assert (done.state, done.chosen, done.case_id, done.data) == ("done", "note", case.pk, {})
    case.refresh_from_db()
    assert case.outcome == "已清理"  # what the other said stays


def test_a_note_goes_where_a_merged_case_goes_on(people):
    leading = a_case(CaseState.FILED, place=people.ground.grid)
    case = a_case(CaseState.FILED, place=people.ground.grid)
    merge_case(case_id=case.pk, into_id=leading.pk, by=people.community)
    [action] = synced(sent("keep", case_id=case.pk), by=people.grid_worker)
    assert states([action]) == [("conflict", "case_merged")]
    assert kinds(action, people.grid_worker) == ["retry", "drop"]  # nothing was said
    [action] = synced(sent("handle", case_id=case.pk, outcome="已清运"), by=people.grid_worker)
    done = choose(key=action.key, choice="note", by=people.grid_worker)
    assert (done.case_id, Remark.objects.get().case_id) == (leading.pk, leading.pk)


def test_reported_as_another_case_where_it_was(people):
    uploaded("e" * 32, people.grid_worker)
    case, action = handled_by_others(people, photos=["e" * 32])
    done = choose(key=action.key, choice="report", by=people.grid_worker)
    assert done.case_id != case.pk
    assert (done.case.description, done.case.place_id) == ("已清运两车", case.place_id)
    assert done.case.source == "grid_worker"
    assert len(photos_of(done.case.subject)) == 1


def test_put_aside_and_still_readable(people):
    _case, action = handled_by_others(people)
    done = choose(key=action.key, choice="drop", by=people.grid_worker)
    assert (done.state, done.data["outcome"]) == ("dropped", "已清运两车")
    assert kinds(done, people.grid_worker) == []


def test_tried_again_once_it_is_back(people):
    case = a_case(CaseState.FILED, place=people.ground.grid)
    dispatch_case(case_id=case.pk, unit_id=people.unit.pk, by=people.dispatcher)
    [action] = synced(sent("keep", case_id=case.pk), by=people.grid_worker)
    assert states([action]) == [("conflict", "case_elsewhere")]
    again = choose(key=action.key, choice="retry", by=people.grid_worker)
    assert states([again]) == [("conflict", "case_elsewhere")]
    Case.objects.filter(pk=case.pk).update(state="filed", unit=None, dispatched_at=None)
    again = choose(key=action.key, choice="retry", by=people.grid_worker)
    assert states([again]) == [("done", "")]


def test_too_late_by_itself_but_not_for_its_person(people):
    past = timezone.now() - 40 * A_DAY
    [action] = synced(
        sent("report", at=past, description="井盖破损", **HERE), by=people.grid_worker
    )
    assert states([action]) == [("refused", "too_old")]
    done = choose(key=action.key, choice="report", by=people.grid_worker)
    assert timezone.now() - done.case.received_at < A_DAY


def test_a_choice_is_made_once(live_people):
    people = live_people
    _case, action = handled_by_others(people)
    by = people.grid_worker
    refusals = race([lambda: choose(key=action.key, choice="report", by=by)] * 4)
    assert refusals == [None] * 4
    assert Case.objects.filter(description="已清运两车").count() == 1
    [other] = race([lambda: choose(key=action.key, choice="drop", by=by)])
    assert other.code == "not_to_choose"
    assert Fact.objects.filter(name="fieldwork.action_chosen.v1").count() == 1


def test_nobody_chooses_for_another(people):
    _case, action = handled_by_others(people)
    with pytest.raises(NotFound):
        choose(key=action.key, choice="drop", by=people.community)
    action.refresh_from_db()
    assert action.state == "conflict"


def test_what_its_photographs_are_awaited_for_waits_and_others_go_on(people):
    by, case = people.grid_worker, a_case(CaseState.FILED, place=people.ground.grid)
    report = sent("report", seq=1, description="井盖破损", photos=["f" * 32], **HERE)
    follows = sent("keep", seq=2, case_key=report.key)
    other = sent("note", seq=3, case_id=case.pk, text="门口有狗")
    found = synced(report, follows, other, by=by)
    assert states(found) == [("waiting", "photos_missing"), ("waiting", ""), ("done", "")]
    assert found[0].sentence
    assert kinds(found[0], by) == ["without_photos", "drop"]
    uploaded("f" * 32, by)
    assert apply_due(until=float("inf")) == 0  # it is looked at again in a while
    Action.objects.waiting().update(due_at=timezone.now())
    apply_due(until=float("inf"))
    assert states(Action.objects.order_by("seq")) == [("done", "")] * 3
    done = Action.objects.order_by("seq")[0].case
    assert len(photos_of(done.subject)) == 1


def test_a_phone_that_sends_again_is_not_put_off(people):
    """It has just sent the photographs: what waits for them is looked at."""
    by = people.grid_worker
    report = sent("report", description="井盖破损", photos=["f" * 32], **HERE)
    synced(report, by=by)
    uploaded("f" * 32, by)
    assert states(synced(report, by=by)) == [("done", "")]


def test_photographs_that_will_never_come(people):
    by = people.grid_worker
    uploaded("1" * 32, by)
    keys = ["1" * 32, "2" * 32]
    [action] = synced(sent("report", description="井盖破损", photos=keys, **HERE), by=by)
    done = choose(key=action.key, choice="without_photos", by=by)
    assert (done.state, len(photos_of(done.case.subject))) == ("done", 1)


def test_a_photograph_that_is_none(people):
    by = people.grid_worker
    race([lambda: uploaded("3" * 32, by, b"not a photograph")])
    [action] = synced(sent("report", description="井盖破损", photos=["3" * 32], **HERE), by=by)
    assert states([action]) == [("conflict", "photo_broken")]
    assert kinds(action, by) == ["report", "without_photos", "retry", "drop"]
    done = choose(key=action.key, choice="without_photos", by=by)
    assert done.state == "done"


def test_another_persons_photographs_do_not_come(people):
    uploaded("4" * 32, people.community)
    report = sent("report", description="井盖破损", photos=["4" * 32], **HERE)
    assert states(synced(report, by=people.grid_worker)) == [("waiting", "photos_missing")]
