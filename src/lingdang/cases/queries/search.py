"""Find by number, by words, by the telephone number that was left."""

from django.db.models import Q

from lingdang.cases.models import CaseQuerySet
from lingdang.cases.models.lists import ids_of
from lingdang.cases.queries.lists import cases_for
from lingdang.cases.queries.phones import index_of_phone
from lingdang.kernel.actor import Actor

_LONGEST = 60
_PHONE_DIGITS = 7


def search(cases: CaseQuerySet, text: str) -> CaseQuerySet:
    """Narrow a list; words are looked for in the description and the address."""
    words = text.strip()[:_LONGEST].replace("\0", "")
    if not words:
        return cases
    # Chinese has no case: looked for as it is, it is found in a fraction of the time.
    lookup = "contains" if words.upper() == words.lower() else "icontains"
    wanted = Q(**{f"description__{lookup}": words}) | Q(**{f"address__{lookup}": words})
    wanted |= Q(pk__in=ids_of(words))
    if sum(letter.isdigit() for letter in words) >= _PHONE_DIGITS and (
        index := index_of_phone(words)
    ):
        wanted |= Q(contact_index=index)
    return cases.filter(wanted)


def phone_cases(actor: Actor, phone: str) -> CaseQuerySet | None:
    """Cases that this telephone number was left with, as far as one may see them."""
    index = index_of_phone(phone)
    return cases_for(actor).filter(contact_index=index) if index else None
