"""Every rule of the tables, broken once."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.cases.testing import a_case
from lingdang.dossiers.models import (
    Agreement,
    CareEntry,
    CareVisit,
    Document,
    Errand,
    Paper,
    Party,
    Reply,
    Service,
    Session,
    Transfer,
)
from lingdang.dossiers.testing import a_care_entry, a_service, an_errand

NOW = timezone.now()


@pytest.fixture
def kept(people):
    """One row of each, whole."""
    a_service()
    an_errand(people.grid_worker, people.ground.grid.pk)
    entry = a_care_entry(people.grid_worker, people.ground.grid.pk)
    case, day = a_case(place=people.ground.grid), timezone.localdate()
    CareVisit.objects.create(
        entry=entry, on=day, by_id=people.grid_worker.person_id, request_key="k"
    )
    Party.objects.create(case=case, role="asks", cipher="x")
    Session.objects.create(case=case, held_on=day, mediators=[1])
    Agreement.objects.create(case=case, outcome="agreed", cipher="x")
    Document.objects.create(case=case, step="a", position=0, number="1", on=day)
    Document.objects.create(case=case, step="b", position=1, number="2", on=day)
    Reply.objects.create(case=case, channel="phone", cipher="x")
    Transfer.objects.create(case=case, unit=people.unit)


BROKEN = [
    (Service, "service_has_name", {"name": ""}),
    (Service, "service_days_possible", {"days": 0}),
    (Errand, "errand_consent_whole", {"consent": "signed"}),
    (Errand, "errand_consent_whole", {"consent": "dreamt", "consent_at": NOW}),
    (Errand, "errand_delivered_with_consent", {"delivered_at": NOW}),
    (Paper, "paper_state_known", {"state": "lost", "moved_at": NOW}),
    (Paper, "paper_moved_has_time", {"state": "collected"}),
    (Paper, "paper_once_in_an_errand", {"name": "x"}),
    (Party, "party_role_known", {"role": "x"}),
    (Party, "party_is_sealed", {"cipher": ""}),
    (Session, "session_has_mediator", {"mediators": []}),
    (Agreement, "agreement_outcome_known", {"outcome": "x"}),
    (Agreement, "agreement_is_sealed", {"cipher": ""}),
    (Agreement, "agreement_followed_up_whole", {"kept": True}),
    (Document, "document_once_in_a_case", {"step": "a"}),
    (Document, "document_in_order", {"position": 0}),
    (Document, "document_has_number", {"number": ""}),
    (Document, "document_removed_possible", {"removed": 0}),
    (Reply, "reply_channel_known", {"channel": "x"}),
    (Reply, "reply_is_sealed", {"cipher": ""}),
    (Transfer, "transfer_receipt_whole", {"receipt": "1"}),
    (
        Transfer,
        "transfer_received_after_sent",
        {"receipt": "1", "received_at": "2020-01-01T00:00:00Z"},
    ),
    (CareEntry, "care_category_known", {"category": "x"}),
    (CareEntry, "care_is_sealed", {"cipher": ""}),
    (CareEntry, "care_interval_possible", {"interval_days": 0}),
]


@pytest.mark.parametrize(("model", "name", "fields"), BROKEN)
def test_the_table_refuses(kept, model, name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.update(**fields)
