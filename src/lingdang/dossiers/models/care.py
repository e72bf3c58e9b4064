"""The care register 关爱台账: whom somebody looks after, how often, and when they did."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from lingdang.dossiers.enums import CareCategory
from lingdang.kernel.actor import Reach
from lingdang.places.public import as_of

_LONGEST_INTERVAL = 366


class CareQuerySet(models.QuerySet["CareEntry"]):
    def running(self) -> Self:
        return self.filter(ended_at=None)

    def due_by(self, day: date) -> Self:
        return self.running().filter(due_on__lte=day)

    def untold(self) -> Self:
        return self.filter(Q(told_for=None) | ~Q(told_for=F("due_on")))

    def within(self, reach: Reach, day: date) -> Self:
        """In the places of a reach, as these lie on a day."""
        wanted = Q(pk__in=())
        for path in sorted(reach.paths):
            below = Q(path__gte=path, path__lt=f"{path[:-1]}0") if path else Q()
            wanted |= Q(place__in=as_of(day).filter(below).values("place_id"))
        return self.filter(wanted)


class CareEntry(models.Model):
    """Name, phone, address and condition lie sealed; figures are of the category alone."""

    category = models.CharField(max_length=12, choices=CareCategory)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    cipher = models.TextField()
    name_index = models.CharField(max_length=64, db_index=True)
    helper = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    interval_days = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    told_for = models.DateField(null=True, blank=True)  # the due day that was told
    entered_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="care_category_known", condition=Q(category__in=CareCategory.values)
            ),
            models.CheckConstraint(name="care_is_sealed", condition=~Q(cipher="")),
            models.CheckConstraint(
                name="care_interval_possible",
                condition=Q(interval_days__range=(1, _LONGEST_INTERVAL)),
            ),
        ]
        indexes = [
            models.Index(name="care_due", fields=["due_on", "id"], condition=Q(ended_at=None)),
        ]

    def next_due(self, since: date) -> date:
        return since + timedelta(days=self.interval_days)


class CareVisit(models.Model):
    """Somebody went: what they found lies sealed, what was needed became a case."""

    entry = models.ForeignKey(CareEntry, models.PROTECT, related_name="visits")
    on = models.DateField()
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    cipher = models.TextField(blank=True, db_default="")
    need = models.OneToOneField(
        "cases.Case", models.PROTECT, null=True, blank=True, related_name="+"
    )
    request_key = models.CharField(max_length=64, unique=True)  # pressed twice, visited once
    noted_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-on", "-pk"]
