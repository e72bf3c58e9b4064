"""What happens below is followed here: places that move or end, posts that end.

And what happens to a case is told to whom it concerns.
"""

from datetime import date

from lingdang.cases.facts import CaseFiled, CaseReceived, CaseRefiled
from lingdang.cases.policies import RELEASE
from lingdang.cases.services import (
    follow_calendar,
    follow_places,
    follow_posts,
    forget_reporter,
    mark_repeat,
    tell_of,
)
from lingdang.cases.telling import TELLS
from lingdang.journal.public import Fact, handles
from lingdang.kernel.actor import Actor
from lingdang.people.public import PersonErased, PostEnded
from lingdang.places.public import (
    CalendarChanged,
    PlaceDissolved,
    PlaceMerged,
    PlaceMoved,
    PlaceSplit,
)

KEEPER = Actor.process("cases follow", RELEASE)


@handles(PlaceMoved)
def follow_a_move(_fact: Fact) -> None:
    follow_places(by=KEEPER)


@handles(PlaceSplit)
def follow_a_split(_fact: Fact) -> None:
    follow_places(by=KEEPER)


@handles(PlaceMerged)
def follow_a_merger(_fact: Fact) -> None:
    follow_places(by=KEEPER)


@handles(PlaceDissolved)
def follow_an_end(_fact: Fact) -> None:
    follow_places(by=KEEPER)


@handles(CaseReceived)
@handles(CaseFiled)
@handles(CaseRefiled)
def find_what_it_repeats(fact: Fact) -> None:
    """Once its category is known, and again only when that changes."""
    if fact.data["category"] not in {None, fact.data.get("category_before")}:
        mark_repeat(case_id=fact.data["case_id"], by=KEEPER)


@handles(CalendarChanged)
def follow_the_calendar(fact: Fact) -> None:
    first, last = (date.fromisoformat(fact.data[day]) for day in ("first", "last"))
    follow_calendar(first, last, by=KEEPER)


@handles(PostEnded)
def follow_a_farewell(fact: Fact) -> None:
    """A post may end on a day to come: the five-minute round follows that one."""
    follow_posts(by=KEEPER, person_id=fact.data["person_id"])


@handles(PersonErased)
def forget_who_reported(fact: Fact) -> None:
    forget_reporter(person_id=fact.data["person_id"], by=KEEPER)


def tell_of_case(fact: Fact) -> None:
    """Tell those whom the table in ``telling`` names."""
    tell_of(fact)


for event in {row.event for row in TELLS}:
    handles(event)(tell_of_case)
