from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class NotByThoseConcerned(DomainError):
    code = "not_by_those_concerned"
    status = 403
    text = _("Whoever put it right, verified it or belongs to its unit does not decide this.")


class FellAway(DomainError):
    code = "fell_away"
    text = _("One of the two cases has gone another way since; there is nothing to decide.")
