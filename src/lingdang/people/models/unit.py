from datetime import date
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q

from lingdang.people.enums import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_NAME = 100


class UnitQuerySet(models.QuerySet["Unit"]):
    def on(self, day: date) -> "UnitQuerySet":
        return self.filter(valid__contains=day)

    def below(self, paths: "Iterable[str]") -> "UnitQuerySet":
        """Units at these paths and under them: one index range per path."""
        wanted = Q(pk__in=())
        for path in paths:
            wanted |= Q(path__gte=path, path__lt=f"{path[:-1]}0")  # "0" follows "/"
        return self.filter(wanted)


class Unit(models.Model):
    """A bureau, brigade, company, task force…; ``path`` is ``/ids of those above/own id/``."""

    code = models.CharField(max_length=50, unique=True)
    name = models.CharField(max_length=LONGEST_NAME)
    kind = models.CharField(max_length=20, choices=UnitKind)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=500, db_collation="C")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    valid = DateRangeField()

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="unit_has_name", condition=~Q(name="")),
            models.CheckConstraint(name="unit_has_code", condition=~Q(code="")),
            models.CheckConstraint(name="unit_kind_known", condition=Q(kind__in=UnitKind.values)),
            models.CheckConstraint(
                name="unit_path_is_a_path", condition=Q(path__startswith="/", path__endswith="/")
            ),
            models.CheckConstraint(
                name="unit_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
            models.CheckConstraint(
                name="unit_has_dates",
                condition=Q(valid__isempty=False, valid__startswith__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["path"], name="unit_by_path")]

    def __str__(self) -> str:
        return self.name
