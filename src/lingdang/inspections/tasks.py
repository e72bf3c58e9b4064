"""What comes round: findings of published rounds become cases."""

from lingdang.inspections.services.opening import open_due
from lingdang.journal.public import periodic

_EVERY_SECONDS = 5

periodic(_EVERY_SECONDS)(open_due)
