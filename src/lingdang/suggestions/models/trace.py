"""Where a case is found again while the same thing is being written once more."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Trace(models.Model):
    """The sketch of a case: kept while it may still be the same matter, then thrown away."""

    case = models.OneToOneField(
        "cases.Case", models.CASCADE, primary_key=True, related_name="+", db_index=False
    )
    keys = SearchVectorField()
    words = ArrayField(models.IntegerField())
    lng = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        indexes = [
            # Entered at once: a list of what is to be entered would be read by every question.
            # Two: who asks where something is asks the few that say no place another question.
            GinIndex(
                name="trace_somewhere",
                fields=["keys"],
                fastupdate=False,
                condition=models.Q(lng__isnull=False),
            ),
            GinIndex(
                name="trace_nowhere",
                fields=["keys"],
                fastupdate=False,
                condition=models.Q(lng__isnull=True),
            ),
            models.Index(name="trace_by_age", fields=["received_at"]),
        ]

    def __str__(self) -> str:
        return f"case:{self.case_id}"
