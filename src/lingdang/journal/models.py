from collections.abc import Iterable
from typing import Any, NoReturn

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class FactQuerySet(models.QuerySet["Fact"]):
    def bulk_create(self, objs: Iterable["Fact"], *args: Any, **options: Any) -> list["Fact"]:
        if options.get("update_conflicts"):
            raise TypeError("facts are never edited")
        return super().bulk_create(objs, *args, **options)

    def update(self, **_values: Any) -> NoReturn:
        raise TypeError("facts are never edited")

    def delete(self) -> NoReturn:
        raise TypeError("facts are never removed")


class Fact(models.Model):
    """Something that happened. Written with the change itself; never edited, never removed."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=100)
    subject = models.CharField(max_length=100)
    actor = models.CharField(max_length=150)
    person_id = models.BigIntegerField(null=True, blank=True)  # the journal knows no people
    place_id = models.BigIntegerField(null=True, blank=True)  # nor places: rooms above do
    data = models.JSONField()
    at = models.DateTimeField()  # when it happened
    recorded_at = models.DateTimeField(db_default=Now())  # when we learned of it

    objects = FactQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="fact_by_subject"),
            models.Index(fields=["name", "id"], name="fact_by_name"),
            BrinIndex(fields=["at"], name="fact_by_time"),  # they come nearly in order of time
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject}"

    def save(self, **options: Any) -> None:
        if not self._state.adding:
            raise TypeError("a fact is never edited")
        super().save(**options | {"force_insert": True})  # an id that is taken is refused

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        raise TypeError("a fact is never removed")


class Seal(models.Model):
    """A run of facts under one Merkle root, chained to the seal before.

    ``leaves`` holds 32 bytes per fact, in the order of ``fact_ids``: with them a seal can say
    which fact was altered. ``chain`` is SHA-256 over the chain before, the root and the ids.
    """

    id = models.BigAutoField(primary_key=True)
    fact_ids = ArrayField(models.BigIntegerField())
    leaves = models.BinaryField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, unique=True)
    chain = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="seal_holds_facts", condition=models.Q(fact_ids__len__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return self.chain[:12]


class Delivery(models.Model):
    """One fact owed to one handler. The key is the pair: owed once, ever."""

    class State(models.TextChoices):
        DUE = "due", _("Due")
        DONE = "done", _("Done")
        DEAD = "dead", _("Given up")

    pk = models.CompositePrimaryKey("fact_id", "handler")
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, db_index=False)  # leads the key
    handler = models.CharField(max_length=150)
    state = models.CharField(max_length=8, choices=State, db_default=State.DUE)
    urgent = models.BooleanField(db_default=False)
    tries = models.PositiveSmallIntegerField(db_default=0)
    due_at = models.DateTimeField(db_default=Now())
    error = models.TextField(blank=True, db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delivery_state_known", condition=models.Q(state__in=["due", "done", "dead"])
            ),
        ]
        indexes = [
            models.Index(
                fields=["-urgent", "due_at", "fact_id"],
                name="delivery_due",
                condition=models.Q(state="due"),
            ),
            models.Index(fields=["due_at"], name="delivery_dead", condition=models.Q(state="dead")),
        ]

    def __str__(self) -> str:
        return f"{self.fact_id} → {self.handler}"
