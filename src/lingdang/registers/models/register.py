"""A register 台账, and the versions of what its fields are."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from lingdang.registers.fields import Field

LONGEST_NAME, LONGEST_PURPOSE = 60, 200


class Register(models.Model):
    """A ledger that a district, or one of its places, defined for itself.

    ``version`` is the one in force. Entries lie at ``place`` or below it.
    """

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=LONGEST_NAME)
    purpose = models.CharField(max_length=LONGEST_PURPOSE, blank=True, default="")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    in_use = models.BooleanField(default=True)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="register_code_is_a_code", condition=Q(code__regex=r"^[a-z][a-z0-9-]{1,39}$")
            ),
            models.CheckConstraint(name="register_has_name", condition=~Q(name="")),
            models.CheckConstraint(name="register_has_version", condition=Q(version__gte=1)),
        ]

    def __str__(self) -> str:
        return self.name


class Version(models.Model):
    """What the fields were from a moment on; entries stay valid under the one they were made by."""

    id = models.BigAutoField(primary_key=True)
    register = models.ForeignKey(Register, models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    fields = models.JSONField()
    schema = models.JSONField()  # JSON Schema of an entry's content
    published_at = models.DateTimeField(db_default=Now())
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="register_version_once", fields=["register", "number"]),
            models.CheckConstraint(name="register_version_counts", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.register_id} v{self.number}"

    def read(self) -> tuple[Field, ...]:
        return tuple(Field.read(each) for each in self.fields)
