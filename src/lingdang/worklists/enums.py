"""The words of working with many."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Outcome(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("what became of a case", "not yet")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")
    UNDONE = "undone", _("undone")
