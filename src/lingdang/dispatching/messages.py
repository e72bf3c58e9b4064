"""What people are told of this room, and by which words."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.cases.public import Case, lock_case
from lingdang.dispatching.models import HandOver
from lingdang.dispatching.queries.owners import owners_of
from lingdang.journal.public import Fact
from lingdang.kernel.actor import Actor
from lingdang.messaging.public import Wording, declare, tell
from lingdang.places.public import tree

SUPERVISED, REMINDED, LIFTED = (
    "dispatching.supervised",
    "dispatching.reminded",
    "dispatching.lifted",
)
URGED, ASSIGNED, HANDED_OVER = (
    "dispatching.urged",
    "dispatching.assigned",
    "dispatching.handed_over",
)

declare(
    Wording(
        SUPERVISED,
        pgettext_lazy("message", "Supervision"),
        _("Case %(number)s is under supervision"),
        _("Settle it by %(until)s. %(note)s"),
    ),
    Wording(
        REMINDED,
        pgettext_lazy("message", "Reminder of a supervision"),
        _("Supervised case %(number)s: due %(until)s"),
        _("The case in %(place)s is still open. Settle it, or say what is in the way."),
    ),
    Wording(
        LIFTED,
        pgettext_lazy("message", "Supervision lifted"),
        _("Case %(number)s is no longer under supervision"),
        "%(note)s",
    ),
    Wording(
        URGED,
        pgettext_lazy("message", "Urging"),
        _("Case %(number)s was urged"),
        _("It was urged for the %(count)s. time. %(note)s"),
    ),
    Wording(
        ASSIGNED,
        pgettext_lazy("message", "Given to you"),
        _("Case %(number)s was given to you"),
        _("It lies in %(place)s. Put it right and say what was done."),
    ),
    Wording(
        HANDED_OVER,
        pgettext_lazy("message", "Hand-over"),
        _("The shift was handed over to you: %(cases)s cases"),
        "%(note)s",
    ),
)


def tell_owners(fact: Fact, what: str, *, urgent: bool = False) -> None:
    """Tell whoever has the case of the fact; not the one who did it."""
    case = lock_case(fact.data["case_id"])
    owners = owners_of(case) - {fact.person_id}
    units = [case.unit_id] if case.unit_id else []
    _tell(fact, what, owners, _about(case) | _said(fact), units=units, urgent=urgent)


def tell_assigned(fact: Fact) -> None:
    to = fact.data["handler_id"]
    if to is not None and to != fact.person_id:
        case = lock_case(fact.data["case_id"])
        _tell(fact, ASSIGNED, {to}, _about(case))


def tell_taker(fact: Fact) -> None:
    done = HandOver.objects.get(pk=fact.data["hand_over_id"])
    told = {"cases": fact.data["cases"], "note": done.note}
    _tell(fact, HANDED_OVER, {done.to_id} - {fact.person_id}, told)


def _about(case: Case) -> dict[str, object]:
    places = tree()
    place = places.node(case.place_id).name if case.place_id in places else ""
    return {"number": case.number, "place": place}


def _said(fact: Fact) -> dict[str, object]:
    return {name: fact.data.get(name, "") for name in ("note", "until", "count")}


def _tell(
    fact: Fact,
    what: str,
    to: Iterable[int],
    facts: Mapping[str, object],
    *,
    units: Iterable[int] = (),
    urgent: bool = False,
) -> None:
    tell(
        to=to,
        what=what,
        facts=facts,
        about=fact.subject,
        by=Actor(name=fact.actor, person_id=fact.person_id),
        urgent=urgent,
        key=f"fact:{fact.pk}",
        units=units,
    )
