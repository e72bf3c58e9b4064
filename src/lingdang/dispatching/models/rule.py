"""Whose a case is: rules tried in order, in versions that never change once they were in force."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from lingdang.cases.public import Source
from lingdang.dispatching.enums import DUTY_ROLES, Status, Target
from lingdang.people.public import UnitKind
from lingdang.standards.public import Kind

_PERSON = settings.AUTH_USER_MODEL
_ROLES = sorted(role.value for role in DUTY_ROLES)
LONGEST_NAME, LONGEST_WORD = 80, 40


class RuleSet(models.Model):
    """One version of the rules of a place and what lies in it. The nearest set in force counts."""

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    made_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    put_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    in_force_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="rule_set_status_has_times",
                condition=Q(status=Status.DRAFT, in_force_at=None, retired_at=None)
                | Q(status=Status.IN_FORCE, in_force_at__isnull=False, retired_at=None)
                | Q(status=Status.RETIRED, in_force_at__isnull=False, retired_at__isnull=False),
            ),
            models.UniqueConstraint(name="rule_set_numbered_once", fields=["place", "number"]),
            models.UniqueConstraint(
                name="rule_set_one_in_force",
                fields=["place"],
                condition=Q(status=Status.IN_FORCE),
            ),
            models.UniqueConstraint(
                name="rule_set_one_draft", fields=["place"], condition=Q(status=Status.DRAFT)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id}.{self.number}"

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT


def _texts(longest: int) -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=longest), default=list, blank=True)


class Rule(models.Model):
    """What a case must be, and who then has it. An empty condition is not asked."""

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="rules", db_index=False)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=LONGEST_NAME)

    categories = _texts(40)  # or any below one of these
    kind = models.CharField(max_length=10, choices=Kind, blank=True, default="")
    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    street_classes = ArrayField(
        models.CharField(max_length=80), default=list, db_default=[], blank=True
    )  # one of these, by what the place is on the day
    level = models.CharField(max_length=50, blank=True, default="")
    sources = _texts(12)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    time_from = models.TimeField(null=True, blank=True)
    time_to = models.TimeField(null=True, blank=True)  # before time_from: over midnight
    working = models.BooleanField(null=True, blank=True)
    urgent = models.BooleanField(null=True, blank=True)
    words = _texts(LONGEST_WORD)
    unfiled = models.BooleanField(default=False)  # also of what is received and not yet filed

    target = models.CharField(max_length=12, choices=Target)
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    unit_kind = models.CharField(max_length=20, choices=UnitKind, blank=True, default="")
    role = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(
                name="rule_position_once",
                fields=["rule_set", "position"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(name="rule_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="rule_target_whole",
                condition=Q(target=Target.UNIT, unit__isnull=False, unit_kind="", role="")
                | Q(target=Target.PLACE_UNIT, unit=None, unit_kind__in=UnitKind.values, role="")
                | Q(target=Target.ON_DUTY, unit=None, unit_kind="", role__in=_ROLES)
                | Q(target=Target.KEEP, unit=None, unit_kind="", role=""),
            ),
            models.CheckConstraint(
                name="rule_time_whole",
                condition=Q(time_from=None, time_to=None)
                | Q(time_from__isnull=False, time_to__isnull=False),
            ),
            models.CheckConstraint(
                name="rule_kind_known", condition=Q(kind="") | Q(kind__in=Kind.values)
            ),
            models.CheckConstraint(
                name="rule_weekdays_known",
                condition=Q(weekdays__contained_by=list(range(7))),
            ),
            models.CheckConstraint(
                name="rule_sources_known",
                condition=Q(sources__contained_by=[source.value for source in Source]),
            ),
        ]

    def __str__(self) -> str:
        return self.name
