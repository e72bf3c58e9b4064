"""A sheet on its way into a register; its rows, sealed until it ends; what speaks against them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from lingdang.registers.enums import ENDED, STEPS, State
from lingdang.registers.models.register import Register


class Import(models.Model):
    """``done`` counts the rows looked at in the state it is in; ``columns``: header → meaning."""

    id = models.BigAutoField(primary_key=True)
    register = models.ForeignKey(Register, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=STEPS.start)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    head = models.JSONField()
    columns = models.JSONField()
    rows = models.PositiveIntegerField()
    partial = models.BooleanField(default=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )  # none: a command
    language = models.CharField(max_length=16)  # of the sentences about its rows
    done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    uploaded_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="register_import_state_known", condition=Q(state__in=State.values)
            ),
            models.CheckConstraint(
                name="register_import_ended_has_time",
                condition=Q(state__in=sorted(ENDED), ended_at__isnull=False)
                | (~Q(state__in=sorted(ENDED)) & Q(ended_at=None)),
            ),
            models.CheckConstraint(
                name="register_import_within_rows", condition=Q(rows__gt=0, done__lte=F("rows"))
            ),
        ]
        indexes = [
            models.Index(
                name="register_import_to_do",
                fields=["id"],
                condition=~Q(state__in=sorted(ENDED)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"

    @property
    def percent(self) -> int:
        return self.done * 100 // self.rows


class Chunk(models.Model):
    """Some hundred rows as they came; ``keys`` are the values they alone may have."""

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(Import, models.CASCADE, related_name="chunks", db_index=False)
    number = models.PositiveIntegerField()
    sealed = models.TextField()
    keys = ArrayField(models.CharField(max_length=250), default=list)
    done = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="register_chunk_once", fields=["of", "number"]),
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
            models.UniqueConstraint(name="register_trouble_once", fields=["of", "row"]),
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.sentence}"
