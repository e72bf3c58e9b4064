"""Which hot matters; and the ten of a year or quarter, filled in one by one."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.faces.desk import names
from lingdang.faces.desk.forms.fields import DayField, DeskForm, QuickSelect, ReasonField
from lingdang.kernel.actor import Actor
from lingdang.people.public import Duty
from lingdang.places.public import PlaceNode, tree
from lingdang.suggestions.public import ItemData, Quarter, TenItem

_ANY = ("", _("any"))
_OFFERED = 400  # places that a list of choices can hold
_YEARS = 5
_LINE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})\s+(\S.*)")

HOT, ALL, COOLED = "hot", "all", "cooled"
SORTS = {
    "heat": _("hottest first"),
    "newest": _("newest report first"),
    "reports": _("most reports first"),
}


def offered(paths: frozenset[str]) -> list[PlaceNode]:
    """Places of a reach down to the level at which a list of choices is full."""
    within = [node for node in tree() if any(node.path.startswith(path) for path in paths)]
    return sorted(sorted(within, key=lambda node: node.rank)[:_OFFERED], key=lambda node: node.path)


class HotFilterForm(DeskForm):
    q = forms.CharField(label=pgettext_lazy("hot matter", "Words"), max_length=40, required=False)
    place = forms.TypedChoiceField(
        label=_("Place and what lies in it"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=QuickSelect,
    )
    category = forms.ChoiceField(label=_("Category"), required=False, widget=QuickSelect)
    show = forms.ChoiceField(
        label=_("Which"),
        choices=[
            ("", _("all")),
            (HOT, _("hot at present")),
            (COOLED, _("cooled down")),
        ],
        required=False,
    )
    sort = forms.ChoiceField(choices=list(SORTS.items()), required=False, widget=forms.HiddenInput)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = offered(actor.reach(Duty.SEE_CASE).paths)
        self._offer("place", [(node.id, names.place_name(node.id)) for node in places])
        self._offer("category", list(names.categories().items()))

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = [_ANY, *choices]  # type: ignore[attr-defined]


class NewTenForm(DeskForm):
    place_id = forms.TypedChoiceField(label=_("Place"), coerce=int, widget=QuickSelect)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    quarter = forms.ChoiceField(label=_("Period"), choices=Quarter.choices)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = timezone.localdate().year
        years = [(year, str(year)) for year in range(this, this - _YEARS, -1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]
        places = offered(actor.reach(Duty.KEEP_TEN).paths)
        self.fields["place_id"].choices = [  # type: ignore[attr-defined]
            (node.id, names.place_name(node.id)) for node in places
        ]


class ItemForm(DeskForm):
    title = forms.CharField(label=_("What it is called"), max_length=60)
    unit_id = forms.TypedChoiceField(
        label=_("Unit that leads"), coerce=int, empty_value=None, required=False, widget=QuickSelect
    )
    promise = ReasonField(label=_("What is promised"), required=False)
    due_on = DayField(label=_("To be done by"), required=False)
    nodes = forms.CharField(
        label=_("Dates on the way"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, counted back from the end: 2026-09-30 what is done by then."),
    )
    matter_id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("choose")), *names.units().items()]
        self.fields["unit_id"].choices = choices  # type: ignore[attr-defined]

    @classmethod
    def of(cls, item: TenItem) -> "ItemForm":
        lines = [f"{node.due_on.isoformat()} {node.what}" for node in item.nodes.order_by("due_on")]
        return cls(
            initial={
                "title": item.title,
                "unit_id": item.unit_id,
                "promise": item.promise,
                "due_on": item.due_on,
                "matter_id": item.matter_id,
                "nodes": "\n".join(lines),
            }
        )

    def clean_nodes(self) -> tuple[tuple[date, str], ...]:
        lines = [line.strip() for line in self.cleaned_data["nodes"].splitlines() if line.strip()]
        return tuple(map(_node, lines))

    def data_of_item(self) -> ItemData:
        return ItemData(**self.cleaned_data)


def _node(line: str) -> tuple[date, str]:
    found = _LINE.fullmatch(line)
    try:
        year, month, day = map(int, found[1].split("-")) if found else (0, 0, 0)
        return date(year, month, day), found[2] if found else ""
    except ValueError:
        told = _now("Begin each line with a day, as in 2026-09-30: “%(line)s”.")
        raise forms.ValidationError(told % {"line": line[:40]}) from None


class NodeForm(DeskForm):
    note = forms.CharField(label=_("Note; why, if it is late"), max_length=300, required=False)


class OutcomeForm(DeskForm):
    outcome = ReasonField(label=pgettext_lazy("ten matters", "What came of it"))
