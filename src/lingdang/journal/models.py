from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Fact(models.Model):
    """Something that happened. Written with the change itself; never edited, never removed."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=100)
    subject = models.CharField(max_length=100)
    actor = models.CharField(max_length=150)
    person_id = models.BigIntegerField(null=True, blank=True)  # the journal knows no people
    place_id = models.BigIntegerField(null=True, blank=True)  # nor places: rooms above do
    data = models.JSONField()
    at = models.DateTimeField()  # when it happened
    recorded_at = models.DateTimeField(db_default=Now())  # when we learned of it

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="fact_by_subject"),
            models.Index(fields=["name", "id"], name="fact_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject}"


class Delivery(models.Model):
    """One fact owed to one handler. The key is the pair: owed once, ever."""

    class State(models.TextChoices):
        DUE = "due", _("Due")
        DONE = "done", _("Done")
        DEAD = "dead", _("Given up")

    pk = models.CompositePrimaryKey("fact_id", "handler")
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, db_index=False)  # leads the key
    handler = models.CharField(max_length=150)
    state = models.CharField(max_length=8, choices=State, db_default=State.DUE)
    tries = models.PositiveSmallIntegerField(db_default=0)
    due_at = models.DateTimeField(db_default=Now())
    error = models.TextField(blank=True, db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delivery_state_known", condition=models.Q(state__in=["due", "done", "dead"])
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="delivery_due", condition=models.Q(state="due")),
            models.Index(fields=["due_at"], name="delivery_dead", condition=models.Q(state="dead")),
        ]

    def __str__(self) -> str:
        return f"{self.fact_id} → {self.handler}"
