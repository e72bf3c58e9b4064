"""The words of talking: what somebody says in a case, and who reads it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    QUESTION = "question", pgettext_lazy("what was said in a case", "Question to the reporter")
    ANSWER = "answer", pgettext_lazy("what was said in a case", "Answer of the reporter")
    ADDITION = "addition", pgettext_lazy("what was said in a case", "Addition of the reporter")
    REPLY = "reply", pgettext_lazy("what was said in a case", "Reply to the reporter")
    NOTE = "note", pgettext_lazy("what was said in a case", "Internal note")


class Audience(models.TextChoices):
    EVERYONE = "everyone", _("In public")
    REPORTER = "reporter", _("The reporter and staff")
    STAFF = "staff", _("Staff only")


class Way(models.TextChoices):
    """How the reporter was told, when not in writing here."""

    PHONE = "phone", _("By phone")
    VISIT = "visit", _("By visit")


class Ending(models.TextChoices):
    """How a question ended."""

    ANSWERED = "answered", _("Answered")
    REPLACED = "replaced", _("Replaced by a newer question")
    RUN_OUT = "run_out", _("Not answered in time")
    OVERTAKEN = "overtaken", _("The case went on")


SPOKEN = (Kind.ANSWER, Kind.ADDITION)  # by who reported it
READ_BY = {  # who may read what was said
    Kind.QUESTION: {Audience.REPORTER},
    Kind.ANSWER: {Audience.REPORTER},
    Kind.ADDITION: {Audience.REPORTER},
    Kind.REPLY: {Audience.EVERYONE, Audience.REPORTER},
    Kind.NOTE: {Audience.STAFF},
}
