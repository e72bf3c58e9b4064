"""A circular 督查通报 on a round, and which unit has confirmed that it read it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lingdang.inspections.models.round import Round

LONGEST_TITLE, LONGEST_TEXT, LONGEST_NUMBER = 100, 4000, 40


class Circular(models.Model):
    """``figures`` is what the ledger said when it was published; a draft shows today's."""

    id = models.BigAutoField(primary_key=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="circulars")
    number = models.CharField(max_length=LONGEST_NUMBER)
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField()
    figures = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    key = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="circular_written_once", fields=["made_by", "key"], condition=~Q(key=None)
            ),
            models.UniqueConstraint(name="circular_number_once", fields=["number"]),
            models.CheckConstraint(
                name="circular_says_something",
                condition=~Q(number="") & ~Q(title="") & ~Q(text=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Named(models.Model):
    """A unit that a circular names."""

    id = models.BigAutoField(primary_key=True)
    circular = models.ForeignKey(Circular, models.CASCADE, related_name="named", db_index=False)
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="circular_names_once", fields=["circular", "unit"]),
            models.CheckConstraint(
                name="confirmation_whole",
                condition=Q(confirmed_at=None, confirmed_by=None) | Q(confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circular_id}: {self.unit_id}"
