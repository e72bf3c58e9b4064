"""A group's robot: a message to it is read by everybody in the group."""

from django.db import models
from django.db.models import Q

from lingdang.messaging.enums import ROBOTS, Channel


class Robot(models.Model):
    """``key`` is the webhook's own secret; ``secret`` signs (DingTalk). Both are sealed.

    Without a unit it hears what every unit's group is told.
    """

    channel = models.CharField(max_length=20, choices=Channel)
    name = models.CharField(max_length=80)
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    key_cipher = models.TextField()
    secret_cipher = models.TextField(blank=True, default="")
    active = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="robot_is_one",
                condition=Q(channel__in=sorted(channel.value for channel in ROBOTS)),
            ),
            models.CheckConstraint(
                name="robot_has_name_and_key", condition=~Q(name="") & ~Q(key_cipher="")
            ),
        ]

    def __str__(self) -> str:
        return self.name
