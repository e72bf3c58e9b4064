"""What was said in a case: by whom, when, for whom. Never changed, but for how a question ended."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from lingdang.talks.enums import Audience, Ending, Kind, Way
from lingdang.talks.models.remark_rules import CONSTRAINTS, INDEXES


class RemarkQuerySet(models.QuerySet["Remark"]):
    def open_questions(self) -> Self:
        return self.filter(kind=Kind.QUESTION, ended_how="")

    def of(self, case_ids: list[int]) -> Self:
        return self.filter(case__in=case_ids)

    def in_order(self) -> Self:
        return self.order_by("at", "pk")

    def public(self) -> Self:
        return self.filter(audience=Audience.EVERYONE)


class Remark(models.Model):
    """``about`` is the question that an answer answers, or the note that a note corrects.

    ``report`` is by which report somebody speaks who reported it: others who reported the same do
    not read that. ``until`` is when a question runs out; ``ended_how`` is empty while it is open.
    ``way`` is how a reply was given that was not written here. ``key`` makes what is sent twice
    one remark.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind)
    audience = models.CharField(max_length=8, choices=Audience)
    text = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    report = models.ForeignKey(
        "cases.Case", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    at = models.DateTimeField(db_default=Now())
    about = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    photographs = models.PositiveSmallIntegerField(default=0, db_default=0)
    way = models.CharField(max_length=8, choices=Way, blank=True, default="", db_default="")
    until = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_how = models.CharField(
        max_length=9, choices=Ending, blank=True, default="", db_default=""
    )
    key = models.UUIDField(null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        constraints = CONSTRAINTS
        indexes = INDEXES

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def subject(self) -> str:
        """What photographs that came with it call it."""
        return f"remark:{self.pk}"


class Mention(models.Model):
    """Somebody whose attention a note asks for."""

    pk = models.CompositePrimaryKey("remark_id", "person_id")
    remark = models.ForeignKey(Remark, models.CASCADE, related_name="mentions", db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )

    def __str__(self) -> str:
        return f"{self.remark_id} @{self.person_id}"
