from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from lingdang.cases.public import State, handle_case
from lingdang.cases.testing import a_case
from lingdang.doubts.enums import Level
from lingdang.doubts.models import Doubt
from lingdang.doubts.policies import JUDGE
from lingdang.doubts.public import trust_of
from lingdang.doubts.services import judge_photo
from lingdang.doubts.tests.conftest import HOUR, exif, shown
from lingdang.evidence.testing import a_photo, a_picture
from lingdang.journal.public import Fact, deliver_due
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed

JUDGING = Actor.process("test judge", JUDGE, "cases.see_case")


def judged(photo):
    return {doubt.kind: doubt for doubt in judge_photo(photo_id=photo.pk, by=JUDGING)}


def inside(office):
    return 113.305, 33.765


def test_a_photograph_that_holds_is_not_doubted(office):
    photo = shown(office.case, taken=exif(timezone.now()), position=inside(office))
    assert judged(photo) == {}
    trust = trust_of(office.case.subject)
    assert (trust.level, trust.points, trust.photographs) == (Level.STRONG, 100, 1)


def test_where_is_told_in_metres(office):
    photo = shown(office.case, taken=exif(timezone.now()), position=(113.5, 33.765))
    doubt = judged(photo)["outside"]
    assert doubt.metres > 1000
    assert trust_of(office.case.subject).level == Level.FAIR


def test_far_from_the_reported_spot_is_elsewhere_though_within_the_place(office, settings):
    settings.DOUBT_METRES = 10**6
    office.case.lng, office.case.lat = inside(office)
    office.case.raw_lng, office.case.raw_lat = office.case.lng, office.case.lat
    office.case.raw_system = "wgs84"
    office.case.save()
    photo = shown(office.case, taken=exif(timezone.now()), position=(113.33, 33.765))
    doubt = judged(photo)["outside"]
    assert doubt.tag == "spot"
    assert 2000 < doubt.metres < 2600


@pytest.mark.parametrize(("off", "kind"), [(-5, "early"), (2, "late"), (2, "future")])
def test_when_is_told_by_two_clocks(office, off, kind):
    photo = shown(office.case, taken=exif(timezone.now() + off * HOUR), position=inside(office))
    doubt = judged(photo)[kind]
    assert abs(doubt.at - (timezone.now() + off * HOUR)) < timedelta(minutes=1)
    assert doubt.bound is not None


def test_a_photograph_from_before_may_be_older_than_the_order(office):
    photo = shown(
        office.case, moment="before", taken=exif(timezone.now() - 9 * HOUR), position=inside(office)
    )
    assert judged(photo) == {}


def test_what_it_does_not_say_and_what_changed_it(office):
    found = judged(shown(office.case, software="GIMP 3.0"))
    assert {*found} == {"no_position", "no_time", "edited"}
    assert found["edited"].tag == "GIMP 3.0"


def test_a_copy_of_another_case_names_its_twin(office):
    other = a_case(State.DISPATCHED, place=office.people.ground.other_grid)
    first = shown(other, moment="before")
    judged(first)
    cut = a_picture(1).crop((30, 20, 460, 350))
    doubt = judged(shown(office.case, picture=cut))["copy"]
    assert (doubt.twin_id, doubt.mirrored) == (first.pk, False)
    assert doubt.similarity > 0.9
    assert trust_of(office.case.subject).level == Level.WEAK


def test_another_scene_than_before_is_a_weak_sign(office):
    before = shown(office.case, moment="before", seed=1)
    beside = a_picture(1).rotate(5).crop((30, 30, 450, 330))
    assert "other_scene" in judged(shown(office.case, seed=2))
    beside.paste("gray", (0, 0, 420, 130))  # something was cleared away
    again = judged(shown(office.case, picture=beside))
    assert "other_scene" not in again
    assert before.pk


def test_judged_again_it_is_the_same_and_lapses_when_it_holds(office, settings):
    photo = shown(office.case, position=(113.5, 33.765), taken=exif(timezone.now()))
    first = judged(photo)["outside"]
    assert judged(photo)["outside"].pk == first.pk
    settings.DOUBT_METRES = settings.DOUBT_SPOT_METRES = 10**7
    assert judged(photo) == {}
    told = Fact.objects.filter(name__startswith="doubts.").order_by("pk")
    assert [fact.name for fact in told] == ["doubts.doubt_found.v1", "doubts.doubt_lapsed.v1"]


def test_who_may_not_judge_and_what_shows_no_case(office):
    with pytest.raises(NotAllowed):
        judge_photo(photo_id=shown(office.case).pk, by=office.judge)
    assert judge_photo(photo_id=a_photo().pk, by=JUDGING) == []


def test_the_worker_judges_what_a_case_was_put_right_with(office):
    case = a_case(State.DISPATCHED, place=office.people.ground.grid, unit=office.people.unit)
    photo = a_photo(by=office.asker, image=a_picture(5))
    handle_case(case_id=case.pk, outcome="已清理", photo_ids=[photo.pk], by=office.asker)
    deliver_due()
    assert {d.kind for d in Doubt.objects.filter(case=case)} == {"no_position", "no_time"}


def test_the_command_judges_what_was_there_before_and_says_how_many(office):
    shown(office.case)
    for words, told in ((), "1 photographs"), ((), "0 photographs"), (("--all",), "1 photographs"):
        said = StringIO()
        call_command("doubts", "judge", *words, stdout=said)
        assert said.getvalue().startswith(told)
    assert Doubt.objects.count() == 2


def test_a_district_weighs_as_it_likes(office):
    judged(shown(office.case))
    call_command("doubts", "weigh", "no_time", "95")
    assert trust_of(office.case.subject).level == Level.WEAK
    said = StringIO()
    call_command("doubts", "weights", stdout=said)
    assert "no_time       95" in said.getvalue()
    for wrong in (("nothing", "1"), ("copy", "101"), ("copy", "-1")):
        with pytest.raises(CommandError):
            call_command("doubts", "weigh", *wrong)
