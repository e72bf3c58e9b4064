"""Standard replies: all of them, those that fit a case, and one filled in for it."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from lingdang.cases.public import Case
from lingdang.people.public import Unit
from lingdang.places.public import tree
from lingdang.talks.models import StandardReply

FIELDS = ("number", "place", "unit", "category", "outcome")


def standard_replies(words: str = "") -> QuerySet[StandardReply]:
    found = StandardReply.objects.select_related("category")
    return found.filter(Q(title__icontains=words) | Q(text__icontains=words)) if words else found


def offered_replies(case: Case) -> QuerySet[StandardReply]:
    """What fits a case, the most used first."""
    fits = Q(category=None) | Q(category=case.category_id)
    fits &= Q(state="") | Q(state=case.state)
    return StandardReply.objects.filter(fits, active=True).order_by("-used", "pk")


def filled(text: str, case: Case) -> str:
    """Put what is known of the case where the text leaves room: ``{number}`` and so on."""
    if "{" not in text:
        return text
    for name, value in _values(case).items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _values(case: Case) -> Mapping[str, str]:
    places, unit = tree(), Unit.objects.filter(pk=case.unit_id or 0).first()
    return {
        "number": case.number,
        "place": places.node(case.place_id).name if case.place_id in places else "",
        "unit": unit.name if unit else "",
        "category": case.category.name if case.category else "",
        "outcome": case.outcome,
    }
