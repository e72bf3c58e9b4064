"""What phones sent, in order, and what became of it."""

import json
from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone

from lingdang.fieldwork.enums import Kind, State
from lingdang.people.public import decrypt

_HEX = r"^[0-9a-f]{32}$"


class Device(models.Model):
    """A phone of a person. Its row is locked while one of its actions is done: one at a time."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    device = models.CharField(max_length=32)
    clock_offset = models.IntegerField(db_default=0)  # seconds that the phone was behind
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="device_once", fields=["person", "device"]),
            models.CheckConstraint(name="device_is_hex", condition=Q(device__regex=_HEX)),
        ]


class ActionQuerySet(models.QuerySet["Action"]):
    def waiting(self) -> Self:
        return self.filter(state=State.WAITING)

    def due(self) -> Self:
        """Their moment has come, and nothing of the same phone about the same waits before them."""
        same = Action.objects.filter(
            device=OuterRef("device"), subject=OuterRef("subject"), state=State.WAITING
        )
        earlier = Q(seq__lt=OuterRef("seq")) | Q(seq=OuterRef("seq"), pk__lt=OuterRef("pk"))
        return self.waiting().filter(~Exists(same.filter(earlier)), due_at__lte=timezone.now())

    def delete(self) -> NoReturn:
        raise TypeError("what a phone sent is never removed")


class Action(models.Model):
    """Sent by a phone. ``cipher`` seals its data until it is done; then the rooms have them.

    ``subject`` is what it is about: those about the same are done in order, whatever waits.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    device = models.ForeignKey(Device, models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=32)
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    cipher = models.TextField(blank=True)
    digest = models.CharField(max_length=64)  # of what was sent: tells a repeat from a mix-up
    subject = models.CharField(max_length=60)
    photos = models.JSONField(default=list, blank=True)  # keys of uploads
    made_at = models.DateTimeField()
    made_at_phone = models.DateTimeField()
    received_at = models.DateTimeField(db_default=Now())
    actor = models.CharField(max_length=150)  # as whom, and by which duties, it was sent
    duties = models.JSONField()
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(null=True, blank=True)  # when it is looked at next
    tries = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=40, blank=True, default="")
    sentence = models.TextField(blank=True, default="")
    chosen = models.CharField(max_length=16, blank=True, default="")
    case = models.ForeignKey(
        "cases.Case", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    objects = ActionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="action_once", fields=["person", "key"]),
            models.CheckConstraint(name="action_key_is_hex", condition=Q(key__regex=_HEX)),
            models.CheckConstraint(name="action_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="action_kind_known",
                condition=Q(kind__in=Kind.values) | Q(state__in=[State.REFUSED, State.DROPPED]),
            ),
            models.CheckConstraint(
                name="action_waits_for_a_moment",
                condition=Q(state=State.WAITING, due_at__isnull=False)
                | ~Q(state=State.WAITING) & Q(due_at__isnull=True),
            ),
            models.CheckConstraint(
                name="action_undone_says_why",
                condition=~Q(state__in=[State.REFUSED, State.CONFLICT])
                | ~Q(code="") & ~Q(sentence=""),
            ),
            models.CheckConstraint(
                name="action_undone_is_readable",
                condition=Q(state=State.DONE) | ~Q(cipher=""),
            ),
            models.CheckConstraint(
                name="action_not_made_in_future", condition=Q(made_at__lte=F("received_at"))
            ),
        ]
        indexes = [
            models.Index(
                name="action_waiting", fields=["device", "seq"], condition=Q(state="waiting")
            ),
            models.Index(name="action_due", fields=["due_at"], condition=Q(state="waiting")),
            models.Index(name="action_to_decide", fields=["person"], condition=Q(state="conflict")),
            models.Index(name="action_of_device", fields=["device", "-id"]),
        ]

    @property
    def data(self) -> dict[str, Any]:
        """What was sent; nothing once it is done."""
        kept: dict[str, Any] = json.loads(decrypt(self.cipher) or "{}")
        return kept

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        raise TypeError("what a phone sent is never removed")
