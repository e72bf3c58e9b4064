"""Questions are reminded of, and end by themselves when their days are over."""

from lingdang.journal.public import periodic
from lingdang.talks.handlers import FOLLOWER
from lingdang.talks.services import end_run_out, remind_of_questions

_EVERY_SECONDS = 300


@periodic(_EVERY_SECONDS)
def keep_questions() -> None:
    end_run_out(by=FOLLOWER)
    remind_of_questions(by=FOLLOWER)
