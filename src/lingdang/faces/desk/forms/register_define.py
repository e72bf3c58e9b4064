"""A register as its definer fills it in: one line for each field, and no code."""

from itertools import count
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from lingdang.faces.desk.forms.fields import DeskForm
from lingdang.faces.desk.forms.registers import place_field, places_below
from lingdang.kernel.actor import Actor
from lingdang.people.public import CONFIDANTS, Role
from lingdang.places.public import tree
from lingdang.registers.public import DEFINE, Definition, FieldType, Register

_MOST = 60
_ROLES = [(role.value, role.label) for role in Role if role in CONFIDANTS]


class RegisterForm(DeskForm):
    """``version`` is the one that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    name = forms.CharField(label=_("Name"), max_length=60)
    code = forms.RegexField(
        r"^[a-z][a-z0-9-]{1,39}$",
        label=_("Code"),
        help_text=_("for addresses and programs: small letters, figures and -"),
        error_messages={"invalid": _("A code is made of small letters, figures and -.")},
    )
    purpose = forms.CharField(label=_("What it is for"), max_length=200, required=False)
    in_use = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, actor: Actor, known: Register | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        root = tree().root().id if len(tree()) else 0
        offered = places_below(actor, DEFINE, root)
        self.fields["place"] = place_field(_("Kept for which place"), list(offered))
        self.fields["place"].required = True
        if known is not None:
            for name in ("code", "place"):
                self.fields[name].disabled = True
        self.dress()


class FieldForm(DeskForm):
    title = forms.CharField(label=_("Name of the field"), max_length=60, required=False)
    name = forms.RegexField(
        r"^[a-z][a-z0-9_]{0,39}$",
        label=_("Code"),
        required=False,
        help_text=_("made up when left empty"),
    )
    type = forms.ChoiceField(label=_("Type"), choices=FieldType.choices, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False)
    required = forms.BooleanField(label=_("must be filled"), required=False)
    unique = forms.BooleanField(label=_("no two alike"), required=False)
    choices = forms.CharField(label=_("Choices, parted by ;"), max_length=4000, required=False)
    formula = forms.CharField(
        label=_("Formula"),
        max_length=200,
        required=False,
        help_text=_("codes of number fields: a * b"),
    )
    register = forms.CharField(label=_("Code of the other register"), max_length=40, required=False)
    decimals = forms.IntegerField(
        label=_("Decimals"), min_value=0, max_value=4, initial=2, required=False
    )
    hint = forms.CharField(label=_("Hint"), max_length=200, required=False)
    sealed = forms.BooleanField(label=_("encrypted where it is kept"), required=False)
    seen_by = forms.MultipleChoiceField(
        label=_("Seen only by"),
        choices=_ROLES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    edited_by = forms.MultipleChoiceField(
        label=_("Edited only by"),
        choices=_ROLES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    units_seen = forms.CharField(widget=forms.HiddenInput, required=False)
    units_edited = forms.CharField(widget=forms.HiddenInput, required=False)

    def usual(self) -> list[forms.BoundField]:
        return [self[name] for name in ("title", "name", "type", "unit", "required", "unique")]

    def more(self) -> list[forms.BoundField]:
        return [
            self[name] for name in ("choices", "formula", "register", "decimals", "hint", "sealed")
        ] + [self["seen_by"], self["edited_by"], self["units_seen"], self["units_edited"]]

    def said(self) -> dict[str, Any]:
        """Only what says something: the rest is as usual."""
        told = dict(self.cleaned_data)
        told["choices"] = [part.strip() for part in told["choices"].replace("；", ";").split(";")]
        told["choices"] = [part for part in told["choices"] if part]
        told["seen_by"] += told.pop("units_seen").split()
        told["edited_by"] += told.pop("units_edited").split()
        decimals = told.pop("decimals")
        kept = {name: value for name, value in told.items() if value}
        return kept if decimals in {None, 2} else kept | {"decimals": decimals}


FieldForms = formset_factory(FieldForm, extra=3, max_num=_MOST)


def fields_begun(fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the lines begin with; units, which have no box, travel along unseen."""
    return [_begun(each) for each in fields]


def _begun(told: dict[str, Any]) -> dict[str, Any]:
    split = {
        name: [one for one in told.get(name, []) if one.startswith("unit:")]
        for name in ("seen_by", "edited_by")
    }
    return {
        **told,
        "choices": ";".join(told.get("choices", [])),
        **{name: [one for one in told.get(name, []) if one not in split[name]] for name in split},
        "units_seen": " ".join(split["seen_by"]),
        "units_edited": " ".join(split["edited_by"]),
    }


def definition_of(form: RegisterForm, fields: Any) -> Definition:  # noqa: ANN401 -- made by Django's factory
    """The lines that name a field; an emptied one is taken away."""
    told = form.cleaned_data
    lines = [line.said() for line in fields if line.cleaned_data.get("title")]
    used = {line.get("name") for line in lines}
    free = (name for number in count(1) if (name := f"field{number}") not in used)
    lines = [line if line.get("name") else {**line, "name": next(free)} for line in lines]
    return Definition(told["name"], lines, told["purpose"], in_use=told["in_use"])
