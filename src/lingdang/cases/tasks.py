"""What comes round: changes entered for a later day, clocks that go on."""

from lingdang.cases.policies import RELEASE, RESUME, TELL
from lingdang.cases.services import follow_places, follow_posts, resume_run_out, tell_deadlines
from lingdang.journal.public import periodic
from lingdang.kernel.actor import Actor

_EVERY_SECONDS = 300
_A_MINUTE = 60
KEEPER = Actor.process("cases follow", RELEASE)
CLOCK = Actor.process("cases clock", RESUME, TELL)


@periodic(_EVERY_SECONDS)
def follow() -> None:
    follow_places(by=KEEPER)
    follow_posts(by=KEEPER)


@periodic(_A_MINUTE)
def keep_clocks() -> None:
    resume_run_out(by=CLOCK)
    tell_deadlines(by=CLOCK)
