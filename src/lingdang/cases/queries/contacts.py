"""Who left which number: sealed in the table, masked on screens."""

import json
from dataclasses import dataclass

from lingdang.cases.models import Case
from lingdang.cases.policies import is_reporter
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.people.public import decrypt, mask_name, mask_phone


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    phone: str


def plain_contact(case: Case) -> Contact:
    """Open the seal; only for those who may, see ``unmask_contact``."""
    if not case.contact_cipher:
        return Contact("", "")
    return Contact(**json.loads(decrypt(case.contact_cipher)))


def contact_of(case: Case) -> Contact:
    """As a screen may show it: ``张*``, ``138****1234``."""
    plain = plain_contact(case)
    return Contact(mask_name(plain.name), mask_phone(plain.phone))


def own_contact(actor: Actor, case: Case) -> Contact:
    """What its reporter left, to the reporter alone."""
    if not is_reporter(actor, case):
        raise NotFound
    return plain_contact(case)
