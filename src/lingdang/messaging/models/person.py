"""How a person wants to be told, and where they answer."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from lingdang.messaging.enums import BY_ADDRESS, Channel, Rhythm


class Preference(models.Model):
    """What a person chose; who chose nothing is told as the district has it.

    ``silent`` are the ways they turned off. Quiet hours may run over midnight; none at all when
    both ends are empty.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    silent = ArrayField(models.CharField(max_length=20, choices=Channel), default=list, blank=True)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_to = models.TimeField(null=True, blank=True)
    rhythm = models.CharField(max_length=10, choices=Rhythm, default=Rhythm.AT_ONCE)
    digest_at = models.TimeField()
    digest_weekday = models.PositiveSmallIntegerField(default=0)  # Monday
    language = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="preference_rhythm_known", condition=Q(rhythm__in=Rhythm.values)
            ),
            models.CheckConstraint(
                name="preference_weekday_known", condition=Q(digest_weekday__range=(0, 6))
            ),
            models.CheckConstraint(
                name="preference_quiet_hours_whole",
                condition=Q(quiet_from=None, quiet_to=None)
                | Q(quiet_from__isnull=False, quiet_to__isnull=False)
                & ~Q(quiet_from=F("quiet_to")),
            ),
        ]

    def __str__(self) -> str:
        return f"preference of {self.person_id}"


class Address(models.Model):
    """Where one way reaches a person; sealed like a telephone number, which stands there itself."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    channel = models.CharField(max_length=20, choices=Channel)
    cipher = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="address_one_per_way", fields=["person", "channel"]),
            models.CheckConstraint(
                name="address_of_a_way_that_has_one",
                condition=Q(channel__in=[channel.value for channel in BY_ADDRESS]),
            ),
            models.CheckConstraint(name="address_not_empty", condition=~Q(cipher="")),
        ]

    def __str__(self) -> str:
        return f"{self.channel} of {self.person_id}"
