"""Who asked for an errand is forgotten with their account; what was done stays."""

import json

import pytest

from lingdang.cases.public import Case, Report, Source, file_case, keep_case
from lingdang.dossiers.models import Errand, Paper, Reply
from lingdang.dossiers.public import keep, start_errand
from lingdang.dossiers.testing import PAPERS, a_service, an_errand
from lingdang.evidence.public import attach_photos, photos_of
from lingdang.evidence.testing import a_photo
from lingdang.journal.public import Fact, deliver_due
from lingdang.kernel.actor import ANYONE
from lingdang.people.public import decrypt, encrypt, erase_person


@pytest.fixture
def errand(people):
    a_service()
    report = Report(
        description="替我母亲王秀英办老年证",
        source=Source.RESIDENT,
        place_id=people.ground.grid.pk,
        address="3栋2单元501",
        contact_name="王秀英",
        contact_phone="13800001234",
    )
    case = start_errand(report=report, service="senior-card", by=people.resident).case
    attach_photos([a_photo().pk], subject=case.subject, moment="other", by=ANYONE)
    Reply.objects.create(case=case, channel="phone", cipher=encrypt("王秀英您好，办好了"))
    return case


def test_an_errand_keeps_what_was_done_and_not_for_whom(people, errand):
    file_case(case_id=errand.pk, category_code="own", by=people.community)
    keep_case(case_id=errand.pk, by=people.grid_worker)
    keep(case_id=errand.pk, kind="consent", data={"consent": "signed"}, by=people.grid_worker)
    erase_person(person_id=people.resident.person_id, by=people.resident)
    deliver_due()
    case, kept = Case.objects.get(pk=errand.pk), Errand.objects.get(pk=errand.pk)
    assert (case.description, case.address, case.contact_cipher) == ("", "", "")
    assert (case.reporter_id, case.state) == (None, "dispatched")
    assert (kept.service_id, kept.consent) == ("senior-card", "signed")
    assert set(Paper.objects.filter(errand=kept).values_list("name", flat=True)) == {*PAPERS}
    assert decrypt(Reply.objects.get().cipher) == "—"
    assert photos_of(errand.subject) == []
    told = [json.dumps(fact.data, ensure_ascii=False) for fact in Fact.objects.all()]
    assert not any(word in line for line in told for word in ("秀英", "501"))


def test_forgotten_twice_it_is_forgotten_once(people, errand):
    erase_person(person_id=people.resident.person_id, by=people.resident)
    deliver_due()
    deliver_due()
    assert Fact.objects.filter(name="dossiers.dossier_forgotten.v1").count() == 1


def test_the_errands_of_others_stay(people, errand):
    other = an_errand(people.grid_worker, people.ground.grid.pk)
    erase_person(person_id=people.resident.person_id, by=people.resident)
    deliver_due()
    other.refresh_from_db()
    assert other.description
    assert other.contact_cipher
