from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from lingdang.cases.enums import LocatedHow, Source, State
from lingdang.cases.errors import KeyReused
from lingdang.cases.models import Case
from lingdang.cases.public import (
    Report,
    case_for_follow,
    claim_cases,
    contact_of,
    follower,
    report_case,
    reported_by,
    unmask_contact,
)
from lingdang.evidence.public import PhotoNotYours
from lingdang.evidence.testing import a_photo
from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.coordinates import System, from_wgs84
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.people.public import Person, actor_for

HERE = {"lng": 113.305, "lat": 33.765}
REPORT = Report(description="垃圾没人清理", **HERE, request_key="k1")


def test_a_report_starts_at_its_grid(people):
    case = report_case(report=REPORT, by=people.resident).case

    assert (case.state, case.place_id, case.origin_place_id, case.located_how) == (
        State.RECEIVED,
        people.ground.grid.pk,
        people.ground.grid.pk,
        LocatedHow.INSIDE,
    )
    assert case.path.endswith(f"/{people.ground.village.pk}/{people.ground.grid.pk}/")
    assert case.reporter_id == people.resident.person_id
    assert case.number == f"{timezone.localtime(case.received_at):%Y%m%d}-{case.pk:06d}"
    fact = Fact.objects.get(subject=case.subject)
    assert (fact.name, fact.person_id, fact.place_id, fact.data["due_at"]) == (
        "cases.case_received.v1",
        people.resident.person_id,
        people.ground.grid.pk,
        case.due_at.isoformat(),
    )


def test_positions_of_phones_are_brought_home_and_kept_raw(people):
    there = from_wgs84(113.305, 33.765, System.BD09)
    report = replace(REPORT, lng=there.lng, lat=there.lat, system=System.BD09)
    case = report_case(report=report, by=ANYONE).case

    assert (round(case.lng, 5), round(case.lat, 5)) == (113.305, 33.765)
    assert (case.raw_lng, case.raw_lat, case.raw_system) == (there.lng, there.lat, "bd09")
    assert case.place_id == people.ground.grid.pk


def test_without_a_position_the_chosen_place_or_the_districts_desk_has_it(people):
    words = Report(description="路灯不亮")
    chosen = report_case(report=replace(words, place_id=people.ground.village.pk), by=ANYONE).case
    left = report_case(report=words, by=ANYONE).case

    assert (chosen.place_id, chosen.located_how) == (people.ground.village.pk, "chosen")
    assert (left.place_id, left.located_how) == (people.ground.district.pk, "desk")


def test_the_bell_needs_no_words(people):
    assert report_case(report=Report(source=Source.BELL, **HERE), by=ANYONE).case.description == ""


def test_accepting_a_report_takes_at_most_eight_statements(people, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        report_case(report=replace(REPORT, contact_phone="13800001234"), by=ANYONE)
    with django_assert_max_num_queries(8):
        report_case(report=replace(REPORT, source="hotline"), by=people.dispatcher)


def test_sent_twice_it_is_one_case(people):
    first = report_case(report=REPORT, by=ANYONE)
    second = report_case(report=REPORT, by=ANYONE)

    assert (first.again, second.again) == (False, True)
    assert second.case == first.case
    assert second.follow_token == first.follow_token
    assert Case.objects.count() == Fact.objects.filter(subject=first.case.subject).count() == 1


def test_another_report_under_the_same_key_is_refused(people):
    report_case(report=REPORT, by=ANYONE)

    with pytest.raises(KeyReused):
        report_case(report=replace(REPORT, description="别的事"), by=ANYONE)
    assert Case.objects.count() == 1


def test_keys_of_different_people_do_not_meet(people):
    cases = {
        report_case(report=REPORT, by=by).case.pk
        for by in (ANYONE, people.resident, people.other_resident)
    }
    assert len(cases) == 3


def test_eight_at_once_make_one_case(live_people):
    def send(_number):
        try:
            return report_case(report=REPORT, by=live_people.resident)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))

    assert len({answer.case.pk for answer in answers}) == 1
    assert [answer.again for answer in answers].count(False) == 1
    assert Case.objects.count() == Fact.objects.filter(name="cases.case_received.v1").count() == 1


def test_who_has_no_account_follows_by_a_secret(people):
    answer = report_case(report=REPORT, by=ANYONE)
    case = case_for_follow(answer.follow_token)

    assert case == answer.case
    assert answer.follow_token not in {case.follow_hash, str(case.public_id)}
    assert follower(case).case_id == case.pk
    with pytest.raises(NotFound):
        case_for_follow("guess")
    assert report_case(report=REPORT, by=people.resident).follow_token is None


