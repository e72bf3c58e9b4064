"""Find by number, by words, by the telephone number that was left."""

from django.db.models import Q

from lingdang.cases.models import CaseQuerySet
from lingdang.cases.queries.phones import index_of_phone

_LONGEST = 60
_PHONE_DIGITS = 7


def search(cases: CaseQuerySet, text: str) -> CaseQuerySet:
    """Narrow a list; words are looked for in the description and the address."""
    words = text.strip()[:_LONGEST].replace("\0", "")
    if not words:
        return cases
    wanted = Q(description__icontains=words) | Q(address__icontains=words)
    wanted |= Q(pk__in=cases.model.objects.numbered(words).values("pk"))
    if sum(letter.isdigit() for letter in words) >= _PHONE_DIGITS and (
        index := index_of_phone(words)
    ):
        wanted |= Q(contact_index=index)
    return cases.filter(wanted)
