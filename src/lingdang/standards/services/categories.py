"""Categories of our own inside a major of the standard, numbered from 999 downward."""

import re

from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import required_text
from lingdang.standards.errors import CodesUsedUp
from lingdang.standards.facts import CategorySet
from lingdang.standards.models import Category
from lingdang.standards.models.category import FIRST_OWN, LAST_OWN
from lingdang.standards.policies import require_manage
from lingdang.standards.services.versions import book_changed, lock_book

_MAJOR = re.compile(r"B?\d{2}")
_LONGEST_NAME = 80


def free_code(major: str) -> str:
    """Propose the next code of our own inside a major: the greatest that is not taken."""
    above = _major(major)
    taken = set(Category.objects.filter(code__startswith=above.code).values_list("code", flat=True))
    for number in range(LAST_OWN, FIRST_OWN - 1, -1):
        if (code := f"{above.code}{number:03}") not in taken:
            return code
    raise CodesUsedUp(major=above.name)


@transaction.atomic
def add_category(*, major: str, name: str, by: Actor) -> Category:
    """Add a category of our own under the next free code."""
    lock_book()
    require_manage(by)
    called = required_text("name", name, _LONGEST_NAME)
    above = _major(major)
    if Category.objects.filter(kind=above.kind, name=called).exists():
        raise Incomplete({"name": _("There is a category of this name already.")})
    category = Category.objects.create(
        code=free_code(major), name=called, kind=above.kind, parent=above
    )
    book_changed()
    record(CategorySet(code=category.code, called=called, added=True), by=by)
    return category


def _major(code: str) -> Category:
    found = Category.objects.filter(pk=code).first() if _MAJOR.fullmatch(code) else None
    if found is None:
        raise Incomplete({"major": _("There is no such major class.")})
    return found