def test_an_anonymous_report_bears_no_trace_of_the_account(people):
    report = replace(REPORT, anonymous=True, contact_name="张三", contact_phone="13800001234")
    answer = report_case(report=report, by=people.resident)

    case = answer.case
    assert (case.reporter_id, case.contact_cipher, case.contact_index) == (None, "", None)
    assert case.request_scope == "anyone"
    fact = Fact.objects.get(subject=case.subject)
    assert (fact.actor, fact.person_id) == ("reporter", None)
    assert case_for_follow(answer.follow_token) == case


def test_contacts_are_sealed_masked_and_shown_for_a_reason(people):
    report = replace(REPORT, contact_name="李四", contact_phone="138 0000 1234")
    case = report_case(report=report, by=ANYONE).case

    assert "李四" not in case.contact_cipher
    assert (contact_of(case).name, contact_of(case).phone) == ("李*", "138****1234")
    with pytest.raises(Incomplete):
        unmask_contact(case_id=case.pk, reason=" ", by=people.dispatcher)
    with pytest.raises(NotFound):
        unmask_contact(case_id=case.pk, reason="回访", by=people.other_dispatcher)
    with pytest.raises(NotAllowed):
        unmask_contact(case_id=case.pk, reason="回访", by=people.leader)
    plain = unmask_contact(case_id=case.pk, reason="回访", by=people.dispatcher)
    assert (plain.name, plain.phone) == ("李四", "13800001234")
    fact = Fact.objects.get(name="cases.case_contact_unmasked.v1")
    assert (fact.person_id, fact.data["reason"]) == (people.dispatcher.person_id, "回访")
    assert "1234" not in str(fact.data)


def test_staff_who_speak_for_somebody_are_not_the_reporter(people):
    report = replace(REPORT, source="hotline", contact_phone="13800001234")
    answer = report_case(report=report, by=people.dispatcher)

    assert (answer.case.reporter_id, answer.follow_token) == (None, None)
    assert Fact.objects.get(subject=answer.case.subject).person_id == people.dispatcher.person_id


def test_a_proved_number_claims_what_was_left_with_it(people):
    person = Person.objects.get(pk=people.resident.person_id)
    case = report_case(report=replace(REPORT, contact_phone=person.phone), by=ANYONE).case

    assert claim_cases(by=people.resident) == 0  # nothing is proved yet
    Person.objects.filter(pk=person.pk).update(phone_verified_at=timezone.now())
    assert claim_cases(by=people.resident) == 1
    assert claim_cases(by=people.resident) == 0
    assert list(reported_by(actor_for(person))) == [case]


@pytest.mark.parametrize("source", ["hotline", "desk", "grid_worker", "api", "open311"])
def test_a_stranger_does_not_speak_for_others(people, source):
    with pytest.raises(NotAllowed):
        report_case(report=replace(REPORT, source=source), by=ANYONE)
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"description": "  "}, "description"),
        ({"description": "a\0b"}, "description"),
        ({"description": "字" * 4001}, "description"),
        ({"address": "字" * 201}, "address"),
        ({"lat": None}, "lng"),
        ({"lng": 181.0}, "lng"),
        ({"lng": float("nan")}, "lng"),
        ({"lng": None, "lat": None, "place_id": 10**9}, "place_id"),
        ({"category_code": "nothing"}, "category_code"),
        ({"category_code": "a\0b"}, "category_code"),
        ({"contact_phone": "12"}, "contact_phone"),
        ({"contact_name": "字" * 51}, "contact_name"),
        ({"photo_ids": tuple(range(1, 11))}, "photo_ids"),
        ({"request_key": ""}, "request_key"),
        ({"source": "import"}, "source"),
        ({"received_at": timezone.now() + timedelta(days=1)}, "received_at"),
    ],
)
def test_bad_input_is_named_and_changes_nothing(people, change, field):
    with pytest.raises(Incomplete) as refusal:
        report_case(report=replace(REPORT, **change), by=ANYONE)
    assert list(refusal.value.problems) == [field]
    assert not Case.objects.exists()
    assert not Fact.objects.filter(name__startswith="cases.").exists()


def test_photographs_come_with_the_report_or_not_at_all(people):
    photo = a_photo()
    case = report_case(report=replace(REPORT, photo_ids=(photo.pk,)), by=ANYONE).case
    photo.refresh_from_db()
    assert (photo.subject, photo.moment) == (case.subject, "before")

    with pytest.raises(PhotoNotYours):
        report_case(
            report=replace(REPORT, request_key="k2", photo_ids=(photo.pk,)), by=people.resident
        )
    assert Case.objects.count() == 1
