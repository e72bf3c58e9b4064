"""What a unit asks for in a case, and who agreed to it."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lingdang.approvals.enums import DECIDED, OPEN, Kind, State
from lingdang.kernel.actor import Actor


def _in(states: Iterable[State]) -> Q:
    return Q(state__in=sorted(states))


def _person() -> "models.ForeignKey[models.Model | None, models.Model | None]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )


class Application(models.Model):
    """``unit`` is whose matter it was when it was asked; none: the grid's own.

    ``words`` are those of the decision. Of the persons, ``agreed_by`` spoke first where two must.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.APPLIED)
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    reason = models.TextField()
    until = models.DateTimeField(null=True, blank=True)  # of hanging up
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField()
    agreed_by = _person()
    agreed_at = models.DateTimeField(null=True, blank=True)
    decided_by = _person()
    decided_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="application_kind_known", condition=Q(kind__in=Kind.values)
            ),
            models.CheckConstraint(
                name="application_state_known", condition=Q(state__in=State.values)
            ),
            models.CheckConstraint(name="application_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="application_hangs_until_a_day",
                condition=Q(kind=Kind.HANG_UP, until__isnull=False)
                | (~Q(kind=Kind.HANG_UP) & Q(until=None)),
            ),
            models.CheckConstraint(
                name="application_agreed_by_somebody",
                condition=Q(agreed_by=None, agreed_at=None)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="application_agreed_when_agreed",
                condition=~Q(state=State.AGREED) | Q(agreed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="application_decided_by_somebody",
                condition=(_in(DECIDED) & Q(decided_by__isnull=False, decided_at__isnull=False))
                | (~_in(DECIDED) & Q(decided_by=None, decided_at=None)),
            ),
            models.CheckConstraint(
                name="application_refused_with_words",
                condition=~Q(state=State.REFUSED) | ~Q(words=""),
            ),
            models.CheckConstraint(
                name="application_not_by_oneself",
                condition=(Q(agreed_by=None) | ~Q(agreed_by=F("asked_by")))
                & (Q(decided_by=None) | ~Q(decided_by=F("asked_by"))),
            ),
            models.CheckConstraint(
                name="application_granted_by_two",
                condition=~Q(state=State.GRANTED)
                | Q(agreed_by=None)
                | ~Q(agreed_by=F("decided_by")),
            ),
            models.CheckConstraint(
                name="application_appeal_by_two",
                condition=~Q(state=State.GRANTED, kind=Kind.APPEAL) | Q(agreed_by__isnull=False),
            ),
            models.UniqueConstraint(
                name="application_one_open_per_case", fields=["case"], condition=_in(OPEN)
            ),
            models.UniqueConstraint(
                name="application_one_appeal_per_case",
                fields=["case"],
                condition=Q(kind=Kind.APPEAL) & ~_in({State.WITHDRAWN, State.LAPSED}),
            ),
        ]
        indexes = [
            models.Index(name="application_newest", fields=["-asked_at", "-id"]),
            models.Index(name="application_of_case", fields=["case", "-asked_at", "-id"]),
            models.Index(name="application_asked_by", fields=["asked_by", "-asked_at", "-id"]),
            models.Index(name="application_open", fields=["-asked_at", "-id"], condition=_in(OPEN)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def is_of(self, actor: Actor) -> bool:
        return actor.person_id is not None and actor.person_id == self.asked_by_id
