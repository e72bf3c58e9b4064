"""Lists that people keep, and steps that they took for many cases at once."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from lingdang.worklists.enums import Outcome

LONGEST_NAME, LONGEST_QUERY = 40, 1000


class SavedList(models.Model):
    """A worklist's filters under a name: for its owner, or for all who serve at a place too."""

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.CharField(max_length=LONGEST_QUERY)
    shared_at = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="saved_list_name_once", fields=["owner", "name"]),
            models.CheckConstraint(name="saved_list_has_name", condition=~Q(name="")),
        ]
        indexes = [
            models.Index(
                name="saved_list_shared", fields=["shared_at"], condition=Q(shared_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Run(models.Model):
    """One step for many cases. ``key`` makes pressing twice one run."""

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    step = models.CharField(max_length=20)  # a step of cases, whose table may grow
    data = models.JSONField(default=dict)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(name="run_has_step", condition=~Q(step="")),
        ]

    def __str__(self) -> str:
        return f"{self.step} × {self.key}"


class RunRow(models.Model):
    """What became of one case of a run; ``before`` is what an undoing puts back."""

    pk = models.CompositePrimaryKey("run_id", "case_id")
    run = models.ForeignKey(Run, models.PROTECT, related_name="rows", db_index=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    outcome = models.CharField(max_length=8, choices=Outcome, db_default=Outcome.WAITING)
    sentence = models.TextField(blank=True, db_default="")
    before = models.JSONField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)  # of the case, right after the step

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="run_row_outcome_known", condition=Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(
                name="run_row_done_can_be_undone",
                condition=~Q(outcome=Outcome.DONE)
                | Q(before__isnull=False, changed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="run_row_refused_says_why",
                condition=~Q(outcome=Outcome.REFUSED) | ~Q(sentence=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.case_id} {self.outcome}"
