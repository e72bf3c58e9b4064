"""A shift ends: what its people had in hand goes to the next, with a note."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

_PERSON = settings.AUTH_USER_MODEL


class HandOver(models.Model):
    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    to = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True, default="")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hand_over_at_place_or_unit",
                condition=Q(place__isnull=False, unit=None) | Q(place=None, unit__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"hand-over #{self.pk}"


class HandedCase(models.Model):
    pk = models.CompositePrimaryKey("hand_over_id", "case_id")
    hand_over = models.ForeignKey(
        HandOver, models.PROTECT, related_name="handed", db_index=False
    )  # leads the key
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    giver = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.hand_over_id} → {self.case_id}"
