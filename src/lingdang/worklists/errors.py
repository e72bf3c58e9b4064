from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class NameTaken(DomainError):
    code = "name_taken"
    text = _("You have saved another list under this name.")


class TooManyLists(DomainError):
    code = "too_many_lists"
    text = _("You have saved as many lists as can be shown: remove one first.")
