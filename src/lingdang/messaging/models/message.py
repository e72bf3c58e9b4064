"""What a person was told, in the product itself."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

LONGEST_KEY = 120


class MessageQuerySet(models.QuerySet["Message"]):
    def of(self, person_id: int | None) -> Self:
        return self.filter(person=person_id) if person_id else self.none()

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Message(models.Model):
    """One thing told to one person. ``facts`` fill the words of ``what`` when they are shown.

    ``about`` is what it concerns, as facts name it (``case:12``); under one ``key`` a person is
    told a thing once.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    what = models.CharField(max_length=60)
    key = models.CharField(max_length=LONGEST_KEY)
    facts = models.JSONField(default=dict)
    about = models.CharField(max_length=100, blank=True, default="", db_default="")
    by_id = models.BigIntegerField(null=True, blank=True)  # the person who caused it, if one did
    urgent = models.BooleanField(default=False, db_default=False)
    at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="message_told_once", fields=["person", "what", "key"]),
            models.CheckConstraint(name="message_says_what", condition=~Q(what="") & ~Q(key="")),
        ]
        indexes = [
            models.Index(name="message_inbox", fields=["person", "-id"]),
            models.Index(name="message_unread", fields=["person"], condition=Q(read_at=None)),
            models.Index(name="message_by_age", fields=["at"]),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.about}"
