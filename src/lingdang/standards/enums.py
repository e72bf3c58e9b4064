"""What a case may be, what is due of it, and how a time limit runs."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    MATTER = "matter", _("Matter")
    COMPONENT = "component", _("Component")


class LimitUnit(models.TextChoices):
    """How a time limit runs; the calendar of the kernel knows these units."""

    URGENT_HOURS = "urgent_hours", _("urgent hours")
    URGENT_DAYS = "urgent_days", _("urgent days")
    WORKING_HOURS = "working_hours", _("working hours")
    WORKING_DAYS = "working_days", _("working days")


class Purpose(models.TextChoices):
    """What must be done within a limit; a standard has one limit, or one for each of several."""

    HANDLE = "handle", pgettext_lazy("purpose of a limit", "Put right")
    STOP = "stop", pgettext_lazy("purpose of a limit", "Stop")
    FINE = "fine", pgettext_lazy("purpose of a limit", "Fine")
    REMOVE = "remove", pgettext_lazy("purpose of a limit", "Remove")


class EditionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of an edition", "Draft")
    COMING = "coming", pgettext_lazy("state of an edition", "In force later")
    IN_FORCE = "in_force", pgettext_lazy("state of an edition", "In force")
    REPLACED = "replaced", pgettext_lazy("state of an edition", "Replaced")


class Stage(models.TextChoices):
    """What is due next of a case."""

    FILE = "file", _("Filing")
    DISPATCH = "dispatch", _("Dispatch")
    HANDLE = "handle", _("Handling")
    VERIFY = "verify", _("Verification")
    CALL_BACK = "call_back", _("Call-back")
    CLOSE = "close", _("Closing")


class Datatype(models.TextChoices):
    """What an answer is, in the words of Open311."""

    STRING = "string", _("One line")
    TEXT = "text", _("Several lines")
    NUMBER = "number", _("Number")
    DATETIME = "datetime", _("Date and time")
    ONE = "singlevaluelist", _("One of a list")
    MANY = "multivaluelist", _("Several of a list")


LISTS = frozenset({Datatype.ONE, Datatype.MANY})
