from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class NotDraft(DomainError):
    code = "not_a_draft"
    text = _("Only a draft can be changed; make a new one from what is in force.")


class NoProposal(DomainError):
    code = "no_proposal"
    text = _("No proposal waits for a decision on this case.")


class ProposesNobody(DomainError):
    code = "proposes_nobody"
    text = _("The proposal names nobody: dispatch the case yourself.")


class AlreadySupervised(DomainError):
    code = "already_supervised"
    text = _("The case is under supervision already.")


class NotSupervised(DomainError):
    code = "not_supervised"
    text = _("The case is not under supervision.")


class CaseEnded(DomainError):
    code = "case_ended"
    text = _("The case has ended: there is nothing to press for.")


class UrgedToday(DomainError):
    code = "urged_today"
    text = _("You have urged today already; it was passed on. You can urge again tomorrow.")


class NothingInHand(DomainError):
    code = "nothing_in_hand"
    text = _("There is nothing to hand over: none of them has an open case in hand.")


class NobodyNext(DomainError):
    code = "nobody_next"
    text = _("Nobody else serves here who could take over.")
