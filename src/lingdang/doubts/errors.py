from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class NotOnesOwn(DomainError):
    code = "not_ones_own"
    status = 403
    text = _("Nobody decides a doubt that they answered, or about what they put right themselves.")
