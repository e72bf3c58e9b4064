"""What happens to persons is followed here."""

from lingdang.journal.public import Fact, handles
from lingdang.messaging.services.choosing import forget_person
from lingdang.people.public import PersonClosed, PersonErased


@handles(PersonClosed)
def forget_who_is_shut_out(fact: Fact) -> None:
    forget_person(fact.data["person_id"])


@handles(PersonErased)
def forget_who_is_erased(fact: Fact) -> None:
    forget_person(fact.data["person_id"])
