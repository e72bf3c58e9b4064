"""The words of working with many."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    WAITING = "waiting", _("not yet")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")
    UNDONE = "undone", _("undone")
