"""When a case of a category is filed, until when it is put right, and when it is closed."""

from django.db import models
from django.db.models import Q

from lingdang.standards.enums import LimitUnit, Purpose
from lingdang.standards.limits import LONGEST
from lingdang.standards.models.category import Category
from lingdang.standards.models.edition import Edition
from lingdang.standards.models.streets import StreetClass


class Standard(models.Model):
    """One condition of a category; ``number`` counts the conditions of a category from 1.

    ``responsible`` and ``supervisors`` are units as the standard writes them, ``basis`` is why
    these, ``unit`` the one of ours that usually has it.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="standards")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    condition = models.TextField()
    closing = models.TextField()
    responsible = models.TextField(blank=True, default="", db_default="")
    basis = models.TextField(blank=True, default="", db_default="")
    supervisors = models.TextField(blank=True, default="", db_default="")
    evidence = models.TextField(blank=True, default="", db_default="")
    unit = models.ForeignKey(
        "people.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="standard_number_once", fields=["edition", "category", "number"]
            ),
            models.CheckConstraint(name="standard_counts_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="standard_says_when", condition=~Q(condition="") & ~Q(closing="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category_id} ({self.number})"


class Limit(models.Model):
    """How long one purpose may take in streets of a class, or in all of which nothing else is said.

    ``written`` is how the standard writes it.
    """

    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="limits")
    street_class = models.ForeignKey(
        StreetClass, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    purpose = models.CharField(max_length=8, choices=Purpose)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=16, choices=LimitUnit)
    written = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="limit_of_a_purpose_once",
                fields=["standard", "street_class", "purpose"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="limit_whole",
                condition=Q(
                    amount__range=(1, LONGEST),
                    unit__in=LimitUnit.values,
                    purpose__in=Purpose.values,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.written
