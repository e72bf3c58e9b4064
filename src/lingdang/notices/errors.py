from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class NoticeChanged(DomainError):
    code = "notice_changed"
    text = _("Somebody else changed this notice meanwhile. Look at it again first.")


class NoticeOver(DomainError):
    code = "notice_over"
    text = _("Its last day is past: nobody would see it. Give it a later day.")
