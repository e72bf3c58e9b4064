from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class AlreadyApplied(DomainError):
    code = "already_applied"
    text = _("Something is being applied for in this case already: wait until it is decided.")


class AppealedBefore(DomainError):
    code = "appealed_before"
    text = _("The lateness of this case was appealed against before: that is done once.")


class NothingToAppeal(DomainError):
    code = "nothing_to_appeal"
    text = _("Only the lateness of a case that has ended can be appealed against.")


class NotOnesOwn(DomainError):
    code = "not_ones_own"
    status = 403
    text = _("Nobody decides their own application, or decides twice.")
