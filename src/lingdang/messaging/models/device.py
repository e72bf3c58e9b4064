"""A browser on a phone or a desk that its person wants notifications in."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from lingdang.messaging.enums import Ending


class DeviceQuerySet(models.QuerySet["Device"]):
    def live(self) -> Self:
        return self.filter(ended_at=None)

    def of(self, person_id: int | None) -> Self:
        return self.filter(person=person_id) if person_id else self.none()


class Device(models.Model):
    """``cipher`` is what the browser gave: where its push service takes messages, and its keys.

    ``endpoint_index`` finds it again, ``house`` is the push service's name, ``agent`` what the
    browser calls itself. Once ended, nothing is kept by which it could be reached.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    endpoint_index = models.CharField(max_length=64)
    cipher = models.TextField(blank=True, default="")
    house = models.CharField(max_length=100)
    agent = models.CharField(max_length=300, blank=True, default="")
    since = models.DateTimeField(db_default=Now())
    last_at = models.DateTimeField(null=True)  # when its push service last took a message
    ended_at = models.DateTimeField(null=True)
    ended_as = models.CharField(max_length=10, blank=True, default="")

    objects = DeviceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="device_is_one_persons", fields=["endpoint_index"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="device_is_reached_until_it_ended",
                condition=Q(ended_at=None, ended_as="") & ~Q(cipher="")
                | Q(
                    ended_at__isnull=False,
                    ended_as__in=[why.value for why in Ending],
                    cipher="",
                    agent="",
                ),
            ),
        ]
        indexes = [
            models.Index(name="device_live", fields=["person"], condition=Q(ended_at=None)),
            models.Index(name="device_ended", fields=["ended_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.house} of {self.person_id}"
