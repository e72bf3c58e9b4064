"""A post ends: what was planned in it goes. Until that is done no query counts it."""

from lingdang.journal.public import Fact, handles
from lingdang.kernel.actor import Actor
from lingdang.people.public import PersonClosed, PersonErased, PostEnded
from lingdang.shifts.services import clear_shifts

TIDY = Actor.process("shifts clear")


@handles(PostEnded)
def clear_after_a_post(fact: Fact) -> None:
    _clear(fact)


@handles(PersonClosed)
def clear_after_a_closing(fact: Fact) -> None:
    _clear(fact)


@handles(PersonErased)
def clear_after_an_erasure(fact: Fact) -> None:
    _clear(fact)


def _clear(fact: Fact) -> None:
    clear_shifts(person_id=fact.data["person_id"], by=TIDY)
