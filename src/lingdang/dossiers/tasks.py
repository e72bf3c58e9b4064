"""What comes round: visits that are due."""

from lingdang.dossiers.policies import TELL
from lingdang.dossiers.services.care import tell_due_visits
from lingdang.journal.public import periodic
from lingdang.kernel.actor import Actor

_EVERY_SECONDS = 600
KEEPER = Actor.process("care register", TELL)


@periodic(_EVERY_SECONDS)
def remind() -> None:
    tell_due_visits(by=KEEPER)
