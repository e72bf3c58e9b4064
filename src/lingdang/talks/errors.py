from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class NothingAsked(DomainError):
    code = "nothing_asked"
    text = _("Nothing is asked in this case now.")


class CaseEnded(DomainError):
    code = "case_ended"
    text = _("The case has ended: nothing more is asked or added in it.")


class NobodyReachable(DomainError):
    code = "nobody_reachable"
    text = _("Nobody who reported this can be reached: no account, no page of theirs, no number.")
