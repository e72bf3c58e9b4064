"""What is filled in about check-lists, areas, groups and circulars."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lingdang.faces.desk.forms.fields import (
    DeskForm,
    QuickSelect,
)
from lingdang.faces.desk.forms.inspections import chosen_from, towns
from lingdang.faces.desk.forms.rounds import places_of
from lingdang.inspections.public import (
    areas_for,
)
from lingdang.kernel.actor import Actor
from lingdang.people.public import Person, Role, cards, holders

_INTS: dict[str, Any] = {"coerce": int, "widget": QuickSelect}
_MANY: dict[str, Any] = {
    "coerce": int,
    "required": False,
    "widget": forms.CheckboxSelectMultiple,
}


class ChecklistForm(DeskForm):
    code = forms.RegexField(
        label=_("Code"), regex=r"^[a-z][a-z0-9-]{1,39}$", max_length=40,
        help_text=_("Small letters, figures and dashes."),
    )  # fmt: skip
    name = forms.CharField(label=_("Name"), max_length=60)
    point_type = forms.CharField(label=_("For points of the type"), max_length=60, required=False)
    place_id = forms.TypedChoiceField(label=_("Place"), **_INTS)
    file = forms.FileField(
        label=_("Sheet"),
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".xlsx,.csv"}),
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen_from(self, "place_id", places_of(actor), free=False)


class AreaForm(DeskForm):
    place_id = forms.TypedChoiceField(label=_("Divided place"), **_INTS)
    name = forms.CharField(label=_("Name of the area"), max_length=60)
    place_ids = forms.TypedMultipleChoiceField(
        label=_("Towns in it"), **{**_MANY, "required": True}
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = places_of(actor)
        chosen_from(self, "place_id", offered, free=False)
        known = dict(offered)
        near = [(pk, name) for pk, name in towns() if pk in known]
        chosen_from(self, "place_ids", near, free=False)


class GroupForm(DeskForm):
    unit_id = forms.TypedChoiceField(label=_("Supervision group"), **_INTS)
    area_id = forms.TypedChoiceField(
        label=_("Area"), coerce=int, empty_value=None, required=False, widget=QuickSelect
    )
    leader_id = forms.TypedChoiceField(
        label=_("Leader"), coerce=int, empty_value=None, required=False, widget=QuickSelect
    )
    member_ids = forms.TypedMultipleChoiceField(label=_("Members"), **_MANY)

    def __init__(
        self, actor: Actor, units: list[tuple[int, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen_from(self, "unit_id", units, free=False)
        areas = [(it.pk, it.name) for it in areas_for(actor)]
        chosen_from(self, "area_id", areas)
        people = inspectors()
        chosen_from(self, "leader_id", people)
        chosen_from(self, "member_ids", people, free=False)


def inspectors() -> list[tuple[int, str]]:
    """Who may record: supervisors, and officers of the discipline office."""
    held = holders(Role.SUPERVISOR, Role.DISCIPLINE_OFFICER)
    known = cards([it.person_id for it in held])
    shown = {pk: it.display for pk, it in known.items()}
    logins = dict(Person.objects.filter(pk__in=shown).values_list("pk", "login"))
    return [(pk, f"{name} ({logins.get(pk) or pk})") for pk, name in shown.items()]


class CircularForm(DeskForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    number = forms.CharField(label=_("Number of the circular"), max_length=40)
    title = forms.CharField(label=_("Title"), max_length=100)
    text = forms.CharField(
        label=_("Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8})
    )


class NewCircularForm(DeskForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    number = forms.CharField(label=_("Number of the circular"), max_length=40)
