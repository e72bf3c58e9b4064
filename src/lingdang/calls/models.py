"""A ring of the bell, the levels it has come to, and whom it rang there."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from lingdang.calls.enums import OPEN, Level, State
from lingdang.cases.public import Case, cases_for
from lingdang.kernel.actor import Actor

_RINGING = Q(state=State.RINGING)
_ANSWERED = Q(state=State.ANSWERED)


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, actor: Actor) -> Self:
        """Calls of cases that this actor sees, and calls that rang them."""
        seen = Q(case__in=cases_for(actor).values("pk"))
        if actor.person_id is None:
            return self.filter(seen)
        rung = Ringing.objects.filter(person=actor.person_id).values("call")
        known = Case.objects.unrestricted().values("pk")
        return self.filter(seen | Q(pk__in=rung, case__in=known))

    def open(self) -> Self:
        return self.filter(state__in=sorted(OPEN))

    def ringing(self) -> Self:
        return self.filter(_RINGING)


class Call(models.Model):
    """``caller`` tells the same person again without naming them; ``until``: when it climbs."""

    id = models.BigAutoField(primary_key=True)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+", db_index=False)
    caller = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.RINGING)
    level = models.CharField(max_length=9, choices=Level)
    rung_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="call_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="call_level_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(
                name="call_rings_until",
                condition=(_RINGING & Q(until__isnull=False)) | (~_RINGING & Q(until=None)),
            ),
            models.CheckConstraint(
                name="call_ended_has_time",
                condition=(_RINGING & Q(ended_at=None)) | (~_RINGING & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="call_answered_by_somebody",
                condition=(_ANSWERED & Q(answered_by__isnull=False))
                | (~_ANSWERED & Q(answered_by=None)),
            ),
            models.UniqueConstraint(
                name="call_one_of_a_caller_at_a_place",
                fields=["caller", "place"],
                condition=_RINGING & ~Q(caller=""),
            ),
        ]
        indexes = [
            models.Index(name="call_climbs", fields=["until", "id"], condition=_RINGING),
            models.Index(name="call_newest", fields=["-rung_at", "-id"]),
            models.Index(
                name="call_unanswered",
                fields=["-rung_at", "-id"],
                condition=Q(state=State.UNANSWERED),
            ),
            models.Index(name="call_of_place", fields=["place", "rung_at"]),
        ]

    def __str__(self) -> str:
        return f"call {self.pk} {self.state}"

    @property
    def subject(self) -> str:
        """What messages call it."""
        return f"call:{self.pk}"


class Rung(models.Model):
    """A level that a call has come to. Without anybody there it climbed on at once."""

    id = models.BigAutoField(primary_key=True)
    call = models.ForeignKey(Call, models.CASCADE, related_name="rungs", db_index=False)
    level = models.CharField(max_length=9, choices=Level)
    rung_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="rung_level_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(
                name="rung_ends_after_it_began", condition=Q(until__gte=models.F("rung_at"))
            ),
            models.UniqueConstraint(name="rung_once", fields=["call", "level"]),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.level}"


class Ringing(models.Model):
    """Somebody whom a call rang: once, at whichever level came first."""

    pk = models.CompositePrimaryKey("call_id", "person_id")
    call = models.ForeignKey(Call, models.CASCADE, related_name="ringings", db_index=False)
    rung = models.ForeignKey(Rung, models.CASCADE, related_name="ringings", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.call_id} {self.person_id}"
