"""How look-backs and draws are narrowed; what is said of one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.evidence.public import store_photo
from lingdang.faces.desk import names
from lingdang.faces.desk.forms.calls import PlaceFilterForm
from lingdang.faces.desk.forms.fields import (
    DayField,
    DeskForm,
    PhotosField,
    QuickSelect,
    ReasonField,
)
from lingdang.faces.desk.lookbacks import BY
from lingdang.kernel.actor import Actor
from lingdang.lookbacks.public import DrawKind, State, Step, When, Why

_ANY = ("", _("any"))
_WHEN = [
    (When.DUE.value, _("To be looked at now")),
    (When.OVERDUE.value, _("More than a week late")),
    (When.COMING.value, _("Not due yet")),
]


class ClosedForm(PlaceFilterForm):
    """By whom, where, of what and when cases were closed."""

    unit = forms.TypedChoiceField(
        label=_("Unit"), coerce=int, empty_value=None, required=False, widget=QuickSelect
    )
    category = forms.ChoiceField(label=_("Category"), required=False, widget=QuickSelect)
    since = DayField(label=_("Closed from"), required=False)
    until = DayField(label=_("Closed until"), required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, *args, **kwargs)
        units = sorted(names.units().items(), key=lambda pair: pair[1])
        choices = [_ANY, (0, _("Settled in the grid")), *units]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        known = sorted(names.categories().items())
        self.fields["category"].choices = [_ANY, *known]  # type: ignore[attr-defined]


class _Narrowed(ClosedForm):
    when = forms.ChoiceField(label=_("Day"), choices=[_ANY, *_WHEN], required=False)
    state = forms.ChoiceField(
        label=pgettext_lazy("column", "State"), choices=[_ANY, *State.choices], required=False
    )
    why = forms.ChoiceField(
        label=_("Why it is looked at"), choices=[_ANY, *Why.choices], required=False
    )
    draw = forms.IntegerField(
        min_value=1, max_value=2**63 - 1, required=False, widget=forms.HiddenInput
    )


class LookBackFilterForm(_Narrowed):
    q = forms.CharField(label=_("Number, words or phone"), max_length=60, required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[
            ("due", _("due first")),
            ("newest", _("newest first")),
            ("oldest", _("oldest first")),
        ],
        required=False,
    )
    field_order = (
        *("q", "when", "state", "why", "place", "unit", "category", "since", "until", "sort"),
        "draw",
    )


class LookBackFigureForm(_Narrowed):
    by = forms.ChoiceField(
        label=_("By"), choices=[(by.value, name) for by, name in BY.items()], required=False
    )
    field_order = ("by", "why", "place", "unit", "category", "since", "until", "draw")

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, *args, **kwargs)
        for name in ("when", "state"):
            del self.fields[name]


class DrawFilterForm(DeskForm):
    kind = forms.ChoiceField(
        label=_("Kind of draw"), choices=[_ANY, *DrawKind.choices], required=False
    )
    since = DayField(label=_("First day"), required=False)
    until = DayField(label=_("Last day"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[("newest", _("newest first")), ("oldest", _("oldest first"))],
        required=False,
    )


class LookForm(DeskForm):
    """Two buttons; the one pressed says how it is."""

    note = ReasonField(
        label=_("What you saw"),
        required=False,
        help_text=_("If it was not really put right, say what you saw: the case is reopened."),
    )
    photos = PhotosField(label=_("Photographs"))
    step = forms.ChoiceField(choices=Step.choices, widget=forms.HiddenInput)

    def __init__(self, steps: Sequence[Step], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_look_%s", **kwargs)
        self.steps = steps

    def facts(self, by: Actor) -> dict[str, Any]:
        photos = [store_photo(file, by=by).pk for file in self.cleaned_data.get("photos") or []]
        told = self.cleaned_data
        return {"step": told["step"], "note": told["note"], "photo_ids": photos}
