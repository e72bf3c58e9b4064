"""What is told of a case beyond open and closed."""

from lingdang.cases import public as cases

# Extended statuses, as mySociety has them. Put right is not yet fixed: somebody else looks.
AFTER: dict[str, str] = {
    cases.CaseReceived.name: "OPEN",
    cases.CaseFiled.name: "INVESTIGATING",
    cases.CaseDispatched.name: "ACTION_SCHEDULED",
    cases.CaseKept.name: "ACTION_SCHEDULED",
    cases.CasePassedUp.name: "INTERNAL_REFERRAL",
    cases.CaseHandled.name: "IN_PROGRESS",
    cases.CaseReturned.name: "ACTION_SCHEDULED",
    cases.CaseVerified.name: "IN_PROGRESS",
    cases.CaseReopened.name: "OPEN",
    cases.CaseClosed.name: "FIXED",
    cases.CaseRefused.name: "NO_FURTHER_ACTION",
    cases.CaseMerged.name: "DUPLICATE",
    cases.CaseUnmerged.name: "OPEN",
    cases.CaseSplit.name: "ACTION_SCHEDULED",
}
STATUSES: dict[str, str] = {
    cases.State.RECEIVED: "OPEN",
    cases.State.FILED: "INVESTIGATING",
    cases.State.DISPATCHED: "ACTION_SCHEDULED",
    cases.State.HANDLED: "IN_PROGRESS",
    cases.State.VERIFIED: "IN_PROGRESS",
    cases.State.CALLED_BACK: "IN_PROGRESS",
    cases.State.CLOSED: "FIXED",
    cases.State.REFUSED: "NO_FURTHER_ACTION",
    cases.State.WITHDRAWN: "CANCELLED",
    cases.State.MERGED: "DUPLICATE",
}
