"""An entry of a register, and what it alone may be called."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from lingdang.registers.models.register import Register, Version

LONGEST_LABEL, LONGEST_REASON = 100, 300


class Entry(models.Model):
    """``content`` is valid by the schema of its version; ``revision`` grows with every change.

    ``label`` and ``said`` are made of open fields alone: what it is called, where words are
    looked for. ``key`` makes what is sent twice one.
    """

    id = models.BigAutoField(primary_key=True)
    register = models.ForeignKey(Register, models.PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    lng = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    content = models.JSONField()
    label = models.CharField(max_length=LONGEST_LABEL, blank=True, default="")
    said = models.TextField(blank=True, default="")
    revision = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    key = models.UUIDField(null=True)
    changed_at = models.DateTimeField(db_default=Now())
    retired_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="entry_sent_once", fields=["made_by", "key"], condition=~Q(key=None)
            ),
            models.CheckConstraint(
                name="entry_retired_has_reason",
                condition=Q(retired_at=None, reason="")
                | (Q(retired_at__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="entry_position_whole",
                condition=Q(lng=None, lat=None)
                | Q(lng__isnull=False, lat__isnull=False)
                & Q(lng__range=(-180, 180), lat__range=(-90, 90)),
            ),
            models.CheckConstraint(name="entry_revision_counts", condition=Q(revision__gte=1)),
        ]
        indexes = [
            models.Index(name="entry_of_register", fields=["register", "id"]),
            models.Index(name="entry_by_change", fields=["register", "changed_at", "id"]),
            models.Index(name="entry_by_place", fields=["place", "register"]),
            models.Index(
                name="entry_on_map", fields=["register", "lng", "lat"], condition=~Q(lng=None)
            ),
            GinIndex(name="entry_content", fields=["content"], opclasses=["jsonb_path_ops"]),
        ]

    def __str__(self) -> str:
        return self.label or f"#{self.pk}"

    @property
    def subject(self) -> str:
        return f"record:{self.pk}"


class Claim(models.Model):
    """A value that no other entry of the register may have: of a unique field, or a row's own."""

    id = models.BigAutoField(primary_key=True)
    register = models.ForeignKey(Register, models.PROTECT, related_name="+", db_index=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="claims")
    field = models.CharField(max_length=40)
    value = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="entry_unique_value", fields=["register", "field", "value"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field}={self.value}"
