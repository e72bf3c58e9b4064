import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.cases.public import State, timeline
from lingdang.cases.testing import a_case, race
from lingdang.doubts.enums import Level
from lingdang.doubts.errors import NotOnesOwn
from lingdang.doubts.models import Doubt, Weight
from lingdang.doubts.public import answer_doubt, cards_of, decide_doubt, doubts_for, trust_of
from lingdang.doubts.testing import a_doubt
from lingdang.doubts.tests.conftest import shown
from lingdang.evidence.testing import a_photo
from lingdang.journal.public import Fact
from lingdang.kernel.errors import DomainError, Incomplete, NotAllowed, NotFound
from lingdang.people.testing import actor


def a_copy(office, twin_case=None):
    twin = shown(twin_case or office.case, moment="before")
    photo = shown(office.case)
    return a_doubt(office.case, photo, "copy", twin=twin, similarity=0.9)


def test_an_answer_and_a_decision_stay_with_the_case(office):
    doubt = a_copy(office)
    assert trust_of(office.case.subject).level == Level.WEAK
    photo = a_photo(by=office.asker)
    answer_doubt(doubt_id=doubt.pk, text="同一角度", photo_ids=[photo.pk], by=office.asker)
    decide_doubt(doubt_id=doubt.pk, step="dismiss", reason="现场看过", by=office.judge)
    assert trust_of(office.case.subject).points == 100
    [card] = cards_of(office.judge, doubts_for(office.judge))
    assert [one.id for one in card.photos] == [photo.pk]
    assert card.steps == []
    told = Fact.objects.filter(name__startswith="doubts.").order_by("pk")
    assert [(fact.name.split(".")[1], fact.data["words"], fact.person_id) for fact in told] == [
        ("doubt_answered", "同一角度", office.asker.person_id),
        ("doubt_dismissed", "现场看过", office.judge.person_id),
    ]
    inner = [entry.title for entry in timeline(office.case, inner=True)]
    assert len(inner) == len(timeline(office.case)) + 2  # residents are not told


def test_what_is_upheld_counts_on(office):
    doubt = a_copy(office)
    decide_doubt(doubt_id=doubt.pk, step="uphold", reason="旧照片", by=office.judge)
    assert trust_of(office.case.subject).level == Level.WEAK
    with pytest.raises(DomainError):
        answer_doubt(doubt_id=doubt.pk, text="不是", by=office.asker)


def test_nobody_decides_their_own_and_strangers_know_of_nothing(office):
    doubt, people = a_copy(office), office.people
    second = actor("verifier", place=people.ground.town)
    Doubt.objects.filter(pk=doubt.pk).update(
        answer="是", answered_by=second.person_id, answered_at=timezone.now(), state="answered"
    )
    before = Doubt.objects.values().get()
    for who, refusal in (
        (second, NotOnesOwn),
        (office.asker, NotAllowed),
        (people.dispatcher, NotAllowed),
        (people.other_dispatcher, NotFound),
        (people.resident, NotFound),
    ):
        with pytest.raises(refusal):
            decide_doubt(doubt_id=doubt.pk, step="dismiss", reason="好", by=who)
    assert Doubt.objects.values().get() == before


@pytest.mark.parametrize("step", ["dismiss", "answer", "?"])
def test_a_decision_says_why_and_is_one(office, step):
    doubt = a_copy(office)
    with pytest.raises(Incomplete):
        decide_doubt(doubt_id=doubt.pk, step=step, reason=" ", by=office.judge)
    assert Doubt.objects.get().state == "open"


def test_a_twin_of_a_hidden_case_shows_nothing_of_it(office):
    hidden = a_case(State.DISPATCHED, place=office.people.ground.other_grid)
    a_copy(office, hidden)
    [card] = cards_of(office.asker, doubts_for(office.asker))
    assert (card.twin.public_id, card.twin.case, card.twin.taken_at) == (None, None, None)


def test_two_at_once_decide_once(live_office):
    doubt, office = a_copy(live_office), live_office
    third = actor("supervisor", place=office.people.ground.town)
    calls = [
        lambda who=who: decide_doubt(doubt_id=doubt.pk, step="uphold", reason="旧", by=who)
        for who in (office.judge, third)
    ]
    assert sorted(refused is None for refused in race(calls)) == [False, True]
    assert Fact.objects.filter(name="doubts.doubt_upheld.v1").count() == 1


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("doubt_kind_known", {"kind": "x"}),
        ("doubt_state_known", {"state": "x"}),
        ("doubt_copy_has_twin", {"kind": "copy"}),
        ("doubt_similarity_is_a_share", {"similarity": 2}),
        ("doubt_answered_by_somebody", {"answer": "是"}),
        ("doubt_answered_has_answer", {"state": "answered"}),
        ("doubt_decided_with_reason", {"state": "upheld"}),
    ],
)
def test_what_must_hold_of_a_doubt(office, constraint, wrong):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        a_doubt(office.case, shown(office.case), **wrong)


def test_what_must_hold_of_two_and_of_weights(office):
    photo, who = shown(office.case), office.judge.person_id
    for constraint, wrong in (
        ("doubt_not_twin_of_itself", {"twin": photo}),
        (
            "doubt_not_decided_by_who_answered",
            {
                "answer": "是",
                "answered_by_id": who,
                "answered_at": timezone.now(),
                "reason": "是",
                "decided_by_id": who,
                "decided_at": timezone.now(),
                "state": "upheld",
            },
        ),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            a_doubt(office.case, photo, **wrong)
    a_doubt(office.case, photo)
    with pytest.raises(IntegrityError, match="doubt_once"), transaction.atomic():
        a_doubt(office.case, photo)
    for constraint, kind, points in (("kind_known", "x", 1), ("at_most", "copy", 101)):
        with pytest.raises(IntegrityError, match=f"weight_{constraint}"), transaction.atomic():
            Weight.objects.create(kind=kind, points=points)


def test_three_rows_cost_as_many_statements_as_one(office, django_assert_num_queries):
    hidden = a_case(State.DISPATCHED, place=office.people.ground.other_grid)
    for count in (1, 3):
        for _ in range(count):
            a_copy(office, hidden)
        with django_assert_num_queries(2):
            cards_of(office.judge, doubts_for(office.judge))
