import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.dossiers.public import CareCategory, Cared
from lingdang.faces.desk import names
from lingdang.faces.desk.forms.fields import DayField, DeskForm, QuickSelect, ReasonField
from lingdang.kernel.actor import Actor
from lingdang.people.public import Duty, PersonCard
from lingdang.places.public import tree
from lingdang.standards.public import procedure_by_code

_ANY = ("", _("any"))
_INTERVAL = 30


class CareFilterForm(DeskForm):
    q = forms.CharField(label=_("Whole name"), max_length=50, required=False)
    category = forms.ChoiceField(
        label=_("Category"), choices=[_ANY, *CareCategory.choices], required=False
    )
    due = forms.BooleanField(label=_("Visit due"), required=False)
    sort = forms.ChoiceField(
        choices=[("due", ""), ("newest", "")], required=False, widget=forms.HiddenInput
    )


class _HelperForm(DeskForm):
    helper = forms.IntegerField(label=_("Who looks after them"), widget=QuickSelect)
    interval_days = forms.IntegerField(
        label=_("A visit every … days"), min_value=1, max_value=366, initial=_INTERVAL
    )

    def __init__(self, helpers: dict[int, PersonCard], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["helper"].widget.choices = [
            ("", _("choose")),
            *((pk, f"{card.display} · {card.role}") for pk, card in helpers.items()),
        ]


class ChangeCareForm(_HelperForm):
    """Another helper, another interval."""


class NewCareForm(_HelperForm):
    category = forms.ChoiceField(label=_("Category"), choices=CareCategory.choices)
    place = forms.IntegerField(label=_("Grid or community"), widget=QuickSelect)
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=50)
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    condition = forms.CharField(
        label=_("What to know"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
    )
    field_order = ("category", "place", "name", "phone", "address", "condition")

    def __init__(
        self, by: Actor, helpers: dict[int, PersonCard], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(helpers, *args, **kwargs)
        reach = by.reach(Duty.MANAGE_CARE)
        offered = [node for node in tree() if reach.covers(path=node.path)]
        self.fields["place"].widget.choices = [
            ("", _("choose")),
            *((node.id, names.place_name(node.id)) for node in offered),
        ]

    def person(self) -> Cared:
        told = self.cleaned_data
        return Cared(told["name"], told["phone"], told["address"], told["condition"])


class VisitForm(DeskForm):
    on = DayField(label=_("Day of the visit"))
    note = ReasonField(label=_("How they are"), required=False)
    need_kind = forms.ChoiceField(label=_("What is needed"), required=False)
    need = ReasonField(
        label=_("The need, without names: it becomes a case"),
        required=False,
    )
    request_key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())
        self.initial.setdefault("request_key", str(uuid.uuid4()))
        procedure = procedure_by_code("care")
        fields = procedure.particulars if procedure else []
        kinds = next((field.choices for field in fields if field.name == "need"), [])
        self.fields["need_kind"].choices = [  # type: ignore[attr-defined]
            ("", _("nothing")),
            *((kind, kind) for kind in kinds),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("need_kind") and not cleaned.get("need"):
            self.add_error("need", _("Say in a few words what is needed."))
        return cleaned
