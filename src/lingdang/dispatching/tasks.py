"""What comes round: reminders of supervised cases."""

from lingdang.dispatching.services.watching import remind_supervised
from lingdang.journal.public import periodic
from lingdang.kernel.actor import Actor

_EVERY_SECONDS = 600
REMINDER = Actor.process("dispatching remind")


@periodic(_EVERY_SECONDS)
def remind() -> None:
    remind_supervised(by=REMINDER)
