"""Which version answers; its classifier is read once by every process."""

from functools import lru_cache

from django.db.models import QuerySet

from lingdang.suggestions.learning.classifier import Classifier
from lingdang.suggestions.models import Version


def versions() -> QuerySet[Version]:
    """All that was ever learned, the newest first, without the files."""
    return Version.objects.defer("content").order_by("-pk")


def current_version() -> Version | None:
    return versions().filter(current=True).first()


def current_classifier() -> Classifier | None:
    """Whatever is current now: a switch is seen by the next question."""
    found = Version.objects.filter(current=True).values_list("pk", "made_at").first()
    return _classifier(*found) if found else None


@lru_cache(maxsize=2)
def _classifier(version: int, _made_at: object) -> Classifier:
    """Keyed by the moment too: another district's version may bear the same number."""
    return Classifier.from_bytes(bytes(Version.objects.get(pk=version).content or b""))
