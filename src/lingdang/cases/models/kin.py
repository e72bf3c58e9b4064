"""What ties cases together, and what each of several reporters says."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least, Now

from lingdang.cases.enums import LinkKind

if TYPE_CHECKING:
    from lingdang.cases.models.case import Case  # noqa: F401 -- what the fields point to


class CaseLink(models.Model):
    """One case has to do with another; two cases have one link at most, whichever way."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10, choices=LinkKind)
    first = models.ForeignKey("Case", models.PROTECT, related_name="+", db_index=False)
    second = models.ForeignKey("Case", models.PROTECT, related_name="+", db_index=False)
    found = models.BooleanField(default=False)  # by the query, not by a person
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(name="link_kind_known", condition=Q(kind__in=LinkKind.values)),
            models.CheckConstraint(name="link_of_two", condition=~Q(first=F("second"))),
            models.UniqueConstraint(
                Least("first", "second"), Greatest("first", "second"), name="link_once"
            ),
        ]
        indexes = [
            models.Index(name="link_from", fields=["first", "id"]),
            models.Index(name="link_to", fields=["second", "id"]),
        ]


class Answer(models.Model):
    """What one of several reporters of a case said in their last round."""

    report = models.OneToOneField("Case", models.PROTECT, primary_key=True, related_name="+")
    stars = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="answer_stars_1_to_5", condition=Q(stars=None) | Q(stars__range=(1, 5))
            ),
        ]
