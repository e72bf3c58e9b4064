"""What is replied again and again, and where a reply must or need not be given."""

from django.db import models
from django.db.models import Q

from lingdang.cases.public import State


class StandardReply(models.Model):
    """``category`` and ``state`` narrow where it is offered; empty: everywhere."""

    id = models.BigAutoField(primary_key=True)
    title = models.CharField(max_length=80)
    text = models.TextField()
    category = models.ForeignKey(
        "standards.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    state = models.CharField(max_length=12, choices=State, blank=True, default="", db_default="")
    used = models.PositiveIntegerField(default=0, db_default=0)
    active = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="standard_reply_has_title", condition=~Q(title="")),
            models.CheckConstraint(name="standard_reply_has_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="standard_reply_state_known", condition=Q(state__in=["", *State.values])
            ),
            models.UniqueConstraint(
                name="standard_reply_titled_once", fields=["title"], condition=Q(active=True)
            ),
        ]
        indexes = [models.Index(name="standard_reply_most_used", fields=["-used", "id"])]

    def __str__(self) -> str:
        return self.title


class ReplyRule(models.Model):
    """Of one category, what differs from what is usual here.

    ``required``: staff closes nothing before a reply; otherwise nobody waits for one.
    """

    category = models.OneToOneField(
        "standards.Category", models.PROTECT, primary_key=True, related_name="+"
    )
    required = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.category_id} {self.required}"


class Waiting(models.Model):
    """A case whose reporters wait for a reply, since it was put right. 办结一件反馈一件."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="+")
    since = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="waiting_longest", fields=["since", "case"])]

    def __str__(self) -> str:
        return f"{self.case_id} since {self.since:%Y-%m-%d}"
