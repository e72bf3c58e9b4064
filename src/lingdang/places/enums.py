from django.db import models
from django.utils.translation import gettext_lazy as _

MANAGE_PLACE = "places.manage_place"


class Precision(models.TextChoices):
    """How a figure was given; an approximate one is shown as printed (余), never made exact."""

    EXACT = "exact", _("Exact")
    APPROXIMATE = "approximate", _("Approximate")
    DOUBTFUL = "doubtful", _("Doubtful")


class SuccessionKind(models.TextChoices):
    SPLIT = "split", _("Split")
    MERGE = "merge", _("Merged")
