from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class ShiftCollides(DomainError):
    code = "shift_collides"
    text = _("This person has another shift at that time.")


class NotInPost(DomainError):
    code = "not_in_post"
    text = _("This person does not hold the post there on that day.")
