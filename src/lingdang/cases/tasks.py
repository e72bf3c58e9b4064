"""What comes round: changes of places and posts that were entered for a later day."""

from lingdang.cases.policies import RELEASE
from lingdang.cases.services import follow_places, follow_posts
from lingdang.journal.public import periodic
from lingdang.kernel.actor import Actor

_EVERY_SECONDS = 300
KEEPER = Actor.process("cases follow", RELEASE)


@periodic(_EVERY_SECONDS)
def follow() -> None:
    follow_places(by=KEEPER)
    follow_posts(by=KEEPER)
