"""Notices: written within reach, published once, corrected, withdrawn; told to each once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from lingdang.evidence.public import Photo, photos_of
from lingdang.evidence.testing import a_photo
from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.kernel.steps import StepNotPossible
from lingdang.messaging.public import Message, Outgoing, inbox_for
from lingdang.notices.enums import STEPS, State, Step
from lingdang.notices.errors import NoticeChanged, NoticeOver
from lingdang.notices.models import Notice
from lingdang.notices.public import (
    may_read_photo,
    notice_for,
    notices_for,
    publish_notice,
    rewrite_notice,
    shown,
    shown_in,
    shown_notice,
    versions_of,
    withdraw_notice,
    write_notice,
)
from lingdang.notices.services import telling
from lingdang.notices.services.telling import tell_due
from lingdang.notices.testing import WRITER, a_notice, words
from lingdang.people.public import Role, actor_for, follow_place
from lingdang.people.testing import a_person, actor
from lingdang.places.testing import a_district

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(db):
    return a_district()


@pytest.fixture
def writer(district):
    return actor(Role.DISPATCHER, place=district.village)


@pytest.fixture
def follower(district):
    def follows(place):
        person = actor_for(a_person())
        follow_place(place_id=place.pk, by=person)
        return person

    return follows


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Step)
def test_every_step_is_decided_in_every_state(state, step):
    assert (step in STEPS.open_to(state)) == {
        State.DRAFT: step in {Step.REWRITE, Step.PUBLISH, Step.WITHDRAW},
        State.PUBLISHED: step in {Step.CORRECT, Step.WITHDRAW},
        State.WITHDRAWN: False,
    }[state]


def test_it_is_written_published_corrected_and_withdrawn(district, writer):
    notice = write_notice(words=words(district.grid), by=writer)
    assert list(shown()) == []
    publish_notice(notice_id=notice.pk, by=writer)
    assert shown_notice(notice.pk) == notice
    better = words(district.grid, text="改到后天。")
    rewrite_notice(notice_id=notice.pk, version=1, words=better, by=writer)
    assert shown_notice(notice.pk).text == "改到后天。"
    said = [fact.data.get("text") for fact in versions_of(notice)]
    assert said == ["改到后天。", *["明天 9 时至 17 时停水,请提前储水。"] * 2]
    withdraw_notice(notice_id=notice.pk, reason="不停水了", by=writer)
    with pytest.raises(NotFound):
        shown_notice(notice.pk)
    assert notice_for(writer, notice.pk).state == State.WITHDRAWN
    for again in (
        lambda: publish_notice(notice_id=notice.pk, by=writer),
        lambda: withdraw_notice(notice_id=notice.pk, reason="又一次", by=writer),
        lambda: rewrite_notice(notice_id=notice.pk, version=2, words=better, by=writer),
    ):
        with pytest.raises(StepNotPossible):
            again()


def test_residents_read_what_is_for_their_place_while_it_is_shown(district):
    today = timezone.localdate()
    of_town = a_notice(district.town)
    urgent = a_notice(district.grid, urgent=True)
    later = a_notice(district.village, from_on=today + timedelta(days=1))
    assert list(shown_in([district.village.pk])) == [urgent, of_town]
    assert list(shown_in([district.grid.pk])) == [urgent, of_town]
    Notice.objects.filter(pk=later.pk).update(from_on=today)
    assert list(shown_in([district.village.pk])) == [urgent, later, of_town]
    Notice.objects.filter(pk=of_town.pk).update(from_on=today - timedelta(days=9), until_on=today)
    assert of_town in shown()
    Notice.objects.filter(pk=of_town.pk).update(until_on=today - timedelta(days=1))
    assert of_town not in shown()
    assert list(shown_in([999999])) == []


def test_only_who_has_the_duty_there_writes(district, writer):
    stranger = actor(Role.GRID_WORKER, place=district.grid)
    editor = actor(Role.EDITOR, place=district.town)
    for nobody in (ANYONE, stranger):
        with pytest.raises(NotAllowed):
            write_notice(words=words(district.grid), by=nobody)
    with pytest.raises(NotAllowed):
        write_notice(words=words(district.town), by=writer)
    theirs = a_notice(district.town, published=False, by=editor)
    assert list(notices_for(writer)) == list(notices_for(stranger)) == []
    for act in (
        lambda: notice_for(writer, theirs.pk),
        lambda: publish_notice(notice_id=theirs.pk, by=writer),
        lambda: withdraw_notice(notice_id=theirs.pk, reason="?", by=ANYONE),
        lambda: rewrite_notice(
            notice_id=theirs.pk, version=1, words=words(district.grid), by=writer
        ),
    ):
        with pytest.raises(NotFound):
            act()
    mine = a_notice(district.grid, published=False, by=writer)
    with pytest.raises(NotAllowed):  # nor is it moved to where one has no say
        rewrite_notice(notice_id=mine.pk, version=1, words=words(district.town), by=writer)
    mine.refresh_from_db()
    assert (mine.place_id, mine.version) == (district.grid.pk, 1)


def test_what_is_not_whole_is_refused_and_keeps_nothing(district):
    today = timezone.localdate()
    for wrong, field in [
        ({"title": " "}, "title"),
        ({"title": "停" * 61}, "title"),
        ({"text": ""}, "text"),
        ({"until_on": today - timedelta(days=1)}, "until_on"),
        ({"until_on": today + timedelta(days=900)}, "until_on"),
    ]:
        with pytest.raises(Incomplete) as refusal:
            write_notice(words=words(district.grid, **wrong), by=WRITER)
        assert list(refusal.value.problems) == [field]
    assert not Notice.objects.exists()
    past = {"from_on": today - timedelta(days=9), "until_on": today - timedelta(days=1)}
    notice = a_notice(district.grid, published=False, **past)
    with pytest.raises(NoticeOver):
        publish_notice(notice_id=notice.pk, by=WRITER)
    with pytest.raises(Incomplete):
        withdraw_notice(notice_id=notice.pk, reason=" ", by=WRITER)


def test_sent_twice_it_is_one(district, writer):
    key = uuid4()
    first = write_notice(words=words(district.grid), by=writer, key=key)
    assert write_notice(words=words(district.grid), by=writer, key=key) == first
    assert Notice.objects.count() == 1


def test_what_somebody_else_wrote_meanwhile_is_not_lost(district, writer):
    notice = a_notice(district.grid, published=False)
    rewrite_notice(notice_id=notice.pk, version=1, words=words(district.grid), by=writer)
    with pytest.raises(NoticeChanged):
        rewrite_notice(notice_id=notice.pk, version=1, words=words(district.grid), by=WRITER)


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_publish_it_once(district):
    notice = a_notice(district.grid, published=False)

    def press(_):
        try:
            publish_notice(notice_id=notice.pk, by=WRITER)
        except StepNotPossible:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(press, range(4))) == [False, False, False, True]
    assert Fact.objects.filter(name="notices.published.v1").count() == 1


def test_its_photographs_are_everybodys_while_it_is_shown(district, writer):
    notice = write_notice(words=words(district.grid), photo_ids=[a_photo(by=writer).pk], by=writer)
    assert (may_read_photo(writer, notice.pk), may_read_photo(ANYONE, notice.pk)) == (True, False)
    publish_notice(notice_id=notice.pk, by=writer)
    assert may_read_photo(ANYONE, notice.pk)
    withdraw_notice(notice_id=notice.pk, reason="有误", by=writer)
    assert not may_read_photo(ANYONE, notice.pk)


def test_followers_are_told_once_and_nobody_else(district, follower):
    of_village, of_elsewhere = follower(district.village), follower(district.other_grid)
    follow_place(place_id=district.grid.pk, by=of_village)
    a_notice(district.grid, urgent=True)
    assert (tell_due(), tell_due()) == (1, 0)
    (message,) = inbox_for(of_village)
    assert (message.what, message.urgent) == ("notices.told_urgently", True)
    assert not inbox_for(of_elsewhere).exists()


def test_nobody_is_told_before_its_day_nor_after_it_was_withdrawn(district, follower):
    follower(district.village)
    early = a_notice(district.village, from_on=timezone.localdate() + timedelta(days=1))
    gone = a_notice(district.village)
    withdraw_notice(notice_id=gone.pk, reason="有误", by=WRITER)
    assert tell_due() == 0
    Notice.objects.filter(pk=early.pk).update(from_on=timezone.localdate())
    assert tell_due() == 1


def test_who_dies_half_way_tells_nobody_twice_and_leaves_nobody_out(
    district, follower, monkeypatch
):
    monkeypatch.setattr(telling, "BATCH", 2)
    persons = [follower(district.village) for _ in range(5)]
    a_notice(district.village)
    assert telling._tell_batch() == 2
    whole, calls = telling._tell, []

    def dies(notice, batch):
        whole(notice, batch)
        calls.append(batch)
        raise KeyboardInterrupt

    monkeypatch.setattr(telling, "_tell", dies)
    with pytest.raises(KeyboardInterrupt):
        tell_due()
    monkeypatch.setattr(telling, "_tell", whole)
    assert Message.objects.count() == 2
    assert tell_due() == 3
    assert [inbox_for(person).count() for person in persons] == [1] * 5
    assert Notice.objects.get().told_at is not None
    Notice.objects.update(told_up_to=0, told_at=None)  # even if it forgot how far it came
    tell_due()
    assert Message.objects.count() == 5


def test_what_can_wait_costs_no_text_messages(district, follower, settings):
    settings.MESSAGE_CHANNELS, settings.MESSAGE_QUIET_HOURS = ["sms"], ""
    follower(district.village)
    a_notice(district.village)
    tell_due()
    assert not Outgoing.objects.exists()
    a_notice(district.village, urgent=True)
    tell_due()
    assert Outgoing.objects.get().urgent


def test_its_constraints_hold(district):
    notice = a_notice(district.grid)
    now = timezone.now()
    for wrong in [
        {"title": ""},
        {"text": ""},
        {"until_on": notice.from_on - timedelta(days=1)},
        {"published_at": None},
        {"state": State.WITHDRAWN, "withdrawn_at": now},
        {"state": "gone"},
        {"state": State.DRAFT, "published_at": None, "told_at": now},
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.filter(pk=notice.pk).update(**wrong)


def test_a_photograph_is_taken_away_with_the_next_words_and_only_from_its_own(district, writer):
    kept, gone, other = (a_photo(by=writer) for _each in range(3))
    notice = write_notice(words=words(district.grid), photo_ids=[kept.pk, gone.pk], by=writer)
    write_notice(words=words(district.grid), photo_ids=[other.pk], by=writer)
    told = {"notice_id": notice.pk, "words": words(district.grid), "by": writer}
    without = [gone.public_id, other.public_id]
    with pytest.raises(NoticeChanged):
        rewrite_notice(**told, version=9, without=without)
    assert len(photos_of(notice.subject)) == 2
    rewrite_notice(**told, version=1, without=without)
    assert [photo.id for photo in photos_of(notice.subject)] == [kept.pk]
    assert Photo.objects.filter(pk=other.pk).exists()
    assert Fact.objects.filter(subject=notice.subject).last().data["photo_ids"] == [kept.pk]
