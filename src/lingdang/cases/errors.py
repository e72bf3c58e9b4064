from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class KeyReused(DomainError):
    code = "key_reused"
    text = _("This key was already used for another report.")


class SaysOtherwise(KeyReused):
    """Of a row: its key was imported before."""

    text = _("It is here already under this number, and said something else; it is left as it is.")


class AlreadyAtTop(DomainError):
    code = "already_at_top"
    text = _("The case is at the highest level: there is nobody above to pass it to.")


class NobodyServes(DomainError):
    code = "nobody_serves"
    text = _("Nobody serves this place who could take the case.")


class NotSettled(DomainError):
    code = "not_settled"
    text = _("The reporter says it is not settled: reopen the case instead of closing it.")


class NotByTheHandler(DomainError):
    code = "not_by_the_handler"
    status = 403
    text = _("Whoever put it right does not judge it: somebody else must.")


class AlreadySuspended(DomainError):
    code = "already_suspended"
    text = _("The clock of this case stands still already.")


class NotSuspended(DomainError):
    code = "not_suspended"
    text = _("The clock of this case is not standing still for this reason.")


class AlreadyOverdue(DomainError):
    code = "already_overdue"
    text = _("The case is overdue already: this had to be asked before.")


class NotInHand(DomainError):
    code = "not_in_hand"
    text = _("Nobody is handling this case now.")


class ExtendedEnough(DomainError):
    code = "extended_enough"
    text = _("The deadline of this case was extended twice already.")


class StandsStill(DomainError):
    code = "stands_still"
    text = _("The clock of this case stands still: let it go on first.")


class NothingToExcuse(DomainError):
    code = "nothing_to_excuse"
    text = _("Only a case that has ended and was overdue can be excused, once.")


class NotRefilable(DomainError):
    code = "not_refilable"
    text = _("The category is changed only of a case that is filed and not yet put right.")


class StepClosed(DomainError):
    code = "step_closed"
    text = _("“%(step)s” is no step of the procedure “%(procedure)s”.")


class NotWhole(DomainError):
    """What the procedure wants before a step is not there yet."""

    code = "not_whole"
    text = _("Still missing before this step: %(missing)s.")


class MovedOn(DomainError):
    code = "moved_on"
    text = _("Something has happened to the case since: look at it before you go on.")


class TooLateToUndo(DomainError):
    code = "too_late_to_undo"
    text = _("This step cannot be taken back any more.")


class StepByItself(DomainError):
    """Some steps are not for people to take."""

    code = "step_by_itself"
    text = _("This step is taken by the system alone.")


class CannotLead(DomainError):
    code = "cannot_lead"
    text = _("Case %(number)s cannot take in others: it has ended, or is a part of another case.")


class CannotMerge(DomainError):
    code = "cannot_merge"
    text = _("Case %(number)s cannot be merged: it has parts, or not everybody may know of it.")


class JustChanged(DomainError):
    code = "just_changed"
    text = _("Somebody else has just changed this. Look again.")


class OthersWaitToo(DomainError):
    code = "others_wait_too"
    text = _(
        "Others have reported the same and still wait for it: it cannot be withdrawn for them."
    )


class AlreadyAnswered(DomainError):
    code = "already_answered"
    text = _("You have answered already. If it was not settled after all, reopen it.")


class PartOfAnother(DomainError):
    code = "part_of_another"
    text = _("This is a part of another case: that is done with the whole.")


class PartsOpen(DomainError):
    code = "parts_open"
    text = _("%(open)s of its parts are not finished yet.")


class WholePutRight(DomainError):
    code = "whole_put_right"
    text = _("The case that this is a part of was put right: send that one back first.")


class AlreadyLinked(DomainError):
    code = "already_linked"
    text = _("These two cases are linked already.")
