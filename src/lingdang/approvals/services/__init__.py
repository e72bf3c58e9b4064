"""Ask for it; agree, grant, refuse; withdraw, or let it lapse."""

from lingdang.approvals.services.apply import applicable, apply_in_case
from lingdang.approvals.services.decide import lapse_applications, take_step

__all__ = ["applicable", "apply_in_case", "lapse_applications", "take_step"]
