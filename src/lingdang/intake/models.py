"""An import from upload to report; the rows it still needs, sealed; maps kept for next time."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from lingdang.intake.enums import ENDED, STEPS, State

LONGEST_NAME = 80


class Import(models.Model):
    """One file on its way in. ``done`` counts the rows looked at in the state it is in.

    ``path`` is the highest place that whoever brought it reaches: who oversees that sees it too.
    """

    id = models.BigAutoField(primary_key=True)
    state = models.CharField(max_length=12, choices=State, default=STEPS.start)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    head = models.JSONField()
    rows = models.PositiveIntegerField()
    map = models.JSONField()
    partial = models.BooleanField(default=False, db_default=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )  # none: a command
    path = models.CharField(max_length=200, blank=True, default="", db_default="")
    language = models.CharField(max_length=16)  # of the sentences about its rows
    done = models.PositiveIntegerField(default=0, db_default=0)
    created = models.PositiveIntegerField(default=0, db_default=0)
    unchanged = models.PositiveIntegerField(default=0, db_default=0)
    refused = models.PositiveIntegerField(default=0, db_default=0)
    uploaded_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="import_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="import_ended_has_time",
                condition=Q(state__in=sorted(ENDED), ended_at__isnull=False)
                | (~Q(state__in=sorted(ENDED)) & Q(ended_at=None)),
            ),
            models.CheckConstraint(
                name="import_done_within_rows", condition=Q(done__lte=F("rows"))
            ),
            models.CheckConstraint(name="import_holds_rows", condition=Q(rows__gt=0)),
        ]
        indexes = [
            models.Index(name="import_to_do", fields=["id"], condition=~Q(state__in=sorted(ENDED))),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"

    @property
    def subject(self) -> str:
        return f"import:{self.pk}"

    @property
    def percent(self) -> int:
        return self.done * 100 // self.rows


class Chunk(models.Model):
    """Some hundred rows as they came: ``[[number, [cell, …]], …]``, sealed; gone when it ends."""

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(Import, models.CASCADE, related_name="chunks", db_index=False)
    number = models.PositiveIntegerField()
    sealed = models.TextField()
    keys = ArrayField(models.CharField(max_length=130), default=list, db_default=[])
    done = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="chunk_once", fields=["of", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.of_id}/{self.number}"


class Trouble(models.Model):
    """Why a row is not imported."""

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(Import, models.CASCADE, related_name="troubles", db_index=False)
    row = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    sentence = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="trouble_once", fields=["of", "row"]),
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.sentence}"


class SavedMap(models.Model):
    """What the columns of a kind of sheet mean, kept by name for the next one."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=LONGEST_NAME, unique=True)
    map = models.JSONField()
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(name="saved_map_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name
