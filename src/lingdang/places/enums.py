from django.db import models
from django.utils.translation import gettext_lazy as _

MANAGE_PLACE = "places.manage_place"


class SuccessionKind(models.TextChoices):
    SPLIT = "split", _("Split")
    MERGE = "merge", _("Merged")
