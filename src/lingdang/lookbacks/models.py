"""What was drawn, from what and by which seed; each case that is to be looked at again."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lingdang.lookbacks.enums import LOOKED, DrawKind, State, Why
from lingdang.lookbacks.sampling import DELAYS


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


class Draw(models.Model):
    """``day`` is the day of which the closed cases are, or the last one of their quarter.

    ``frame`` has every case that might have been drawn, and is never changed.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=8, choices=DrawKind)
    day = models.DateField()
    seed = models.CharField(max_length=64)
    rule = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    frame = models.JSONField()
    cases = models.PositiveIntegerField()  # how many it has
    chosen = models.PositiveIntegerField()  # how many of them were drawn
    digest = models.CharField(max_length=64)  # of all that is told; stands in the journal too

    class Meta:
        constraints = [
            models.CheckConstraint(name="draw_kind_known", condition=Q(kind__in=DrawKind.values)),
            models.CheckConstraint(name="draw_has_seed", condition=~Q(seed="") & ~Q(rule="")),
            models.UniqueConstraint(name="draw_once", fields=["kind", "day"]),
        ]
        indexes = [models.Index(name="draw_newest", fields=["-day", "-id"])]

    @property
    def told(self) -> dict[str, Any]:
        """Everything needed to take it again."""
        day = self.day.isoformat()
        known = {"kind": str(self.kind), "day": day, "seed": self.seed, "rule": self.rule}
        return {**known, "frame": self.frame}


class LookBack(models.Model):
    """``closed_at``, ``unit`` and ``handled_by`` are those of the closing that it is about."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    draw = models.ForeignKey(Draw, models.PROTECT, related_name="look_backs")
    why = models.CharField(max_length=10, choices=Why)
    days = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    closed_at = models.DateTimeField()
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    handled_by = _person()
    state = models.CharField(max_length=10, choices=State, default=State.DUE)
    looked_by = _person()
    looked_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(name="look_back_why_known", condition=Q(why__in=Why.values)),
            models.CheckConstraint(
                name="look_back_state_known", condition=Q(state__in=State.values)
            ),
            models.CheckConstraint(name="look_back_after_days", condition=Q(days__in=DELAYS)),
            models.CheckConstraint(
                name="look_back_looked_by_somebody",
                condition=(_in(LOOKED) & Q(looked_by__isnull=False, looked_at__isnull=False))
                | (~_in(LOOKED) & Q(looked_by=None, looked_at=None, note="")),
            ),
            models.CheckConstraint(
                name="look_back_came_back_says_how",
                condition=~Q(state=State.CAME_BACK) | ~Q(note=""),
            ),
            models.CheckConstraint(
                name="look_back_not_by_who_put_it_right",
                condition=Q(looked_by=None) | Q(handled_by=None) | ~Q(looked_by=F("handled_by")),
            ),
            models.UniqueConstraint(name="look_back_once", fields=["case", "closed_at"]),
        ]
        indexes = [
            models.Index(
                name="look_back_due", fields=["due_on", "id"], condition=Q(state=State.DUE)
            ),
            models.Index(name="look_back_closed", fields=["-closed_at", "-id"]),
        ]

    @property
    def subject(self) -> str:
        """What photographs that were taken when it was looked at call it."""
        return f"lookback:{self.pk}"

    def is_due(self, today: date) -> bool:
        return self.state == State.DUE and self.due_on <= today
