"""A notice to those who live in a place 信息通知."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lingdang.notices.enums import State

LONGEST_TITLE, LONGEST_TEXT = 60, 4000


class NoticeQuerySet(models.QuerySet["Notice"]):
    def shown_on(self, day: date) -> Self:
        """What residents read that day."""
        return self.filter(state=State.PUBLISHED, from_on__lte=day, until_on__gte=day)

    def to_be_told(self, day: date) -> Self:
        return self.shown_on(day).filter(told_at=None)


class Notice(models.Model):
    """For a place and all that lies in it, from a day to a day.

    ``told_up_to`` is the last follower who was told; ``told_at`` is when all were. ``made_by`` and
    ``key`` make what is sent twice one.
    """

    id = models.BigAutoField(primary_key=True)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField()
    urgent = models.BooleanField(default=False)
    from_on = models.DateField()
    until_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    key = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, default="")
    told_up_to = models.BigIntegerField(default=0)
    told_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="notice_written_once", fields=["made_by", "key"], condition=~Q(key=None)
            ),
            models.CheckConstraint(
                name="notice_says_something", condition=~Q(title="") & ~Q(text="")
            ),
            models.CheckConstraint(
                name="notice_days_in_order", condition=Q(from_on__lte=F("until_on"))
            ),
            models.CheckConstraint(
                name="notice_state_has_its_times",
                condition=Q(state=State.DRAFT, published_at=None, withdrawn_at=None)
                | Q(state=State.PUBLISHED, published_at__isnull=False, withdrawn_at=None)
                | Q(state=State.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="notice_told_was_published",
                condition=Q(told_at=None, told_up_to=0) | Q(published_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="notice_public",
                fields=["place", "-published_at"],
                condition=Q(state=State.PUBLISHED),
            ),
            models.Index(
                name="notice_untold",
                fields=["from_on"],
                condition=Q(state=State.PUBLISHED, told_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        return f"notice:{self.pk}"
