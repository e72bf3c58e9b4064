from django.db import models
from django.db.models import Q


class BookVersion(models.Model):
    """One row, drawn anew whenever what cases are judged by changes; caches ask for it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(db_default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="book_version_is_one", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.number)
