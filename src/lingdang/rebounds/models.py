"""Which new case came back on which closed one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lingdang.cases.public import Spot
from lingdang.cases.public import State as CaseState
from lingdang.rebounds.enums import NO_MATTER, Standing, State

_HERE = Q(spot=Spot.HERE)


class Rebound(models.Model):
    """``closed_at`` and ``unit`` are those of the closing that did not hold.

    ``place`` is where the new case began, ``category`` what both were filed under then.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    earlier = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    category = models.ForeignKey(
        "standards.Category", models.PROTECT, related_name="+", db_index=False
    )
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+", db_index=False)
    closed_at = models.DateTimeField()
    days = models.PositiveSmallIntegerField()  # from the closing until it was reported again
    spot = models.CharField(max_length=10, choices=Spot)
    metres = models.PositiveSmallIntegerField(null=True, blank=True)
    found_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(name="rebound_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="rebound_spot_known", condition=Q(spot__in=Spot.values)),
            models.CheckConstraint(
                name="rebound_metres_of_here",
                condition=(_HERE & Q(metres__isnull=False)) | (~_HERE & Q(metres=None)),
            ),
            models.CheckConstraint(name="rebound_of_two", condition=~Q(case=F("earlier"))),
            models.CheckConstraint(
                name="rebound_decided_by_somebody",
                condition=Q(decided_by=None, decided_at=None, note="")
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="rebound_told_apart_says_why",
                condition=~Q(state=State.NOT_SAME) | (Q(decided_by__isnull=False) & ~Q(note="")),
            ),
            models.UniqueConstraint(name="rebound_once", fields=["case", "category"]),
        ]
        indexes = [
            models.Index(name="rebound_of_earlier", fields=["earlier", "id"]),
            models.Index(name="rebound_closed", fields=["-closed_at", "-id"]),
            models.Index(name="rebound_newest", fields=["-found_at", "-id"]),
        ]

    @property
    def stands(self) -> bool:
        """What ``queries.standing`` says in SQL: both cases are still what they were."""
        case, earlier = self.case, self.earlier
        again = case.state not in NO_MATTER and case.category_id == self.category_id
        closed = earlier.state == CaseState.CLOSED and earlier.closed_at == self.closed_at
        return again and closed

    @property
    def standing(self) -> Standing:
        return Standing(self.state) if self.stands else Standing.LAPSED
