"""Me too 我也遇到: somebody has met the same thing, and follows what becomes of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

_HASH = 64


class Joined(models.Model):
    """Once for each person, telephone number or browser; the number is sealed."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+", db_index=False)
    who = models.CharField(max_length=_HASH)  # a blind index of whoever it is
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    phone_cipher = models.TextField(blank=True, default="", db_default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="joined_once", fields=["case", "who"]),
            models.CheckConstraint(name="joined_by_somebody", condition=~Q(who="")),
        ]

    def __str__(self) -> str:
        return f"case:{self.case_id}"
