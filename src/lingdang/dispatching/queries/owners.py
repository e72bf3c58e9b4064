"""Whose a case is now: who is to be told when somebody presses for it."""

from lingdang.cases.public import Case
from lingdang.dispatching.enums import DUTY_ROLES
from lingdang.dispatching.judging import upwards
from lingdang.people.public import Role, holders


def owners_of(case: Case) -> set[int]:
    """Find who has it in hand, else all of its unit, else the nearest who serve there."""
    if case.handler_id is not None:
        return {case.handler_id}
    if case.unit_id is not None:
        return {post.person_id for post in holders(Role.UNIT_HANDLER, unit_id=case.unit_id)}
    above = upwards(case.path)
    serving = holders(*DUTY_ROLES, place_ids=above)
    nearest = min((above.index(post.place_id or 0) for post in serving), default=0)
    return {post.person_id for post in serving if post.place_id == above[nearest]}
