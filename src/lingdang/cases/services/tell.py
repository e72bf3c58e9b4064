"""Write the messages that a fact about a case calls for."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.models import Case
from lingdang.cases.queries.audiences import who_may_see
from lingdang.cases.queries.kin import reports_of
from lingdang.cases.telling import TELLS, Tell
from lingdang.journal.public import Fact
from lingdang.kernel.actor import Actor
from lingdang.messaging.public import tell
from lingdang.places.public import tree

_LONGEST = 200
_UNTOLD = "—"
_NAMES = 2  # of a place's path that tell it apart within a district


def tell_of(fact: Fact) -> None:
    """Tell each line of the table that stands for this fact; told twice, nobody hears it twice.

    Whoever reported the same matter is told of it under the number of their own report.
    """
    case = Case.objects.select_related("category", "procedure").get(pk=fact.data["case_id"])
    for row in TELLS:
        if row.event.name == fact.name and (row.when is None or row.when(case, fact)):
            for report in reports_of(case) if row.words.for_reporter else [case]:
                _tell(row, case, report, fact)


def _tell(row: Tell, case: Case, report: Case, fact: Fact) -> None:
    whom = row.whom(report, fact)
    people = set(whom.people)
    if not row.receipt:
        people.discard(fact.person_id or 0)
    tell(
        to=people if row.words.for_reporter or row.gone else who_may_see(people, case),
        phones=whom.phones,
        units=() if case.is_restricted else whom.units,  # a whole group reads it
        what=row.words.what,
        facts=_told(case, fact) | {"number": report.number},
        about=report.subject,
        by=Actor(name=fact.actor, person_id=fact.person_id),
        key=f"fact:{fact.pk}:{report.pk}",
    )


def _told(case: Case, fact: Fact) -> dict[str, object]:
    """What the words may be filled with: as it was when it happened, and no personal data.

    Messages leave the product: of a restricted case they tell the number and the place alone.
    """
    due_at, outcome = fact.data.get("due_at"), fact.data.get("outcome", case.outcome)
    due = f"{timezone.localtime(datetime.fromisoformat(due_at)):%m-%d %H:%M}" if due_at else ""
    hidden = case.is_restricted
    into = Case.objects.filter(pk=fact.data.get("into_id")).first()
    return {
        "into": into.number if into else "",
        "category": case.category.name if case.category and not hidden else _("A matter"),
        "place": _place(fact.place_id or case.place_id),
        "due": due,
        "reason": _UNTOLD if hidden else str(fact.data.get("reason", ""))[:_LONGEST],
        "outcome": _UNTOLD if hidden else str(outcome)[:_LONGEST],
    }


def _place(place_id: int) -> str:
    places = tree()
    names = places.path_names(place_id) if place_id in places else []
    return "".join(names[-_NAMES:])
