"""What was found at a point by an item, and how it was handed over."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lingdang.inspections.enums import BAD, Result
from lingdang.inspections.models.checklist import Item
from lingdang.inspections.models.round import Point, Round

LONGEST_NOTE = 500


class Order(models.Model):
    """Findings of a round given to one unit until one day 交办; the unit gives a receipt."""

    id = models.BigAutoField(primary_key=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="orders")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    due_on = models.DateField()
    note = models.CharField(max_length=LONGEST_NOTE, blank=True, default="")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    key = models.UUIDField(null=True)
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="order_given_once",
                fields=["made_by", "key", "unit", "due_on"],
                condition=~Q(key=None),
            ),
            models.CheckConstraint(
                name="order_receipt_whole",
                condition=Q(received_at=None, received_by=None) | Q(received_at__isnull=False),
            ),
        ]
        indexes = [models.Index(name="order_of_unit", fields=["unit", "-id"])]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Finding(models.Model):
    """One item at one point. A bad one becomes a case; ``revision`` grows with corrections."""

    id = models.BigAutoField(primary_key=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="findings", db_index=False)
    point = models.ForeignKey(Point, models.PROTECT, related_name="findings", db_index=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    result = models.CharField(max_length=6, choices=Result)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True, default="")
    lng = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    solved = models.CharField(max_length=LONGEST_NOTE, blank=True, default="")  # what was done
    found_at = models.DateTimeField()
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    key = models.UUIDField(null=True)
    revision = models.PositiveIntegerField(default=1)
    case = models.OneToOneField("cases.Case", models.PROTECT, null=True, related_name="+")
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="findings")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="finding_item_once", fields=["point", "item"]),
            models.UniqueConstraint(
                name="finding_sent_once", fields=["found_by", "key"], condition=~Q(key=None)
            ),
            models.CheckConstraint(
                name="finding_result_known", condition=Q(result__in=Result.values)
            ),
            models.CheckConstraint(
                name="finding_good_has_nothing_to_solve",
                condition=Q(result__in=sorted(BAD)) | Q(order=None, solved=""),
            ),
            models.CheckConstraint(
                name="finding_ordered_is_a_case", condition=Q(order=None) | Q(case__isnull=False)
            ),
            models.CheckConstraint(
                name="finding_position_whole",
                condition=Q(lng=None, lat=None)
                | Q(lng__isnull=False, lat__isnull=False)
                & Q(lng__range=(-180, 180), lat__range=(-90, 90)),
            ),
        ]
        indexes = [
            models.Index(name="finding_of_round", fields=["round", "id"]),
            models.Index(
                name="finding_without_case",
                fields=["id"],
                condition=Q(result__in=sorted(BAD), case=None),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def subject(self) -> str:
        return f"finding:{self.pk}"

    @property
    def is_bad(self) -> bool:
        return self.result in BAD
