"""Questions whose days are over end by themselves."""

from lingdang.journal.public import periodic
from lingdang.talks.handlers import FOLLOWER
from lingdang.talks.services import end_run_out

_EVERY_SECONDS = 300


@periodic(_EVERY_SECONDS)
def end_questions() -> None:
    end_run_out(by=FOLLOWER)
