"""Check-lists: what is looked at where, by which words it is judged. Published is for ever."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

LONGEST_NAME, LONGEST_ITEM, LONGEST_CODE = 60, 300, 20
FULL, SOME, NONE = Decimal(1), Decimal("0.6"), Decimal(0)


class Checklist(models.Model):
    """For one type of point, or for any when ``point_type`` is empty."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=LONGEST_NAME)
    point_type = models.CharField(max_length=LONGEST_NAME, blank=True, default="")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="checklist_code_is_a_code", condition=Q(code__regex=r"^[a-z][a-z0-9-]{1,39}$")
            ),
            models.CheckConstraint(name="checklist_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class Version(models.Model):
    """A draft until it is published; one draft at a time."""

    id = models.BigAutoField(primary_key=True)
    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)  # of the draft
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="checklist_version_once", fields=["checklist", "number"]),
            models.UniqueConstraint(
                name="checklist_one_draft", fields=["checklist"], condition=Q(published_at=None)
            ),
            models.CheckConstraint(name="checklist_version_counts", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.checklist.name} v{self.number}"


class Item(models.Model):
    """One line. ``unit`` answers for it; without one, whoever answers for the place.

    ``days`` is how long putting it right may take: 0 is the same day.
    """

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(Version, models.CASCADE, related_name="items", db_index=False)
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=LONGEST_CODE)
    text = models.CharField(max_length=LONGEST_ITEM)
    judging = models.CharField(max_length=LONGEST_ITEM, blank=True, default="")
    met = models.DecimalField(max_digits=5, decimal_places=2, default=FULL)
    partly = models.DecimalField(max_digits=5, decimal_places=2, default=SOME)
    unmet = models.DecimalField(max_digits=5, decimal_places=2, default=NONE)
    photo = models.BooleanField(default=False)  # a bad finding needs one
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    category = models.ForeignKey("standards.Category", models.PROTECT, null=True, related_name="+")
    days = models.PositiveSmallIntegerField(default=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="item_code_once", fields=["version", "code"]),
            models.UniqueConstraint(name="item_number_once", fields=["version", "number"]),
            models.CheckConstraint(name="item_says_something", condition=~Q(text="") & ~Q(code="")),
            models.CheckConstraint(
                name="item_weights_in_order",
                condition=Q(unmet__gte=0, partly__gte=F("unmet"), met__gte=F("partly"), met__gt=0),
            ),
            models.CheckConstraint(name="item_days_bounded", condition=Q(days__lte=366)),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"
