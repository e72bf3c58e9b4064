"""A round of inspection 督导, the points it goes to, how they were drawn."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lingdang.inspections.enums import Kind, State
from lingdang.inspections.models.checklist import LONGEST_NAME, Version
from lingdang.inspections.models.group import Group

LONGEST_SEED = 64


class Round(models.Model):
    """Organised at ``place``: whoever plans there knows of it, even unannounced.

    ``draw`` is how its points were drawn: rules, quotas and every key that might have been drawn,
    so that anybody can draw them again.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=LONGEST_NAME)
    kind = models.CharField(max_length=10, choices=Kind)
    unannounced = models.BooleanField(default=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    checklist = models.ForeignKey(Version, models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    version = models.PositiveIntegerField(default=1)
    seed = models.CharField(max_length=LONGEST_SEED, blank=True, default="")
    draw = models.JSONField(default=dict)
    organisers = models.ManyToManyField("people.Unit", related_name="+")
    groups = models.ManyToManyField(Group, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    key = models.UUIDField(null=True)
    began_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="round_planned_once", fields=["made_by", "key"], condition=~Q(key=None)
            ),
            models.UniqueConstraint(
                name="round_imported_once",
                fields=["key"],
                condition=Q(made_by=None) & ~Q(key=None),
            ),
            models.CheckConstraint(name="round_has_name", condition=~Q(name="")),
            models.CheckConstraint(name="round_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="round_days_in_order", condition=Q(from_on__lte=F("until_on"))
            ),
            models.CheckConstraint(
                name="round_state_has_its_times",
                condition=Q(
                    state__in=[State.PLANNED, State.CANCELLED],
                    began_at=None, done_at=None, published_at=None,
                )
                | Q(state=State.UNDER_WAY, began_at__isnull=False, done_at=None, published_at=None)
                | Q(
                    state=State.DONE,
                    began_at__isnull=False, done_at__isnull=False, published_at=None,
                )
                | Q(
                    state=State.PUBLISHED,
                    began_at__isnull=False, done_at__isnull=False, published_at__isnull=False,
                ),
            ),
        ]  # fmt: skip
        indexes = [models.Index(name="round_by_day", fields=["from_on", "id"])]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        return f"round:{self.pk}"

    @property
    def is_secret(self) -> bool:
        """Whether the checked are not to know of it yet."""
        return self.unannounced and self.state != State.PUBLISHED


class Point(models.Model):
    """Where a round goes: an entry of a register, or a place. ``number`` is its turn on the way."""

    id = models.BigAutoField(primary_key=True)
    round = models.ForeignKey(Round, models.CASCADE, related_name="points", db_index=False)
    entry = models.ForeignKey("registers.Entry", models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    label = models.CharField(max_length=100)
    kind = models.CharField(max_length=60, blank=True, default="")  # the type of point, the trade
    lng = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField()
    seen_at = models.DateTimeField(null=True)  # when something was recorded here last

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="point_entry_once", fields=["round", "entry"], condition=~Q(entry=None)
            ),
            models.UniqueConstraint(
                name="point_place_once", fields=["round", "place"], condition=Q(entry=None)
            ),
            models.CheckConstraint(
                name="point_position_whole",
                condition=Q(lng=None, lat=None) | Q(lng__isnull=False, lat__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="point_on_its_way", fields=["round", "number", "id"]),
            models.Index(name="point_last_seen", fields=["place", "kind", "seen_at"]),
        ]

    def __str__(self) -> str:
        return self.label
