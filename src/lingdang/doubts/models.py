"""What there is to doubt about a photograph of a case, with its proof and how it was decided."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lingdang.doubts.enums import DECIDED, WHOLE, Kind, State


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


class Doubt(models.Model):
    """One thing about one photograph. The proof is what of ``metres … similarity`` its kind has.

    ``at`` is when the camera says it was taken, ``bound`` what that was compared with.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    photo = models.ForeignKey("evidence.Photo", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    found_at = models.DateTimeField()
    metres = models.FloatField(null=True, blank=True)
    at = models.DateTimeField(null=True, blank=True)
    bound = models.DateTimeField(null=True, blank=True)
    tag = models.CharField(max_length=80, blank=True, default="", db_default="")
    twin = models.ForeignKey(
        "evidence.Photo", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    similarity = models.FloatField(null=True, blank=True)
    mirrored = models.BooleanField(default=False, db_default=False)
    answer = models.TextField(blank=True, default="", db_default="")
    answered_by = _person()
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, default="", db_default="")
    decided_by = _person()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="doubt_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="doubt_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="doubt_copy_has_twin",
                condition=~Q(kind=Kind.COPY) | Q(twin__isnull=False, similarity__isnull=False),
            ),
            models.CheckConstraint(
                name="doubt_not_twin_of_itself",
                condition=Q(twin=None) | ~Q(twin=F("photo")),
            ),
            models.CheckConstraint(
                name="doubt_similarity_is_a_share",
                condition=Q(similarity=None) | Q(similarity__range=(0, 1)),
            ),
            models.CheckConstraint(
                name="doubt_answered_by_somebody",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="doubt_answered_has_answer", condition=~Q(state=State.ANSWERED) | ~Q(answer="")
            ),
            models.CheckConstraint(
                name="doubt_decided_with_reason",
                condition=(
                    _in(DECIDED)
                    & ~Q(reason="")
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                )
                | (~_in(DECIDED) & Q(reason="", decided_by=None, decided_at=None)),
            ),
            models.CheckConstraint(
                name="doubt_not_decided_by_who_answered",
                condition=Q(decided_by=None)
                | Q(answered_by=None)
                | ~Q(decided_by=F("answered_by")),
            ),
            models.UniqueConstraint(name="doubt_once", fields=["photo", "kind"]),
        ]
        indexes = [
            models.Index(name="doubt_of_case", fields=["case", "id"]),
            models.Index(name="doubt_newest", fields=["-found_at", "-id"]),
        ]

    @property
    def subject(self) -> str:
        """What photographs that came with its answer call it."""
        return f"doubt:{self.pk}"


class Weight(models.Model):
    """What a kind takes from trust in this district, where that is not what it is everywhere."""

    kind = models.CharField(primary_key=True, max_length=12, choices=Kind)
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="weight_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="weight_at_most_whole", condition=Q(points__lte=WHOLE)),
        ]
