"""How the list of doubts is narrowed; what is said to one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.doubts.public import Kind, Level, State, Step
from lingdang.evidence.public import store_photo
from lingdang.faces.desk import names
from lingdang.faces.desk.forms.calls import PlaceFilterForm
from lingdang.faces.desk.forms.fields import DeskForm, PhotosField, QuickSelect, ReasonField
from lingdang.kernel.actor import Actor

_ANY = ("", _("any"))


class DoubtFilterForm(PlaceFilterForm):
    q = forms.CharField(label=_("Number, words or phone"), max_length=60, required=False)
    kind = forms.ChoiceField(
        label=_("What is doubted"), choices=[_ANY, *Kind.choices], required=False
    )
    state = forms.ChoiceField(
        label=pgettext_lazy("column", "State"), choices=[_ANY, *State.choices], required=False
    )
    trust = forms.ChoiceField(
        label=_("Trust in the photograph"), choices=[_ANY, *Level.choices], required=False
    )
    unit = forms.TypedChoiceField(
        label=_("Unit"), coerce=int, empty_value=None, required=False, widget=QuickSelect
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[("newest", _("newest first")), ("oldest", _("oldest first"))],
        required=False,
    )
    field_order = ("q", "kind", "state", "trust", "place", "unit", "sort")

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, *args, **kwargs)
        units = sorted(names.units().items(), key=lambda pair: pair[1])
        self.fields["unit"].choices = [_ANY, *units]  # type: ignore[attr-defined]


class AnswerForm(DeskForm):
    text = ReasonField(label=_("Why it is as it should be"))
    photos = PhotosField(label=_("Photographs"))

    def __init__(self, doubt_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_answer_{doubt_id}_%s", **kwargs)

    def facts(self, by: Actor) -> dict[str, Any]:
        photos = [store_photo(file, by=by).pk for file in self.cleaned_data.get("photos") or []]
        return {"text": self.cleaned_data["text"], "photo_ids": photos}


class DecideDoubtForm(DeskForm):
    """One field, a button for each step; the button pressed says which."""

    reason = ReasonField(label=_("Reason"))
    step = forms.ChoiceField(choices=Step.choices, widget=forms.HiddenInput)

    def __init__(self, steps: Sequence[Step], doubt_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_doubt_{doubt_id}_%s", **kwargs)
        self.steps = steps
