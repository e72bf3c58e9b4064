"""What a category was in the edition of 2013, so that older sheets are understood."""

from django.db import models
from django.db.models import Q

from lingdang.standards.enums import Kind
from lingdang.standards.models.category import Category


class OldCode(models.Model):
    """A code of GB/T 30428.2-2013; without a category nothing of today corresponds to it."""

    kind = models.CharField(max_length=10, choices=Kind)
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="old_code_once", fields=["kind", "code"]),
            models.CheckConstraint(
                name="old_code_whole",
                condition=Q(kind__in=Kind.values) & ~Q(code="") & ~Q(name=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
