"""Cases that somebody keeps an eye on, and cases that somebody pressed for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

_PERSON = settings.AUTH_USER_MODEL


class Supervision(models.Model):
    """督办: a case is to be put right by a day, and somebody above looks whether it is."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    note = models.TextField()
    until = models.DateField()
    by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())
    reminded_on = models.DateField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_note = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="supervision_one_at_a_time", fields=["case"], condition=Q(lifted_at=None)
            ),
            models.CheckConstraint(name="supervision_has_note", condition=~Q(note="")),
            models.CheckConstraint(
                name="supervision_lifted_by_a_person_has_note",
                condition=Q(lifted_at=None, lifted_by=None, lifted_note="")
                | Q(lifted_at__isnull=False, lifted_by=None)
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_note="")),
            ),
        ]
        indexes = [
            models.Index(
                name="supervision_running", fields=["until", "id"], condition=Q(lifted_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} until {self.until}"


class Urge(models.Model):
    """催办: somebody pressed for it. A reporter may once a day."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    by_reporter = models.BooleanField()
    note = models.TextField(blank=True, default="")
    day = models.DateField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="urge_by_reporter_once_a_day",
                fields=["case", "day"],
                condition=Q(by_reporter=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} on {self.day}"
