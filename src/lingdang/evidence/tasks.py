"""Uploads that were begun and never finished end by themselves."""

from lingdang.evidence.services import forget_uploads
from lingdang.journal.public import periodic

_AN_HOUR = 3600


@periodic(_AN_HOUR)
def keep_uploads() -> None:
    forget_uploads()
