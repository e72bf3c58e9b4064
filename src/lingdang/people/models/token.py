from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from lingdang.people.models.person import Person

HASH_LENGTH = 64


class ApiToken(models.Model):
    """Lets a program act as a person, for some of their duties. Only the key's hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    key_hash = models.CharField(max_length=HASH_LENGTH, unique=True)
    duties = ArrayField(models.CharField(max_length=50))
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="token_has_name", condition=~Q(name="")),
            models.CheckConstraint(name="token_has_duties", condition=Q(duties__len__gt=0)),
            models.CheckConstraint(
                name="token_expires_later", condition=Q(expires_at__gt=F("created_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"
