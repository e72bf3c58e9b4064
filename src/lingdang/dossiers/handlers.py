"""A visit that has come due is told to who makes it; who is erased is forgotten here too."""

from django.utils.translation import gettext_lazy as _

from lingdang.cases.public import CaseReporterForgotten
from lingdang.dossiers.facts import CareVisitDue
from lingdang.dossiers.services.forgetting import forget_errand
from lingdang.journal.public import Fact, handles
from lingdang.kernel.actor import Actor
from lingdang.messaging.public import Wording, declare, tell

DUE = "dossiers.visit_due"
KEEPER = Actor.process("care register")
FORGETTER = Actor.process("dossiers forget")

declare(
    Wording(
        DUE,
        _("Care visit due"),
        _("A care visit is due"),
        _("Since %(day)s a visit of the care register is due. Open the register to see whose."),
    )
)


@handles(CareVisitDue)
def remind_the_helper(fact: Fact) -> None:
    """Whose it is stands in the register alone: a message may be seen by others."""
    tell(
        to=[fact.data["helper_id"]],
        what=DUE,
        facts={"day": fact.data["due_on"]},
        about=fact.subject,
        by=KEEPER,
        key=f"{fact.subject}:{fact.data['due_on']}",
    )


@handles(CaseReporterForgotten)
def forget_who_asked(fact: Fact) -> None:
    case_id, place_id = fact.data["case_id"], fact.data["held_at_id"]
    forget_errand(case_id=case_id, place_id=place_id, by=FORGETTER)
