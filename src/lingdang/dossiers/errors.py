from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class NotHeld(DomainError):
    code = "not_held"
    text = _("The procedure of this case keeps nothing of this kind.")


class CaseEnded(DomainError):
    code = "case_ended"
    text = _("The case has ended: nothing more is entered.")


class ServiceChosen(DomainError):
    code = "service_chosen"
    text = _("The service of this errand is chosen already.")


class NoConsent(DomainError):
    """Nobody's papers are taken or handed in without their consent."""

    code = "no_consent"
    text = _("The applicant's consent is not recorded yet.")


class OutOfOrder(DomainError):
    code = "out_of_order"
    text = _("“%(before)s” comes first.")


class AlreadyThere(DomainError):
    code = "already_there"
    text = _("This is recorded already.")


class CareEnded(DomainError):
    code = "care_ended"
    text = _("This entry of the care register has ended.")
