from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class AnsweredAlready(DomainError):
    code = "answered_already"
    text = _("%(who)s has answered this call already.")
