"""Draw what is looked at again; look; let fall away what was opened again."""

from lingdang.lookbacks.services.drawing import draw_day, draw_due, draw_quarter
from lingdang.lookbacks.services.looking import look
from lingdang.lookbacks.services.upkeep import lapse

__all__ = ["draw_day", "draw_due", "draw_quarter", "lapse", "look"]
