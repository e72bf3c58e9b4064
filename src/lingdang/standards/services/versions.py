import secrets

from django.db import transaction

from lingdang.standards.models import BookVersion
from lingdang.standards.queries.book import forget


def book_changed() -> None:
    """Tell every process that its remembered handbook is old: now, and again once this commits.

    The number is drawn, not counted: one that was rolled back must never come again.
    """
    BookVersion.objects.update_or_create(pk=1, defaults={"number": secrets.randbits(62)})
    forget()
    transaction.on_commit(forget)


def lock_book() -> None:
    """Changes of what is in force wait for each other."""
    BookVersion.objects.get_or_create(pk=1)
    BookVersion.objects.select_for_update().get(pk=1)
