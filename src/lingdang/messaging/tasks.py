"""What comes round: sending, and forgetting."""

from lingdang.journal.public import periodic
from lingdang.messaging.services.again import prune
from lingdang.messaging.services.sending import send_due

_SEND_EVERY_SECONDS = 2
_PRUNE_EVERY_SECONDS = 6 * 3600

periodic(_SEND_EVERY_SECONDS)(send_due)
periodic(_PRUNE_EVERY_SECONDS)(prune)
