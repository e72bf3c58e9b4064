from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError, Incomplete


class SightIsFixed(DomainError):
    """Cases were entrusted to it under that sight: opening it would show them to others."""

    code = "sight_is_fixed"
    text = _("Who may see a procedure's cases is said once. Make a new procedure instead.")


class EditionInForce(DomainError):
    code = "edition_in_force"
    text = _("“%(edition)s” has been put in force: its standards no longer change.")


class EditionEmpty(DomainError):
    code = "edition_empty"
    text = _("“%(edition)s” has no standards yet.")


class EditionTooEarly(DomainError):
    code = "edition_too_early"
    text = _("“%(edition)s” can begin after %(day)s at the earliest: another one began then.")


class ClassChangedLater(DomainError):
    code = "class_changed_later"
    text = _("A later change of this place's class follows.")


class CodesUsedUp(DomainError):
    code = "codes_used_up"
    text = _("Every code of our own inside “%(major)s” is taken.")


class SheetEmpty(Incomplete):
    code = "sheet_empty"
    text = _("The sheet has no rows below its header.")
