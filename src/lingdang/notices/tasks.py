"""What comes round: followers are told, batch by batch."""

from lingdang.journal.public import periodic
from lingdang.notices.services.telling import tell_due

_EVERY_SECONDS = 5

periodic(_EVERY_SECONDS)(tell_due)
