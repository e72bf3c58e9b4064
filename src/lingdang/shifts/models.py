"""Who is planned to be on duty, where, from when until when."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.db.models.functions import TruncDate

from lingdang.people.public import Post, Role
from lingdang.shifts.enums import LONGEST, PLACE_ROLES, UNIT_ROLES, Kind
from lingdang.shifts.stations import Span, Station

# ``[starts_at, ends_at)``: one may begin when another ends.
_MOMENTS = Func("starts_at", "ends_at", function="tstzrange", output_field=DateTimeRangeField())


class ShiftQuerySet(models.QuerySet["Shift"]):
    def within(self, span: Span) -> Self:
        """All that touch a span, whenever they start."""
        return self.filter(starts_at__lt=span.ends_at, ends_at__gt=span.starts_at)

    def starting(self, span: Span) -> Self:
        return self.filter(starts_at__gte=span.starts_at, starts_at__lt=span.ends_at)

    def held(self) -> Self:
        """Only those whose person holds that post on the day: no other shift counts."""
        return self.alias(day=TruncDate("starts_at")).filter(_held())

    def unheld(self) -> Self:
        return self.alias(day=TruncDate("starts_at")).exclude(_held())


def _held() -> Exists:
    posts = Post.objects.filter(
        Q(place=OuterRef("place")) | Q(unit=OuterRef("unit")),
        person=OuterRef("person"),
        role=OuterRef("role"),
        valid__contains=OuterRef("day"),
        person__is_active=True,
    )
    return Exists(posts)


class Shift(models.Model):
    """One person serves in one role at one place, or unit, from a moment to a moment."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )  # leads the constraint's index
    role = models.CharField(max_length=20, choices=Role)
    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=9, choices=Kind)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    remark = models.CharField(max_length=200, blank=True, db_default="")

    objects = ShiftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="shift_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="shift_where_its_role_is",
                condition=Q(
                    role__in=[role.value for role in PLACE_ROLES], place__isnull=False, unit=None
                )
                | Q(role__in=[role.value for role in UNIT_ROLES], place=None, unit__isnull=False),
            ),
            models.CheckConstraint(
                name="shift_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="shift_lasts_a_day_at_most",
                condition=Q(ends_at__lte=F("starts_at") + LONGEST),
            ),
            ExclusionConstraint(
                name="shift_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (_MOMENTS, RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(
                name="shift_place", fields=["place", "starts_at"], condition=Q(place__isnull=False)
            ),
            models.Index(
                name="shift_unit", fields=["unit", "starts_at"], condition=Q(unit__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"shift #{self.pk}"

    @property
    def where(self) -> Station:
        return Station(self.place_id, self.unit_id)

    @property
    def span(self) -> tuple[datetime, datetime]:
        return self.starts_at, self.ends_at
