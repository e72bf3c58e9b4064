"""What a district says in its own words, and what providers call the words they approved."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lingdang.messaging.enums import BY_TEMPLATE, Channel


class OwnWords(models.Model):
    """Replaces the words that the product has for ``what`` in one language."""

    what = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=100)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="own_words_once", fields=["what", "language"]),
            models.CheckConstraint(
                name="own_words_not_empty", condition=~Q(title="") & ~Q(text="")
            ),
            models.CheckConstraint(
                name="own_words_language_known",
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} ({self.language})"


class ProviderTemplate(models.Model):
    """Under which number a provider knows the words, and which of ours fill which of its fields.

    ``what`` is ``*`` for the template of all that have none of their own. ``fields`` maps a field
    of the provider's to a sentence with our placeholders: ``{"thing1": "%(number)s"}``.
    """

    what = models.CharField(max_length=60)
    channel = models.CharField(max_length=20, choices=Channel)
    code = models.CharField(max_length=100)
    fields = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="provider_template_once", fields=["what", "channel"]),
            models.CheckConstraint(
                name="provider_template_where_one_is_asked",
                condition=Q(channel__in=[channel.value for channel in BY_TEMPLATE]),
            ),
            models.CheckConstraint(name="provider_template_has_code", condition=~Q(code="")),
        ]

    def __str__(self) -> str:
        return f"{self.what} → {self.channel} {self.code}"
