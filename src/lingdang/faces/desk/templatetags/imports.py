"""How an import shows its state, and what a row of it was understood as."""

from collections.abc import Iterable, Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lingdang.faces.desk import names
from lingdang.intake.public import Import, ImportState, Target
from lingdang.people.public import PersonCard

register = template.Library()
_COLOURS = {ImportState.DONE: "green", ImportState.CANCELLED: "grey", ImportState.CHECKED: "amber"}
_LABELS: dict[str, str | Promise] = {
    **{target.value: target.label for target in Target},
    "place_code": _("Place"),
    "steps": _("Steps"),
}
_HIDDEN = {"attributes", "external_key", "system"}


@register.filter
def import_colour(run: Import) -> str:
    return _COLOURS.get(ImportState(run.state), "blue")


@register.filter
def card_of(people: Mapping[int, PersonCard], person_id: int | None) -> str:
    card = people.get(person_id or 0)
    return card.display if card else ""


@register.filter
def understood(row: Mapping[str, str]) -> Iterable[tuple[str | Promise, str]]:
    """What of a row becomes part of a case, without what is empty."""
    for name, value in row.items():
        if value and name not in _HIDDEN:
            shown = names.category_name(value) if name == "category" else value
            yield _LABELS.get(name, name), shown
