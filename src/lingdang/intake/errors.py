from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class BeingWritten(DomainError):
    code = "being_written"
    text = _("It is being written at this moment. Try again in a while.")
