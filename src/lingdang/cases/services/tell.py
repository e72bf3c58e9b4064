"""Write the messages that a fact about a case calls for."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.models import Case
from lingdang.cases.queries.audiences import who_may_see
from lingdang.cases.telling import TELLS, Tell
from lingdang.journal.public import Fact
from lingdang.kernel.actor import Actor
from lingdang.messaging.public import tell
from lingdang.places.public import tree

_LONGEST = 200
_NAMES = 2  # of a place's path that tell it apart within a district


def tell_of(fact: Fact) -> None:
    """Tell each line of the table that stands for this fact; told twice, nobody hears it twice."""
    case = Case.objects.select_related("category").get(pk=fact.data["case_id"])
    for row in TELLS:
        if row.event.name == fact.name and (row.when is None or row.when(case, fact)):
            _tell(row, case, fact)


def _tell(row: Tell, case: Case, fact: Fact) -> None:
    whom = row.whom(case, fact)
    people = set(whom.people)
    if not row.receipt:
        people.discard(fact.person_id or 0)
    tell(
        to=people if row.words.for_reporter else who_may_see(people, case),
        phones=whom.phones,
        units=whom.units,
        what=row.words.what,
        facts=_told(case, fact),
        about=case.subject,
        by=Actor(name=fact.actor, person_id=fact.person_id),
        urgent=row.urgent,
        key=f"fact:{fact.pk}",
    )


def _told(case: Case, fact: Fact) -> dict[str, object]:
    """What the words may be filled with: as it was when it happened, and no personal data."""
    due_at = fact.data.get("due_at")
    return {
        "number": case.number,
        "category": case.category.name if case.category else _("A matter"),
        "place": _place(fact.place_id or case.place_id),
        "due": f"{timezone.localtime(datetime.fromisoformat(due_at)):%m-%d %H:%M}"
        if due_at
        else "",
        "reason": str(fact.data.get("reason", ""))[:_LONGEST],
        "outcome": str(fact.data.get("outcome", case.outcome))[:_LONGEST],
    }


def _place(place_id: int) -> str:
    places = tree()
    names = places.path_names(place_id) if place_id in places else []
    return "".join(names[-_NAMES:])
