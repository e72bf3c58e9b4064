"""“Me too” instead of a second report; and the result, told to all who said it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import OPEN, Case, public_cases
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.messaging.public import tell
from lingdang.people.public import decrypt, encrypt, normal_phone
from lingdang.suggestions.errors import AlreadyOver
from lingdang.suggestions.facts import CaseJoined
from lingdang.suggestions.messages import SETTLED
from lingdang.suggestions.models import Joined
from lingdang.suggestions.policies import require_join
from lingdang.suggestions.queries.joined import who_is

TELLER = Actor.process("suggestions tell")


@transaction.atomic
def join_case(*, case_id: int, by: Actor, phone: str = "", for_other: bool = False) -> bool:
    """Count somebody in, once; returns whether they are new. ``for_other``: whoever calls."""
    require_join(by, for_other=for_other)
    case = public_cases().filter(pk=case_id).first()
    if case is None:
        raise NotFound
    if case.state not in OPEN:
        raise AlreadyOver
    number, at = normal_phone(phone) if phone.strip() else "", timezone.now()
    person_id = None if for_other else by.person_id
    if for_other and not number:
        raise Incomplete({"contact_phone": _("Ask for the number of whoever calls.")})
    _joined, created = Joined.objects.get_or_create(
        case_id=case.pk,
        who=who_is(person_id, number, by.name),
        defaults={
            "person_id": person_id,
            "phone_cipher": encrypt(number) if number and person_id is None else "",
            "at": at,
        },
    )
    if created:
        record(CaseJoined(case_id=case.pk, place=case.place_id), by=by, at=at)
    return created


def tell_joined(case: Case, *, key: str) -> None:
    """Say to all who joined how it ended; the same ``key`` is told once."""
    joined = list(Joined.objects.filter(case=case.pk))
    if joined:
        tell(
            to=[one.person_id for one in joined if one.person_id],
            phones=[decrypt(one.phone_cipher) for one in joined if one.phone_cipher],
            what=SETTLED,
            facts={"number": case.number, "outcome": case.outcome},
            about=case.subject,
            by=TELLER,
            key=key,
        )


def forget_joined(person_id: int) -> None:
    """Leave the count of a matter and forget who was counted."""
    Joined.objects.filter(person=person_id).update(person=None, phone_cipher="")
