from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from lingdang.people.enums import AT_EITHER, AT_UNIT, Role
from lingdang.people.models.person import Person
from lingdang.people.models.unit import Unit


class PostQuerySet(models.QuerySet["Post"]):
    def on(self, day: date) -> Self:
        return self.filter(valid__contains=day)


class Post(models.Model):
    """A person holds a role at a place or unit, ``[from, to)``. Nothing else gives permissions.

    ``duty_from``/``duty_to`` are the daily hours of a shift; none means always. A night shift ends
    before it begins.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role)
    place = models.ForeignKey(
        "places.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    remark = models.CharField(max_length=200, blank=True, db_default="")
    duty_from = models.TimeField(null=True, blank=True)
    duty_to = models.TimeField(null=True, blank=True)
    valid = DateRangeField()

    objects = PostQuerySet.as_manager()

    place_path: str | None  # of the day asked for, when loaded with paths
    unit_path: str | None

    class Meta:
        constraints = [
            models.CheckConstraint(name="post_role_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="post_held_where_its_role_is",
                condition=Q(role__in=sorted(AT_UNIT), unit__isnull=False, place__isnull=True)
                | (Q(role__in=sorted(AT_EITHER)) & (Q(unit__isnull=False) | Q(place__isnull=False)))
                | (~Q(role__in=sorted(AT_UNIT | AT_EITHER)) & Q(place__isnull=False)),
            ),
            models.CheckConstraint(
                name="post_shift_whole",
                condition=Q(duty_from__isnull=True, duty_to__isnull=True)
                | Q(duty_from__isnull=False, duty_to__isnull=False),
            ),
            models.CheckConstraint(
                name="post_has_dates",
                condition=Q(valid__isempty=False, valid__startswith__isnull=False),
            ),
            ExclusionConstraint(
                name="post_held_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Coalesce("place", 0), RangeOperators.EQUAL),
                    (Coalesce("unit", 0), RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} #{self.pk}"

    @property
    def since(self) -> date:
        begins: date = self.valid.lower
        return begins

    @property
    def until(self) -> date | None:
        ends: date | None = self.valid.upper
        return ends

    @property
    def is_current(self) -> bool:
        return timezone.localdate() in self.valid

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label)
