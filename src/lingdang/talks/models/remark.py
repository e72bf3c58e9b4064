"""What was said in a case: by whom, when, for whom. Never changed, but for how a question ended."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from lingdang.talks.enums import READ_BY, Audience, Ending, Kind

_QUESTION = Q(kind=Kind.QUESTION)
_LETTERS = [kind for kind in Kind if kind not in {Kind.ANSWER, Kind.NOTE}]


def _fits() -> Q:
    wanted = Q(pk__in=())
    for kind, audiences in READ_BY.items():
        wanted |= Q(kind=kind, audience__in=sorted(audiences))
    return wanted


class RemarkQuerySet(models.QuerySet["Remark"]):
    def open_questions(self) -> Self:
        return self.filter(kind=Kind.QUESTION, ended_how="")

    def of(self, case_ids: list[int]) -> Self:
        return self.filter(case__in=case_ids).order_by("at", "pk")

    def for_reporter(self) -> Self:
        return self.exclude(audience=Audience.STAFF)


class Remark(models.Model):
    """``about`` is the question that an answer answers, or the note that a note corrects.

    ``until`` is when a question runs out; ``ended_how`` is empty while it is open.
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
    at = models.DateTimeField(db_default=Now())
    about = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    photographs = models.PositiveSmallIntegerField(default=0, db_default=0)
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_how = models.CharField(max_length=9, choices=Ending, blank=True, default="")

    objects = RemarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="remark_audience_of_kind", condition=_fits()),
            models.CheckConstraint(
                name="remark_says_something",
                condition=~Q(text="") | Q(kind=Kind.ANSWER, photographs__gt=0),
            ),
            models.CheckConstraint(
                name="remark_about_something",
                condition=Q(kind=Kind.ANSWER, about__isnull=False)
                | (Q(kind=Kind.NOTE) & (Q(about=None) | ~Q(about=F("id"))))
                | Q(kind__in=_LETTERS, about=None),
            ),
            models.CheckConstraint(
                name="remark_question_ends_once",
                condition=Q(ended_how="", ended_at=None)
                | (_QUESTION & Q(ended_how__in=Ending.values, ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="remark_question_runs_out",
                condition=(_QUESTION & Q(until__isnull=False)) | (~_QUESTION & Q(until=None)),
            ),
            models.UniqueConstraint(
                name="remark_one_open_question",
                fields=["case"],
                condition=Q(kind=Kind.QUESTION, ended_how=""),
            ),
            models.UniqueConstraint(
                name="remark_one_answer", fields=["about"], condition=Q(kind=Kind.ANSWER)
            ),
        ]
        indexes = [
            models.Index(name="remark_of_case", fields=["case", "at", "id"]),
            models.Index(
                name="remark_open_question",
                fields=["until", "id"],
                condition=Q(kind=Kind.QUESTION, ended_how=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def subject(self) -> str:
        """What photographs that came with it call it."""
        return f"remark:{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.kind == Kind.QUESTION and not self.ended_how


class Mention(models.Model):
    """Somebody whose attention a note asks for."""

    pk = models.CompositePrimaryKey("remark_id", "person_id")
    remark = models.ForeignKey(Remark, models.CASCADE, related_name="mentions", db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )

    def __str__(self) -> str:
        return f"{self.remark_id} @{self.person_id}"
