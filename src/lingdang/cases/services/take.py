"""One door to all steps: page, API and command name the step and bring what it asks for."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from lingdang.cases.enums import Step
from lingdang.cases.models import Case
from lingdang.cases.services.answer import (
    call_back_case,
    close_case,
    conclude_case,
    reopen_case,
)
from lingdang.cases.services.assign import (
    dispatch_case,
    keep_case,
    pass_up_case,
    recall_case,
    release_case,
)
from lingdang.cases.services.decide import file_case, refuse_case, withdraw_case
from lingdang.cases.services.handle import (
    finish_part,
    handle_case,
    return_case,
    verify_case,
)
from lingdang.cases.services.merge import merge_case, unmerge_case
from lingdang.cases.services.split import split_case
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete

# What each step asks for; a name with * must be given.
ASKS: dict[Step, tuple[Callable[..., Case], tuple[str, ...]]] = {
    Step.FILE: (file_case, ("category_code", "standard_id", "procedure_code", "particulars")),
    Step.REFUSE: (refuse_case, ("reason*",)),
    Step.DISPATCH: (dispatch_case, ("unit_id", "handler_id")),
    Step.KEEP: (keep_case, ("handler_id",)),
    Step.PASS_UP: (pass_up_case, ("reason*",)),
    Step.RECALL: (recall_case, ("reason*",)),
    Step.RELEASE: (release_case, ()),
    Step.HANDLE: (handle_case, ("outcome*", "photo_ids")),
    Step.RETURN: (return_case, ("reason*",)),
    Step.VERIFY: (verify_case, ("note",)),
    Step.CALL_BACK: (call_back_case, ("settled*", "stars", "channel", "comment")),
    Step.CLOSE: (close_case, ()),
    Step.CONCLUDE: (conclude_case, ()),
    Step.REOPEN: (reopen_case, ("reason*",)),
    Step.WITHDRAW: (withdraw_case, ("reason*",)),
    Step.MERGE: (merge_case, ("into_id*",)),
    Step.UNMERGE: (unmerge_case, ()),
    Step.SPLIT: (split_case, ("parts*", "lead_unit_id")),
    Step.FINISH: (finish_part, ()),
}


def take_step(*, case_id: int, step: Step | str, data: Mapping[str, Any], by: Actor) -> Case:
    """Take a step by its name; ``ASKS`` says what ``data`` may hold, ``None`` is absent."""
    if step not in Step.values:
        raise Incomplete({"step": _("There is no such step.")})
    service, asked = ASKS[Step(step)]
    given = {name: value for name, value in data.items() if value is not None}
    problems = _problems(given, asked)
    if problems:
        raise Incomplete(problems)
    return service(case_id=case_id, by=by, **given)


def _problems(given: Mapping[str, Any], asked: tuple[str, ...]) -> dict[str, str]:
    names = {name.rstrip("*") for name in asked}
    needed = {name.rstrip("*") for name in asked if name.endswith("*")}
    problems = {name: _("This is missing.") for name in needed - given.keys()}
    problems |= {name: _("This step does not ask for it.") for name in given.keys() - names}
    for name in names & given.keys():
        if not _IS[name](given[name]):
            problems[name] = _("This is not what is asked for.")
    return problems


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _are_ids(value: object) -> bool:
    return isinstance(value, list | tuple) and all(map(_is_id, value))


def _are_parts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(map(_is_part, value))


def _is_part(value: object) -> bool:
    if not isinstance(value, Mapping) or value.keys() != {"unit_id", "task"}:
        return False
    return _is_id(value["unit_id"]) and _is_text(value["task"])


_IS: dict[str, Callable[[object], bool]] = {
    "category_code": _is_text,
    "procedure_code": _is_text,
    "particulars": lambda value: isinstance(value, dict),
    "standard_id": _is_id,
    "reason": _is_text,
    "unit_id": _is_id,
    "into_id": _is_id,
    "lead_unit_id": _is_id,
    "parts": _are_parts,
    "handler_id": _is_id,
    "outcome": _is_text,
    "photo_ids": _are_ids,
    "note": _is_text,
    "settled": lambda value: isinstance(value, bool),
    "stars": _is_whole,
    "channel": _is_text,
    "comment": _is_text,
}
