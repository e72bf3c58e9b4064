"""The clock of a case stands still: why, since when, until when at most."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from lingdang.cases.enums import SuspensionKind

LONGEST_HANGING = timedelta(days=366)  # a year, whichever it is


class Suspension(models.Model):
    """``due_before`` is the deadline as it was: it moves by the time that stood still.

    ``until`` is the day on which it ends by itself, ``ended_at`` when it did end.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=SuspensionKind)
    reason = models.TextField()
    from_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    due_before = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="suspension_one_at_a_time", fields=["case"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="suspension_kind_known", condition=Q(kind__in=SuspensionKind.values)
            ),
            models.CheckConstraint(name="suspension_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="suspension_runs_forward",
                condition=(Q(until=None) | Q(until__gt=F("from_at")))
                & (Q(ended_at=None) | Q(ended_at__gte=F("from_at"))),
            ),
            models.CheckConstraint(
                name="suspension_hung_up_a_year_at_most",
                condition=~Q(kind=SuspensionKind.HUNG_UP)
                | Q(until__isnull=False, until__lte=F("from_at") + LONGEST_HANGING),
            ),
        ]
        indexes = [
            models.Index(name="suspension_of_case", fields=["case", "from_at"]),
            models.Index(
                name="suspension_ends",
                fields=["until", "id"],
                condition=Q(ended_at=None, until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.from_at:%Y-%m-%d}"
