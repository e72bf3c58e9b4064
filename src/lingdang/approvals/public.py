"""The door to approvals: what others must agree to before it happens."""

from lingdang.approvals.enums import DOUBLE, OPEN, SINGLE, Kind, State, Step
from lingdang.approvals.facts import (
    ApplicationAgreed,
    ApplicationGranted,
    ApplicationMade,
    ApplicationRefused,
)
from lingdang.approvals.models import Application
from lingdang.approvals.queries import (
    application_for,
    applications_for,
    applications_of,
    steps_for,
    waiting_for,
)
from lingdang.approvals.services import applicable, apply_in_case, take_step

__all__ = [
    "DOUBLE",
    "OPEN",
    "SINGLE",
    "Application",
    "ApplicationAgreed",
    "ApplicationGranted",
    "ApplicationMade",
    "ApplicationRefused",
    "Kind",
    "State",
    "Step",
    "applicable",
    "application_for",
    "applications_for",
    "applications_of",
    "apply_in_case",
    "steps_for",
    "take_step",
    "waiting_for",
]
