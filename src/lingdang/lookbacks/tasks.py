"""What comes round: every day that is over is drawn from, and every quarter completed."""

from lingdang.journal.public import periodic
from lingdang.kernel.actor import Actor
from lingdang.lookbacks.enums import DRAW
from lingdang.lookbacks.services import draw_due

_EVERY_SECONDS = 600
DRAWING = Actor.process("lookbacks draw", DRAW)


@periodic(_EVERY_SECONDS)
def draw_what_is_over() -> None:
    draw_due(by=DRAWING)
