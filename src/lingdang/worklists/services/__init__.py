"""Every way to change lists and runs."""

from lingdang.worklists.services.lists import remove_list, save_list
from lingdang.worklists.services.runs import begin_run, carry_on, undo_run

__all__ = ["begin_run", "carry_on", "remove_list", "save_list", "undo_run"]
