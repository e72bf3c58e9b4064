from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class NotByThoseConcerned(DomainError):
    code = "not_by_those_concerned"
    status = 403
    text = _("Whoever put it right, verified it or belongs to its unit does not look at it again.")


class LookedAlready(DomainError):
    code = "looked_already"
    text = _("It has been looked at already: “%(state)s”.")


class NotDueYet(DomainError):
    code = "not_due_yet"
    text = _("It is looked at from %(day)s on.")


class OpenAgain(DomainError):
    code = "open_again"
    text = _("The case has been opened again since; there is nothing to look back at.")


class DayNotOver(DomainError):
    code = "day_not_over"
    text = _("A draw is made when its day or quarter is over.")
