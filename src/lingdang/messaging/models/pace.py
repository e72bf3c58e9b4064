"""How quickly a way may be used: counted in the database, so for all processes together."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Pace(models.Model):
    """``sent_at`` are the last sendings, oldest first; until ``shut_until`` nothing is sent."""

    bucket = models.CharField(max_length=120, primary_key=True)
    sent_at = ArrayField(models.DateTimeField(), default=list)
    shut_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.bucket
