"""What is to leave the product, and how far it has come."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from lingdang.messaging.enums import OVER, ROBOTS, STILL_TO_GO, Channel, Sending
from lingdang.messaging.models.device import Device
from lingdang.messaging.models.message import LONGEST_KEY
from lingdang.messaging.models.robot import Robot

_ROBOTS = sorted(channel.value for channel in ROBOTS)


class OutgoingQuerySet(models.QuerySet["Outgoing"]):
    def due(self, now: datetime) -> Self:
        """Those to be sent, and those that a process took and did not bring back."""
        return self.filter(
            Q(state=Sending.WAITING, due_at__lte=now) | Q(state=Sending.TAKEN, due_at__lte=now)
        )

    def failed(self) -> Self:
        return self.filter(state=Sending.FAILED)


class Outgoing(models.Model):
    """One message by one way: to a person, to a bare telephone number, or to a group's robot.

    A notification goes to one device of a person's; each device has its own.

    ``public_id`` goes with it, so that a provider can drop doubles. While it is taken, ``due_at``
    is when the lease ends. ``digest`` is the message that several were gathered into.
    """

    id = models.BigAutoField(primary_key=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    channel = models.CharField(max_length=20, choices=Channel)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    phone_cipher = models.TextField(blank=True, default="")
    robot = models.ForeignKey(Robot, models.PROTECT, null=True, related_name="+", db_index=False)
    device = models.ForeignKey(Device, models.PROTECT, null=True, related_name="+", db_index=False)
    once = models.CharField(max_length=LONGEST_KEY + 200, unique=True)
    what = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    about = models.CharField(max_length=100, blank=True, default="")
    urgent = models.BooleanField(default=False)
    told_at = models.DateTimeField()  # when what it tells happened
    state = models.CharField(max_length=10, choices=Sending, default=Sending.WAITING)
    due_at = models.DateTimeField()
    lease = models.UUIDField(null=True)
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    error = models.CharField(max_length=60, blank=True, default="")  # a code
    error_words = models.TextField(blank=True, default="")
    provider_id = models.CharField(max_length=100, blank=True, default="")
    over_at = models.DateTimeField(null=True)
    digest = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="outgoing_state_known", condition=Q(state__in=Sending.values)
            ),
            models.CheckConstraint(
                name="outgoing_has_one_addressee",
                condition=Q(
                    person__isnull=False,
                    phone_cipher="",
                    robot=None,
                )
                & ~Q(channel__in=_ROBOTS)
                | Q(person=None, robot=None, channel=Channel.SMS) & ~Q(phone_cipher="")
                | Q(person=None, phone_cipher="", robot__isnull=False, channel__in=_ROBOTS),
            ),
            models.CheckConstraint(
                name="outgoing_to_a_device_is_a_notification",
                condition=Q(channel=Channel.PUSH, device__isnull=False)
                | ~Q(channel=Channel.PUSH) & Q(device=None),
            ),
            models.CheckConstraint(
                name="outgoing_over_has_time",
                condition=Q(state__in=sorted(OVER), over_at__isnull=False)
                | ~Q(state__in=sorted(OVER)) & Q(over_at=None),
            ),
            models.CheckConstraint(
                name="outgoing_failed_says_why",
                condition=~Q(state=Sending.FAILED) | ~Q(error=""),
            ),
            models.CheckConstraint(
                name="outgoing_taken_has_lease",
                condition=Q(state=Sending.TAKEN, lease__isnull=False)
                | ~Q(state=Sending.TAKEN) & Q(lease=None),
            ),
        ]
        indexes = [
            models.Index(
                name="outgoing_due",
                fields=["due_at", "id"],
                condition=Q(state__in=sorted({*STILL_TO_GO, Sending.TAKEN})),
            ),
            models.Index(
                name="outgoing_of_person",
                fields=["person", "channel"],
                condition=Q(state__in=sorted(STILL_TO_GO)),
            ),
            models.Index(name="outgoing_failed", fields=["-id"], condition=Q(state=Sending.FAILED)),
            models.Index(name="outgoing_over", fields=["over_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.what} by {self.channel}"

    @property
    def bucket(self) -> str:
        """What its pace is counted by: the robot, the device's push service, or the whole way."""
        return bucket_of(self.channel, self.robot_id, self.device.house if self.device else None)


def bucket_of(channel: str, robot_id: int | None, house: str | None) -> str:
    return ":".join(str(part) for part in (channel, robot_id, house) if part)
