"""Builders for the tests of other rooms."""

from typing import Any

from lingdang.approvals.enums import Kind
from lingdang.approvals.models import Application
from lingdang.approvals.services import apply_in_case
from lingdang.cases.public import Case
from lingdang.kernel.actor import Actor


def an_application(case: Case, by: Actor, kind: Kind = Kind.EXTEND, **more: Any) -> Application:
    more.setdefault("reason", "等待材料")
    return apply_in_case(case_id=case.pk, kind=kind, by=by, **more)
