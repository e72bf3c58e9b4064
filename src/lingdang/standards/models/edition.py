"""Case standards 立案—处置—结案 in editions: a case keeps the standard it was filed under."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lingdang.standards.enums import EditionState
from lingdang.standards.models.streets import Scheme


class EditionQuerySet(models.QuerySet["Edition"]):
    def drafts(self) -> Self:
        return self.filter(valid=None)

    def published(self) -> Self:
        """In force, in force before, or from a day to come."""
        return self.filter(valid__isnull=False)


class Edition(models.Model):
    """A set of standards. A draft has no days yet; once it has, its standards never change."""

    name = models.CharField(max_length=80, unique=True)
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    valid = DateRangeField(null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="edition_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="edition_valid_whole",
                condition=Q(valid=None) | Q(valid__isempty=False, valid__startswith__isnull=False),
            ),
            ExclusionConstraint(
                name="edition_one_in_force",
                expressions=[("valid", RangeOperators.OVERLAPS)],
                violation_error_message=_("One edition is in force on a day."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def since(self) -> date | None:
        begins: date | None = self.valid.lower if self.valid else None
        return begins

    @property
    def until(self) -> date | None:
        ends: date | None = self.valid.upper if self.valid else None
        return ends

    def state_on(self, day: date) -> EditionState:
        if self.since is None:
            return EditionState.DRAFT
        if day < self.since:
            return EditionState.COMING
        ended = self.until is not None and day >= self.until
        return EditionState.REPLACED if ended else EditionState.IN_FORCE
