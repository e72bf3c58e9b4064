"""Lists of inspections looked through: rounds, the ledger, its totals, orders, gaps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.faces.desk import names
from lingdang.faces.desk.forms.fields import DayField, DeskForm, QuickSelect
from lingdang.inspections.public import Dimension, Kind, Standing, State, groups_for, rounds_for
from lingdang.kernel.actor import Actor
from lingdang.places.public import tree

ANY = ("", _("any"))
_TYPED: dict[str, Any] = {
    "coerce": int,
    "empty_value": None,
    "required": False,
    "widget": QuickSelect,
}


def towns() -> list[tuple[int, str]]:
    return [(node.id, names.place_name(node.id)) for node in tree().at_level("town")]


def chosen_from(form: forms.Form, name: str, choices: list[Any], *, free: bool = True) -> None:
    form.fields[name].choices = [ANY, *choices] if free else choices  # type: ignore[attr-defined]


class RoundFilterForm(DeskForm):
    q = forms.CharField(label=_("Name"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[ANY, *Kind.choices], required=False)
    state = forms.ChoiceField(
        label=pgettext_lazy("column", "State"), choices=[ANY, *State.choices], required=False
    )
    told = forms.ChoiceField(
        label=_("Announced"),
        choices=[ANY, ("yes", _("announced")), ("no", _("unannounced"))],
        required=False,
    )
    month = forms.RegexField(
        label=_("Month"),
        regex=r"^(19|20|21)\d\d-(0[1-9]|1[0-2])$",
        required=False,
        widget=forms.TextInput(attrs={"type": "month"}),
    )
    look = forms.ChoiceField(
        label=_("Shown as"), choices=[("", _("list")), ("calendar", _("calendar"))], required=False
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[("newest", _("newest first")), ("oldest", _("oldest first"))],
        required=False,
    )


class LedgerFilterForm(DeskForm):
    q = forms.CharField(label=_("Words to find"), max_length=60, required=False)
    round = forms.TypedChoiceField(label=_("Round"), **_TYPED)
    unit = forms.TypedChoiceField(label=_("Responsible unit"), **_TYPED)
    place = forms.TypedChoiceField(label=_("Town"), **_TYPED)
    group = forms.TypedChoiceField(label=_("Group"), **_TYPED)
    standing = forms.ChoiceField(
        label=_("Standing"), choices=[ANY, *Standing.choices], required=False
    )
    back = forms.BooleanField(label=_("Came back"), required=False)
    trade = forms.CharField(label=_("Type of point"), max_length=60, required=False)
    item = forms.CharField(label=_("Item"), max_length=20, required=False)
    first = DayField(label=_("Found from"), required=False)
    last = DayField(label=_("Found until"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[("newest", _("newest first")), ("oldest", _("oldest first"))],
        required=False,
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rounds = rounds_for(actor).order_by("-from_on", "-pk").values_list("pk", "name")
        chosen_from(self, "round", list(rounds[:500]))
        chosen_from(self, "unit", list(names.units().items()))
        chosen_from(self, "place", towns())
        chosen_from(self, "group", [(it.pk, it.unit.name) for it in groups_for(actor)])


class SumsForm(LedgerFilterForm):
    by = forms.ChoiceField(label=_("Added up"), choices=Dimension.choices, required=False)
    field_order = ["by"]


class MatrixForm(DeskForm):
    days = forms.IntegerField(
        label=_("Not inspected for days"), min_value=1, max_value=366, required=False
    )
    by = forms.ChoiceField(
        label=_("By"),
        choices=[("", _("type of point")), ("category", _("category"))],
        required=False,
    )
    q = forms.CharField(label=_("Area or type"), max_length=60, required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[("", _("longest ago first")), ("name", _("by name"))],
        required=False,
    )


class OrderFilterForm(DeskForm):
    q = forms.CharField(label=_("Words to find"), max_length=60, required=False)
    unit = forms.TypedChoiceField(label=_("Responsible unit"), **_TYPED)
    receipt = forms.ChoiceField(
        label=_("Receipt"),
        choices=[ANY, ("yes", _("given")), ("no", _("not given yet"))],
        required=False,
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[("newest", _("newest first")), ("due", _("soonest due first"))],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen_from(self, "unit", list(names.units().items()))


class WordsForm(DeskForm):
    """A short list: words and an order."""

    q = forms.CharField(label=_("Words to find"), max_length=60, required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[("name", _("by name")), ("newest", _("newest first"))],
        required=False,
    )
