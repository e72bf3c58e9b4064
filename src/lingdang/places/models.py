"""The tree of places with its history. Days are calendar days; a stretch is ``[from, to)``."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lingdang.places.enums import Precision, SuccessionKind


class Level(models.Model):
    """What kind of node a place is: data, since 四级 and 五级 systems both occur."""

    code = models.SlugField(primary_key=True)
    name = models.CharField(max_length=40)
    rank = models.PositiveSmallIntegerField()  # depth of the kind: a child ranks lower (greater)
    tiles = models.BooleanField(db_default=False)  # its boundaries tile the parent and locate

    class Meta:
        constraints = [
            models.CheckConstraint(name="level_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A node that keeps its identity through every name, parent and outline."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=40, null=True, blank=True, unique=True)
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    created_on = models.DateField()
    dissolved_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="place_ends_after_it_begins",
                condition=Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=F("created_on")),
            ),
            models.CheckConstraint(name="place_code_not_empty", condition=~Q(code="")),
        ]

    def __str__(self) -> str:
        return self.code or f"#{self.pk}"


class Standing(models.Model):
    """Who a place was over a stretch of days: its name, its parent and so its path.

    ``path`` is ``/1/7/42/``: the ids from the root to the place. A subtree is the range from
    ``/1/7/`` to ``/1/70`` ("0" follows "/"), compared byte by byte.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=120)
    path = models.CharField(max_length=200, db_collation="C")
    depth = models.PositiveSmallIntegerField()
    valid = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="standing_one_a_day",
                expressions=[("place", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                violation_error_message=_("A place has one name and one parent on a day."),
            ),
            models.CheckConstraint(name="standing_has_name", condition=~Q(name="")),
            models.CheckConstraint(name="standing_not_own_parent", condition=~Q(parent=F("place"))),
            models.CheckConstraint(
                name="standing_valid_not_empty", condition=Q(valid__isempty=False)
            ),
            models.CheckConstraint(
                name="standing_path_form", condition=Q(path__startswith="/", path__endswith="/")
            ),
            models.CheckConstraint(
                name="standing_root_has_no_parent",
                condition=Q(depth=1, parent__isnull=True) | Q(depth__gt=1, parent__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["path"], name="standing_by_path")]

    def __str__(self) -> str:
        return self.name


class Boundary(models.Model):
    """A place's outline over a stretch of days: WKB in WGS-84, with its box in degrees."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    shape = models.BinaryField()
    min_lng = models.FloatField()
    min_lat = models.FloatField()
    max_lng = models.FloatField()
    max_lat = models.FloatField()
    area_m2 = models.FloatField()
    valid = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="boundary_one_a_day",
                expressions=[("place", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                violation_error_message=_("A place has one boundary on a day."),
            ),
            models.CheckConstraint(
                name="boundary_box_in_order",
                condition=Q(min_lng__lt=F("max_lng"), min_lat__lt=F("max_lat")),
            ),
            models.CheckConstraint(name="boundary_has_area", condition=Q(area_m2__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.valid}"


class Figure(models.Model):
    """What is known of a place as a number on a day: area, residents, committees below it."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=40)  # 户籍人口, 常住人口, 辖区面积 …
    value = models.DecimalField(max_digits=18, decimal_places=3)
    unit = models.CharField(max_length=20)
    precision = models.CharField(max_length=12, choices=Precision)
    as_of = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "what", "as_of"], name="figure_once_a_day"),
            models.CheckConstraint(
                name="figure_precision_known", condition=Q(precision__in=Precision.values)
            ),
            models.CheckConstraint(name="figure_says_what", condition=~Q(what="") & ~Q(unit="")),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.amount}"

    @property
    def amount(self) -> str:
        """The value as it is said: 3.8 平方公里."""
        return f"{self.value.normalize():f} {self.unit}"


class Succession(models.Model):
    """What came after a place: one row per predecessor and successor."""

    predecessor = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=SuccessionKind)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(
                name="succession_not_of_itself", condition=~Q(predecessor=F("successor"))
            ),
            models.CheckConstraint(
                name="succession_kind_known", condition=Q(kind__in=SuccessionKind.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Day(models.Model):
    """A day that differs from the week: a holiday, or a make-up workday."""

    date = models.DateField(primary_key=True)
    worked = models.BooleanField()
    name = models.CharField(max_length=40, blank=True, db_default="")

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class TreeVersion(models.Model):
    """One row, drawn anew by every change of the tree or the calendar; caches ask for it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(db_default=0)
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.CheckConstraint(name="tree_version_is_one", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.number)
