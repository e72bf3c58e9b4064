"""Every way to change a case. One function, one transaction, one fact."""

from lingdang.cases.services.amend import (
    excuse_case,
    extend_case,
    refile_case,
    require_extensible,
)
from lingdang.cases.services.answer import answer_case, call_back_case, close_case, reopen_case
from lingdang.cases.services.assign import (
    dispatch_case,
    keep_case,
    pass_up_case,
    recall_case,
    release_case,
)
from lingdang.cases.services.batch import REPORTS_AT_ONCE, Outcome, refusal_of, report_cases
from lingdang.cases.services.contacts import (
    claim_cases,
    forget_reporter,
    note_look,
    unmask_contact,
)
from lingdang.cases.services.decide import file_case, refuse_case, withdraw_case
from lingdang.cases.services.drafts import Report
from lingdang.cases.services.entrust import describe_case, lock_to_describe
from lingdang.cases.services.hand_over import assign_case, hand_over_cases
from lingdang.cases.services.handle import handle_case, return_case, verify_case
from lingdang.cases.services.ladder import tell_deadlines
from lingdang.cases.services.links import link_cases, mark_repeat, unlink_cases
from lingdang.cases.services.merge import merge_case, merge_cases, unmerge_case
from lingdang.cases.services.reckon import follow_calendar
from lingdang.cases.services.release import release_photo
from lingdang.cases.services.report import Reported, report_case
from lingdang.cases.services.split import MOST_UNITS, Part, split_case
from lingdang.cases.services.suspend import (
    require_hangable,
    resume_case,
    resume_run_out,
    suspend_case,
)
from lingdang.cases.services.take import take_step
from lingdang.cases.services.tell import tell_of
from lingdang.cases.services.undo import UNDOABLE, Taken, take_undoably, undo_step
from lingdang.cases.services.upkeep import follow_places, follow_posts

__all__ = [
    "MOST_UNITS",
    "REPORTS_AT_ONCE",
    "UNDOABLE",
    "Outcome",
    "Part",
    "Report",
    "Reported",
    "Taken",
    "answer_case",
    "assign_case",
    "call_back_case",
    "claim_cases",
    "close_case",
    "describe_case",
    "dispatch_case",
    "excuse_case",
    "extend_case",
    "file_case",
    "follow_calendar",
    "follow_places",
    "follow_posts",
    "forget_reporter",
    "hand_over_cases",
    "handle_case",
    "keep_case",
    "link_cases",
    "lock_to_describe",
    "mark_repeat",
    "merge_case",
    "merge_cases",
    "note_look",
    "pass_up_case",
    "recall_case",
    "refile_case",
    "refusal_of",
    "refuse_case",
    "release_case",
    "release_photo",
    "reopen_case",
    "report_case",
    "report_cases",
    "require_extensible",
    "require_hangable",
    "resume_case",
    "resume_run_out",
    "return_case",
    "split_case",
    "suspend_case",
    "take_step",
    "take_undoably",
    "tell_deadlines",
    "tell_of",
    "undo_step",
    "unlink_cases",
    "unmask_contact",
    "unmerge_case",
    "verify_case",
    "withdraw_case",
]
