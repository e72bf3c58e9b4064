import secrets

from django.db import transaction
from django.db.models.functions import Now

from lingdang.places import queries
from lingdang.places.models import TreeVersion


def tree_changed() -> None:
    """Tell every process that its remembered tree is old: now, and again once this commits.

    The number is drawn, not counted: one that was rolled back must never come again.
    """
    TreeVersion.objects.filter(pk=1).update(number=secrets.randbits(62), changed_at=Now())
    queries.forget()
    transaction.on_commit(queries.forget)
