"""Who left which number: looked at for a reason, claimed by proving it."""

from django.db import transaction
from django.utils import timezone

from lingdang.cases.confiding import sealed
from lingdang.cases.enums import Source
from lingdang.cases.facts import (
    CaseClaimed,
    CaseContactUnmasked,
    CaseLookedAt,
    CaseReporterForgotten,
)
from lingdang.cases.models import Case
from lingdang.cases.policies import is_private, require_see, require_unmask
from lingdang.cases.queries.contacts import Contact, plain_contact
from lingdang.cases.queries.lists import lock_case
from lingdang.cases.services.transitions import carried
from lingdang.journal.public import record, record_all
from lingdang.kernel.actor import Actor
from lingdang.kernel.texts import required_text
from lingdang.people.public import Person


@transaction.atomic
def unmask_contact(*, case_id: int, reason: str, by: Actor) -> Contact:
    """Show name and phone in plain, once, for a reason that the journal keeps."""
    case = lock_case(case_id)
    require_unmask(by, case)
    words = required_text("reason", reason)
    record(sealed(case, CaseContactUnmasked(**carried(case), reason=words)), by=by)
    return plain_contact(case)


@transaction.atomic
def note_look(*, case: Case, by: Actor) -> None:
    """Whoever shows a case says so: each look at what is restricted is a fact."""
    require_see(by, case)
    if case.is_restricted:
        record(CaseLookedAt(**carried(case)), by=by)


@transaction.atomic
def claim_cases(*, by: Actor) -> int:
    """Give a person, whose number a code has proved, the reports that this number was left with.

    To be called when a resident signs in. Says how many there were.
    """
    person = Person.objects.filter(pk=by.person_id).first() if by.person_id else None
    if person is None or person.phone_verified_at is None or person.phone_index is None:
        return 0
    unclaimed = Case.objects.select_for_update(no_key=True).filter(
        contact_index=person.phone_index, reporter=None
    )
    cases = list(unclaimed.order_by("pk"))
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(
        reporter=person, changed_at=timezone.now()
    )
    record_all([CaseClaimed(**carried(case), person_id=person.pk) for case in cases], by=by)
    return len(cases)


@transaction.atomic
def forget_reporter(*, person_id: int, by: Actor) -> int:
    """Take who reported out of their cases; the matters go on, as if told without a name.

    What was asked for oneself alone says who it was: its words go too, and where a bell was rung.
    """
    held = Case.objects.select_for_update(no_key=True, of=("self",)).filter(reporter=person_id)
    cases = list(held.select_related("procedure").order_by("pk"))
    private = [case.pk for case in cases if is_private(case)]
    Case.objects.filter(pk__in=private).update(description="", address="")
    rung = [case.pk for case in cases if case.source == Source.BELL]
    Case.objects.filter(pk__in=rung).update(address="")
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(
        reporter=None,
        anonymous=True,
        contact_cipher="",
        contact_index=None,
        follow_hash=None,
        changed_at=timezone.now(),
    )
    record_all([CaseReporterForgotten(**carried(case)) for case in cases], by=by)
    return len(cases)
