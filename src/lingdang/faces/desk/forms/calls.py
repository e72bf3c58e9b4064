"""How the list of calls and their figures are narrowed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.calls.public import State
from lingdang.faces.desk import names
from lingdang.faces.desk.forms.fields import DeskForm, QuickSelect
from lingdang.faces.desk.forms.hot import offered
from lingdang.kernel.actor import Actor
from lingdang.people.public import Duty

_ANY = ("", _("any"))


class PlaceFilterForm(DeskForm):
    place = forms.TypedChoiceField(
        label=_("Place and what lies in it"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=QuickSelect,
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = offered(actor.reach(Duty.SEE_CASE).paths)
        choices = [(node.id, names.place_name(node.id)) for node in places]
        self.fields["place"].choices = [_ANY, *choices]  # type: ignore[attr-defined]


class CallFilterForm(PlaceFilterForm):
    q = forms.CharField(label=_("Number, words or phone"), max_length=60, required=False)
    state = forms.ChoiceField(
        label=pgettext_lazy("column", "State"), choices=[_ANY, *State.choices], required=False
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[("newest", _("newest first")), ("oldest", _("oldest first"))],
        required=False,
    )
    field_order = ("q", "state", "place", "sort")


class FigureFilterForm(PlaceFilterForm):
    since = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[
            ("rings", _("most rings first")),
            ("unanswered", _("most unanswered first")),
            ("slowest", _("slowest first")),
        ],
        required=False,
    )
    field_order = ("place", "since", "until", "sort")
