"""Who is told of what happens to a case: a fact, whom it concerns, and the words.

History that is imported is told to nobody: its facts owe no deliveries.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lingdang.cases import facts
from lingdang.cases.models import Case
from lingdang.cases.queries import audiences
from lingdang.cases.queries.audiences import Audience
from lingdang.journal.public import Fact
from lingdang.messaging.public import Wording, declare

REPORTED = Wording(
    "cases.reported",
    _("A new report"),
    _("A new report: %(place)s"),
    _("%(category)s was reported in %(place)s: case %(number)s. It is to be filed by %(due)s."),
)
TO_HANDLE = Wording(
    "cases.to_handle",
    _("A case to handle"),
    _("To handle: %(category)s"),
    _("Case %(number)s is yours to handle: %(category)s, %(place)s, by %(due)s."),
)
PASSED_UP = Wording(
    "cases.passed_up",
    _("A case was passed up"),
    _("Passed up: %(category)s"),
    _("Case %(number)s was passed up to %(place)s: %(reason)s. It is to be dispatched by %(due)s."),
)
WITHOUT_OWNER = Wording(
    "cases.without_owner",
    _("A case without owner"),
    _("Without owner: %(category)s"),
    _("Case %(number)s in %(place)s is in nobody's hands any more. Dispatch it by %(due)s."),
)
RECALLED = Wording(
    "cases.recalled",
    _("A case came back from a unit"),
    _("Came back: %(category)s"),
    _("Case %(number)s in %(place)s was not the unit's: %(reason)s. Dispatch it by %(due)s."),
)
TO_VERIFY = Wording(
    "cases.to_verify",
    _("A case to verify"),
    _("To verify: %(category)s"),
    _("Case %(number)s in %(place)s was put right: %(outcome)s. Verify it by %(due)s."),
)
RETURNED = Wording(
    "cases.returned",
    _("A case to do again"),
    _("To be done again: %(category)s"),
    _("Case %(number)s in %(place)s came back: %(reason)s. It is due by %(due)s."),
)
REOPENED = Wording(
    "cases.reopened",
    _("A case was reopened"),
    _("Reopened: %(category)s"),
    _("Case %(number)s in %(place)s is not settled: %(reason)s. It is due by %(due)s."),
)
WITHDRAWN = Wording(
    "cases.withdrawn",
    _("A case was withdrawn"),
    _("Withdrawn: %(category)s"),
    _("Case %(number)s in %(place)s needs no handling any more: %(reason)s."),
)
DUE_SOON = Wording(
    "cases.due_soon",
    _("A deadline comes near"),
    _("Due soon: %(category)s"),
    _("Case %(number)s in %(place)s is due by %(due)s."),
)
OVERDUE = Wording(
    "cases.overdue",
    _("A case is overdue"),
    _("Overdue: %(category)s"),
    _("Case %(number)s in %(place)s was due by %(due)s."),
)
REMINDED = Wording(
    "cases.reminded",
    _("A reminder"),
    _("Reminder: %(category)s"),
    _("Case %(number)s in %(place)s has been overdue since %(due)s. Please see to it."),
)
WARNED = Wording(
    "cases.warned",
    _("A warning"),
    _("Warning: %(category)s"),
    _("Case %(number)s in %(place)s has been overdue since %(due)s: a warning."),
)
CALLED_TO_ACCOUNT = Wording(
    "cases.called_to_account",
    _("A warning of accountability"),
    _("Accountability: %(category)s"),
    _("Case %(number)s in %(place)s has been overdue since %(due)s: somebody must answer for it."),
)
PART_DONE = Wording(
    "cases.part_done",
    _("A part of a case is done"),
    _("A part is done: %(category)s"),
    _("The part %(number)s of a case that your unit leads is done: %(outcome)s."),
)
TAKEN_BACK = Wording(
    "cases.taken_back",
    _("A case was taken back"),
    _("No longer yours: %(number)s"),
    _("Case %(number)s was dispatched by mistake and taken back: you need not handle it."),
)
# To whoever reported it.
ON_RECORD = Wording(
    "cases.on_record",
    _("Your report is on record"),
    _("Your report is on record"),
    _("Your report in %(place)s was received under the number %(number)s. Thank you."),
    for_reporter=True,
)
IN_HAND = Wording(
    "cases.in_hand",
    _("Your matter is in hand"),
    _("Your matter is in hand"),
    _("Your matter %(number)s is being seen to and is due by %(due)s."),
    for_reporter=True,
)
PLEASE_ANSWER = Wording(
    "cases.please_answer",
    _("Is your matter settled?"),
    _("Is your matter settled?"),
    _("Your matter %(number)s was put right: %(outcome)s. Please tell us whether it is settled."),
    for_reporter=True,
)
NOT_TAKEN = Wording(
    "cases.not_taken",
    _("Your report was not taken up"),
    _("Your report was not taken up"),
    _("Your report %(number)s was not taken up: %(reason)s."),
    for_reporter=True,
)
SETTLED = Wording(
    "cases.settled",
    _("Your matter is closed"),
    _("Your matter is closed"),
    _("Your matter %(number)s is closed. If it is not settled, you may have it reopened."),
    for_reporter=True,
)
GOES_ON = Wording(
    "cases.goes_on",
    _("Your matter goes on with others"),
    _("Your matter goes on with others"),
    _("Others reported the same as your %(number)s: all of it goes on under %(into)s."),
    for_reporter=True,
)
LOOKED_AT_AGAIN = Wording(
    "cases.looked_at_again",
    _("Your matter is looked at again"),
    _("Your matter is looked at again"),
    _("The last step on your matter %(number)s was a mistake: it is being looked at again."),
    for_reporter=True,
)


@dataclass(frozen=True, slots=True)
class Tell:
    """One line of the table; ``when``: only then.

    Whoever did it is not told of it, unless it is a ``receipt``. ``gone``: they see the case no
    more, and are told its number alone.
    """

    event: type[facts.CaseEvent]
    whom: Callable[[Case, Fact], Audience]
    words: Wording
    when: Callable[[Case, Fact], bool] | None = None
    receipt: bool = False
    gone: bool = False


TELLS = (
    Tell(facts.CaseReceived, audiences.grid_worker_on_duty, REPORTED, when=audiences.by_residents),
    Tell(facts.CaseDispatched, audiences.handlers, TO_HANDLE),
    Tell(facts.CaseKept, audiences.handlers, TO_HANDLE),
    Tell(facts.CaseHandedOver, audiences.successor, TO_HANDLE),
    Tell(facts.CasePassedUp, audiences.dispatchers, PASSED_UP),
    Tell(facts.CaseReleased, audiences.dispatchers, WITHOUT_OWNER),
    Tell(facts.CaseUnmerged, audiences.dispatchers, WITHOUT_OWNER),
    Tell(facts.CaseSplit, audiences.handlers, TO_HANDLE),
    Tell(facts.CasePartFinished, audiences.handlers_of_the_whole, PART_DONE),
    Tell(facts.CaseRecalled, audiences.dispatchers, RECALLED),
    Tell(facts.CaseHandled, audiences.verifiers, TO_VERIFY),
    Tell(facts.CaseReturned, audiences.handlers_now, RETURNED),
    Tell(facts.CaseReopened, audiences.handlers, REOPENED),
    Tell(facts.CaseWithdrawn, audiences.handlers_now, WITHDRAWN),
    Tell(facts.CaseDueSoon, audiences.next_hands, DUE_SOON),
    Tell(facts.CaseOverdue, audiences.next_hands, OVERDUE),
    Tell(facts.CaseReminded, audiences.next_hands, REMINDED),
    Tell(facts.CaseWarned, audiences.next_hands_and_leaders, WARNED),
    Tell(facts.CaseCalledToAccount, audiences.next_hands_and_leaders, CALLED_TO_ACCOUNT),
    Tell(
        facts.CaseStepUndone,
        audiences.handlers_before,
        TAKEN_BACK,
        when=audiences.undone("dispatch", "keep"),
        gone=True,
    ),
    # whoever reported it
    Tell(facts.CaseReceived, audiences.reporter, ON_RECORD, receipt=True),
    Tell(facts.CaseDispatched, audiences.reporter, IN_HAND),
    Tell(facts.CaseKept, audiences.reporter, IN_HAND),
    Tell(facts.CaseVerified, audiences.reporter, PLEASE_ANSWER),
    Tell(facts.CaseRefused, audiences.reporter, NOT_TAKEN),
    Tell(facts.CaseMerged, audiences.reporter, GOES_ON),
    Tell(facts.CaseClosed, audiences.reporter, SETTLED),
    Tell(
        facts.CaseStepUndone,
        audiences.reporter,
        LOOKED_AT_AGAIN,
        when=audiences.undone("refuse", "close"),
    ),
)
declare(*{row.words.what: row.words for row in TELLS}.values())
