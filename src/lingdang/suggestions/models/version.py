"""What was learned of the district's categories, version by version."""

from django.db import models
from django.db.models import Q


class Version(models.Model):
    """One classifier: its file while it is kept, and how well its like did on unread cases."""

    id = models.BigAutoField(primary_key=True)
    made_at = models.DateTimeField()
    current = models.BooleanField(default=False, db_default=False)
    content = models.BinaryField(null=True, blank=True)  # null: no longer kept
    size = models.PositiveIntegerField()
    texts = models.PositiveIntegerField()
    cases = models.PositiveIntegerField()  # of the texts, how many are the district's own
    corrected = models.PositiveIntegerField()  # of these, how many a handler put right
    categories = models.PositiveIntegerField()
    judged = models.JSONField()
    learned_to = models.BigIntegerField()  # the last fact that it knows

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="version_one_is_current", fields=["current"], condition=Q(current=True)
            ),
            models.CheckConstraint(
                name="version_current_is_kept", condition=Q(current=False) | ~Q(content=None)
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
