"""Every rule of the table, broken once."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.approvals.enums import Kind, State
from lingdang.approvals.models import Application

NOW = timezone.now()
BROKEN = [
    ("application_kind_known", {"kind": "favour"}),
    ("application_state_known", {"state": "lost"}),
    ("application_has_reason", {"reason": ""}),
    ("application_hangs_until_a_day", {"kind": Kind.HANG_UP}),
    ("application_hangs_until_a_day", {"until": NOW}),
    ("application_agreed_by_somebody", {"agreed_at": NOW}),
    ("application_agreed_when_agreed", {"state": State.AGREED}),
    ("application_decided_by_somebody", {"state": State.GRANTED}),
    ("application_decided_by_somebody", {"decided_at": NOW}),
    ("application_refused_with_words", {"state": State.REFUSED, "decided": "chief"}),
    ("application_not_by_oneself", {"state": State.GRANTED, "decided": "asker"}),
    ("application_not_by_oneself", {"state": State.AGREED, "agreed": "asker"}),
    ("application_granted_by_two", {"state": State.GRANTED, "agreed": "chief", "decided": "chief"}),
    (
        "application_appeal_by_two",
        {"kind": Kind.APPEAL, "state": State.GRANTED, "decided": "chief"},
    ),
]


def an_application_row(office, **fields):
    for word in ("agreed", "decided"):
        if who := fields.pop(word, None):
            fields |= {f"{word}_by_id": getattr(office, who).person_id, f"{word}_at": NOW}
    usual = {"kind": Kind.EXTEND, "reason": "x", "asked_at": NOW}
    return Application(case=office.case, asked_by_id=office.asker.person_id, **usual | fields)


@pytest.mark.parametrize(("name", "fields"), BROKEN)
def test_the_table_refuses(office, name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        an_application_row(office, **fields).save()


def test_one_is_open_and_one_appeal_is_made(office):
    an_application_row(office).save()
    with pytest.raises(IntegrityError, match="one_open"), transaction.atomic():
        an_application_row(office).save()
    Application.objects.update(state=State.LAPSED)
    refused = {"kind": Kind.APPEAL, "state": State.REFUSED, "words": "x", "decided": "chief"}
    an_application_row(office, **refused).save()
    with pytest.raises(IntegrityError, match="one_appeal"), transaction.atomic():
        an_application_row(office, **refused).save()
