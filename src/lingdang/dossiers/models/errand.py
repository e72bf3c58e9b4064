"""A service errand 代办: the papers it takes, the applicant's consent, the result brought home."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from lingdang.dossiers.enums import Consent, PaperState


class Service(models.Model):
    """What a community does for people who cannot go themselves, and which papers it takes."""

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=80)
    for_whom = models.CharField(max_length=200, blank=True, db_default="")
    papers = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    days = models.PositiveSmallIntegerField(db_default=10)
    in_use = models.BooleanField(default=True, db_default=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(name="service_has_code", condition=~Q(code="")),
            models.CheckConstraint(name="service_has_name", condition=~Q(name="")),
            models.CheckConstraint(name="service_days_possible", condition=Q(days__range=(1, 366))),
        ]

    def __str__(self) -> str:
        return self.name


class Errand(models.Model):
    """The applicant is who left name and phone with the case; the agent is who keeps it."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    consent = models.CharField(max_length=10, choices=Consent, blank=True, db_default="")
    consent_at = models.DateTimeField(null=True, blank=True)
    consent_noted_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="errand_consent_whole",
                condition=Q(consent="", consent_at=None)
                | Q(consent__in=Consent.values, consent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="errand_delivered_with_consent",
                condition=Q(delivered_at=None) | Q(consent_at__isnull=False),
            ),
        ]


class Paper(models.Model):
    """One paper of an errand: where it is now. Where it was stands in the journal."""

    errand = models.ForeignKey(Errand, models.CASCADE, related_name="papers")
    name = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=PaperState, db_default=PaperState.WANTED)
    moved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="paper_state_known", condition=Q(state__in=PaperState.values)
            ),
            models.UniqueConstraint(name="paper_once_in_an_errand", fields=["errand", "name"]),
            models.CheckConstraint(
                name="paper_moved_has_time",
                condition=Q(state=PaperState.WANTED) | Q(moved_at__isnull=False),
            ),
        ]
