"""Duties of this room, and how far a list of ten has come."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

SEE = "cases.see_case"
IMPORT = "cases.import_cases"
HANDLE = "cases.handle_case"
KEEP_TEN = "suggestions.keep_ten"


class TenState(TextChoices):
    DRAFT = "draft", _("Being drafted")
    CONFIRMED = "confirmed", _("Confirmed")


class Quarter(TextChoices):
    """The whole year, or a quarter of it."""

    YEAR = "0", _("the whole year")
    FIRST = "1", _("first quarter")
    SECOND = "2", _("second quarter")
    THIRD = "3", _("third quarter")
    FOURTH = "4", _("fourth quarter")
