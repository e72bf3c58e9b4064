from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class SightIsFixed(DomainError):
    """Cases were entrusted to it under that sight: opening it would show them to others."""

    code = "sight_is_fixed"
    text = _("Who may see a procedure's cases is said once. Make a new procedure instead.")
