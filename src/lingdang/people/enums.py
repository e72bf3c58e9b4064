"""Roles, the duties each role carries, and what a role is held at."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    BUREAU = "bureau", _("Bureau")
    BRIGADE = "brigade", _("Brigade")
    COMPANY = "company", _("Company")
    TASK_FORCE = "task_force", _("Task force")
    SUPERVISION_GROUP = "supervision_group", _("Supervision group")
    PARTY_BRANCH = "party_branch", _("Party branch")
    OFFICE = "office", _("Office")


class Role(TextChoices):
    GRID_WORKER = "grid_worker", _("Grid worker")
    BUILDING_HEAD = "building_head", _("Building head")
    LIAISON = "liaison", _("Liaison")
    RESPONSIBLE = "responsible", _("Responsible cadre")
    DISPATCHER = "dispatcher", _("Dispatcher")
    UNIT_HANDLER = "unit_handler", _("Unit handler")
    VERIFIER = "verifier", _("Verifier")
    SUPERVISOR = "supervisor", _("Supervisor")
    DISCIPLINE_OFFICER = "discipline_officer", _("Discipline officer")
    MEDIATOR = "mediator", _("Mediator")
    LEADER = "leader", _("Leader")
    EDITOR = "editor", _("Editor")
    SYSTEM_ADMIN = "system_admin", _("System administrator")
    SECURITY_ADMIN = "security_admin", _("Security administrator")
    AUDIT_ADMIN = "audit_admin", _("Audit administrator")


class Duty(StrEnum):
    """What a post lets a person do; the room named first asks for it in its policies."""

    SEE_CASE = "cases.see_case"
    REPORT_FOR_OTHER = "cases.report_for_other"
    FILE_CASE = "cases.file_case"
    DISPATCH_CASE = "cases.dispatch_case"
    SETTLE_IN_GRID = "cases.settle_in_grid"
    PASS_UP_CASE = "cases.pass_up_case"  # noqa: S105 -- the name of a duty
    HANDLE_CASE = "cases.handle_case"
    RETURN_CASE = "cases.return_case"
    VERIFY_CASE = "cases.verify_case"
    CALL_BACK_CASE = "cases.call_back_case"
    CLOSE_CASE = "cases.close_case"
    REOPEN_CASE = "cases.reopen_case"
    WITHDRAW_CASE = "cases.withdraw_case"
    AGREE_TO_APPLICATION = "approvals.agree"
    MANAGE_DISPATCHING = "dispatching.manage"
    SUPERVISE_CASE = "dispatching.supervise"
    URGE_CASE = "dispatching.urge"
    KEEP_TEN = "suggestions.keep_ten"
    MANAGE_STANDARDS = "standards.manage"
    IMPORT_CASES = "cases.import_cases"
    DECIDE_DOUBT = "doubts.decide"
    LOOK_BACK = "lookbacks.look"
    DECIDE_REBOUND = "rebounds.decide"
    MEDIATE = "dossiers.mediate"
    VISIT_CARED = "dossiers.visit_cared"
    MANAGE_CARE = "dossiers.manage_care"
    MANAGE_SERVICES = "dossiers.manage_services"
    MANAGE_MESSAGES = "messaging.manage"
    MANAGE_PLACE = "places.manage_place"
    MANAGE_UNIT = "people.manage_unit"
    MANAGE_PERSON = "people.manage_person"
    MANAGE_POST = "people.manage_post"
    MANAGE_TOKEN = "people.manage_token"  # noqa: S105 -- the name of a duty
    MANAGE_REPLIES = "talks.manage_replies"
    PLAN_SHIFTS = "shifts.plan"
    PUBLISH_NOTICE = "notices.publish"
    DEFINE_REGISTERS = "registers.define"
    EDIT_REGISTERS = "registers.edit"
    SEE_REGISTERS = "registers.see"
    PLAN_ROUNDS = "inspections.plan"
    RECORD_FINDINGS = "inspections.record"
    ORDER_RECTIFYING = "inspections.order"
    PUBLISH_ROUNDS = "inspections.publish"
    SEE_ROUNDS = "inspections.see"
    UNMASK = "people.unmask"
    SEE_HOUSEHOLD = "people.see_household"
    READ_JOURNAL = "journal.read"
    RETRY_DELIVERY = "journal.retry_delivery"


_LOOK = frozenset({Duty.SEE_CASE, Duty.SEE_REGISTERS, Duty.SEE_ROUNDS})
_REPORT = _LOOK | {Duty.REPORT_FOR_OTHER, Duty.URGE_CASE}
_CONTACT = frozenset({Duty.CALL_BACK_CASE, Duty.UNMASK})

ROLE_DUTIES: dict[Role, frozenset[Duty]] = {
    Role.GRID_WORKER: _REPORT
    | {
        Duty.SETTLE_IN_GRID,
        Duty.PASS_UP_CASE,
        Duty.HANDLE_CASE,
        Duty.UNMASK,
        Duty.SEE_HOUSEHOLD,
        Duty.VISIT_CARED,
        Duty.EDIT_REGISTERS,
    },
    Role.BUILDING_HEAD: _REPORT,
    Role.LIAISON: _REPORT,
    Role.RESPONSIBLE: _REPORT,
    Role.DISPATCHER: _REPORT
    | _CONTACT
    | {
        Duty.FILE_CASE,
        Duty.DISPATCH_CASE,
        Duty.SETTLE_IN_GRID,
        Duty.PASS_UP_CASE,
        Duty.RETURN_CASE,
        Duty.CLOSE_CASE,
        Duty.REOPEN_CASE,
        Duty.WITHDRAW_CASE,
        Duty.IMPORT_CASES,
        Duty.SEE_HOUSEHOLD,
        Duty.VISIT_CARED,
        Duty.MANAGE_CARE,
        Duty.MANAGE_SERVICES,
        Duty.MANAGE_REPLIES,
        Duty.AGREE_TO_APPLICATION,
        Duty.MANAGE_DISPATCHING,
        Duty.SUPERVISE_CASE,
        Duty.PLAN_SHIFTS,
        Duty.PUBLISH_NOTICE,
        Duty.DEFINE_REGISTERS,
        Duty.EDIT_REGISTERS,
    },
    Role.UNIT_HANDLER: _LOOK | {Duty.HANDLE_CASE, Duty.EDIT_REGISTERS},
    Role.VERIFIER: _REPORT
    | _CONTACT
    | {
        Duty.VERIFY_CASE,
        Duty.RETURN_CASE,
        Duty.CLOSE_CASE,
        Duty.REOPEN_CASE,
        Duty.DECIDE_DOUBT,
        Duty.LOOK_BACK,
        Duty.DECIDE_REBOUND,
    },
    Role.SUPERVISOR: _REPORT
    | {
        Duty.RETURN_CASE,
        Duty.REOPEN_CASE,
        Duty.SUPERVISE_CASE,
        Duty.KEEP_TEN,
        Duty.DECIDE_DOUBT,
        Duty.LOOK_BACK,
        Duty.DECIDE_REBOUND,
        Duty.PLAN_ROUNDS,
        Duty.RECORD_FINDINGS,
        Duty.ORDER_RECTIFYING,
        Duty.PUBLISH_ROUNDS,
    },
    Role.DISCIPLINE_OFFICER: _LOOK | {Duty.RECORD_FINDINGS},
    Role.MEDIATOR: frozenset({Duty.MEDIATE}),  # what is restricted to mediators, nothing else
    Role.LEADER: _LOOK
    | {
        Duty.AGREE_TO_APPLICATION,
        Duty.SUPERVISE_CASE,
        Duty.URGE_CASE,
        Duty.KEEP_TEN,
        Duty.PLAN_SHIFTS,
        Duty.PUBLISH_ROUNDS,
    },
    Role.EDITOR: frozenset({Duty.PUBLISH_NOTICE}),  # what editors write is not a case
    Role.SYSTEM_ADMIN: frozenset(
        {
            Duty.MANAGE_PLACE,
            Duty.MANAGE_UNIT,
            Duty.MANAGE_PERSON,
            Duty.MANAGE_STANDARDS,
            Duty.MANAGE_MESSAGES,
            Duty.RETRY_DELIVERY,
        }
    ),
    Role.SECURITY_ADMIN: frozenset({Duty.MANAGE_POST, Duty.MANAGE_TOKEN}),
    Role.AUDIT_ADMIN: frozenset({Duty.READ_JOURNAL}),
}

# What a post of the role must name; every other role is held at a place.
AT_UNIT = frozenset({Role.UNIT_HANDLER})
AT_EITHER = frozenset({Role.LEADER})


class CareNeed(TextChoices):
    """What a household may say that it wants known; nobody is asked for a reason."""

    ALONE = "alone", _("Somebody old lives alone")
    WALKING = "walking", _("Somebody can hardly walk")
    ILLNESS = "illness", _("Somebody is ill for long")
    CHILD = "child", _("Children without their parents")
    HEARING = "hearing", _("Somebody does not hear or see well")


# Who serves residents, in the order in which the bell offers them.
SERVING = (
    Role.GRID_WORKER,
    Role.BUILDING_HEAD,
    Role.LIAISON,
    Role.DISPATCHER,
    Role.RESPONSIBLE,
)
PHONE_IS_PUBLIC = frozenset(
    {Role.GRID_WORKER, Role.BUILDING_HEAD, Role.LIAISON, Role.DISPATCHER},
)

# Three administrators who watch each other: nobody is two of them.
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})

# Whom a procedure may restrict its cases to: nobody who runs the system, nobody who publishes.
CONFIDANTS = frozenset(Role) - ADMINISTRATORS - {Role.EDITOR}
