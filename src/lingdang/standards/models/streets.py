"""Classes of streets: A/B/C, or 严管/示范/规范/管控; and which place has which, when."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

_SCHEME_OF_KEY = Func(
    F("street_class"),
    Value(":"),
    Value(1),
    function="split_part",
    output_field=models.CharField(),
)


class Scheme(models.Model):
    """A way of telling streets apart; an edition of standards may use one."""

    code = models.SlugField(primary_key=True)
    name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(name="scheme_has_name", condition=~Q(code="") & ~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class StreetClass(models.Model):
    """One class of a scheme; the strictest has the lowest rank, the rest is what the last is."""

    key = models.CharField(max_length=80, primary_key=True)  # scheme:code
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="classes")
    code = models.SlugField(max_length=20)
    name = models.CharField(max_length=40)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="street_class_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="street_class_key_form",
                condition=Q(
                    key=Concat(F("scheme"), Value(":"), F("code"), output_field=models.CharField())
                ),
            ),
            models.UniqueConstraint(name="street_class_rank_once", fields=["scheme", "rank"]),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceClass(models.Model):
    """The class of a place over a stretch of days. What lies in it has it too, unless its own."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    street_class = models.ForeignKey(StreetClass, on_delete=models.PROTECT, related_name="+")
    valid = DateRangeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="place_class_valid_whole",
                condition=Q(valid__isempty=False, valid__startswith__isnull=False),
            ),
            ExclusionConstraint(
                name="place_class_one_a_day",
                expressions=[
                    ("place", RangeOperators.EQUAL),
                    (_SCHEME_OF_KEY, RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("A place has one class of a scheme on a day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.street_class_id}"

    @property
    def since(self) -> date:
        begins: date = self.valid.lower
        return begins

    @property
    def until(self) -> date | None:
        ends: date | None = self.valid.upper
        return ends
