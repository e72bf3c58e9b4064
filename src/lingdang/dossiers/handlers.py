"""A visit that has come due is told to who makes it."""

from django.utils.translation import gettext_lazy as _

from lingdang.dossiers.facts import CareVisitDue
from lingdang.journal.public import Fact, handles
from lingdang.kernel.actor import Actor
from lingdang.messaging.public import Wording, declare, tell

DUE = "dossiers.visit_due"
KEEPER = Actor.process("care register")

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
