"""What is answered again and again, and what must be answered at all."""

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


class AnswerRule(models.Model):
    """An exception of a category from what is usual in the district."""

    category = models.OneToOneField(
        "standards.Category", models.PROTECT, primary_key=True, related_name="+"
    )
    required = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.category_id} {self.required}"
