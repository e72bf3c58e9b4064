"""How far the rules go by themselves, and what they said of a case."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from lingdang.dispatching.enums import Fate, Mode
from lingdang.dispatching.models.rule import Rule, RuleSet


class PlaceMode(models.Model):
    """Holds for the place and what lies in it, unless something nearer says otherwise."""

    place = models.OneToOneField("places.Place", models.PROTECT, primary_key=True, related_name="+")
    mode = models.CharField(max_length=10, choices=Mode)

    class Meta:
        constraints = [
            models.CheckConstraint(name="place_mode_known", condition=Q(mode__in=Mode.values)),
        ]

    def __str__(self) -> str:
        return f"{self.place_id}: {self.mode}"


class Proposal(models.Model):
    """Whose a case should be, by which rule, and why not by those before it.

    ``tries`` holds ``[rule id, result, conditions or reason]`` in the order in which they were
    asked. ``place`` is who of the levels takes it when a person does. No target: nobody serves.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    fact_id = models.BigIntegerField(unique=True)  # what made the rules be asked: once each
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, null=True, related_name="+")
    rule = models.ForeignKey(Rule, models.PROTECT, null=True, related_name="+")
    mode = models.CharField(max_length=10, choices=Mode)
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    place = models.ForeignKey("places.Place", models.PROTECT, null=True, related_name="+")
    tries = models.JSONField(default=list)
    fate = models.CharField(max_length=10, choices=Fate, default=Fate.PROPOSED)
    at = models.DateTimeField(db_default=Now())
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="proposal_fate_known", condition=Q(fate__in=Fate.values)),
            models.CheckConstraint(
                name="proposal_target_whole",
                condition=Q(unit__isnull=False, person=None, place=None)
                | Q(unit=None, person__isnull=False, place__isnull=False)
                | Q(unit=None, person=None, place=None),
            ),
            models.CheckConstraint(
                name="proposal_decided_has_time",
                condition=Q(fate=Fate.PROPOSED, decided_at=None)
                | (~Q(fate=Fate.PROPOSED) & Q(decided_at__isnull=False)),
            ),
            models.UniqueConstraint(
                name="proposal_one_waits", fields=["case"], condition=Q(fate=Fate.PROPOSED)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.fate}"

    @property
    def names_somebody(self) -> bool:
        return self.unit_id is not None or self.person_id is not None
