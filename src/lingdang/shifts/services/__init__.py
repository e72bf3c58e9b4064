from lingdang.shifts.services.copying import Copied, Skipped, copy_week
from lingdang.shifts.services.planning import change_shift, clear_shifts, plan_shift, remove_shift

__all__ = [
    "Copied",
    "Skipped",
    "change_shift",
    "clear_shifts",
    "copy_week",
    "plan_shift",
    "remove_shift",
]
