"""A list of registers, a table of entries, their totals: what they may be asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lingdang.faces.desk import names
from lingdang.faces.desk.forms.fields import DayField, DeskForm, QuickSelect
from lingdang.kernel.actor import Actor
from lingdang.places.public import tree
from lingdang.registers.public import EDIT, SEE, Field, FieldType, Register, Sight

_ANY = ("", _("any"))
_OFFERED = 400  # places that a list of choices can hold
UNORDERED = {FieldType.PHOTO, FieldType.PLACE, FieldType.POST, FieldType.LINK}
_TRUTHS = [_ANY, ("1", _("yes")), ("0", _("no"))]


def places_below(actor: Actor, duty: str, place_id: int) -> list[tuple[int, str]]:
    """Those of a register within reach, the largest first where they are too many."""
    reach, places = actor.reach(duty), tree()
    top = places.subtree(place_id) if place_id in places else []
    within = [node for node in top if reach.covers_path(node.path)]
    kept = sorted(sorted(within, key=lambda node: node.rank)[:_OFFERED], key=lambda node: node.path)
    return [(node.id, names.place_name(node.id)) for node in kept]


def place_field(label: object, choices: list[tuple[Any, Any]]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,  # type: ignore[arg-type]
        choices=choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=QuickSelect,
    )


class RegistersFilterForm(DeskForm):
    q = forms.CharField(label=_("Name, code or purpose"), max_length=60, required=False)
    used = forms.ChoiceField(
        label=_("In use"),
        choices=[_ANY, ("yes", _("yes")), ("no", _("no"))],
        required=False,
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[("name", _("by name")), ("newest", _("newest first"))],
        required=False,
    )


class EntryFilterForm(DeskForm):
    """``f_NAME`` narrows by a field, ``f_NAME_from`` and ``f_NAME_to`` by a stretch of it."""

    q = forms.CharField(label=_("Words in it"), max_length=60, required=False)

    def __init__(self, actor: Actor, sight: Sight, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = places_below(actor, SEE, sight.register.place_id)
        self.fields["place"] = place_field(_("Place and what lies in it"), [_ANY, *offered])
        self.fields["sort"] = forms.ChoiceField(
            label=_("Order"),
            required=False,
            choices=[
                ("newest", _("newest first")),
                ("changed", _("changed last first")),
                *((each.name, each.title) for each in sight.seen if _is_ordered(each)),
            ],
        )
        self.fields["retired"] = forms.BooleanField(label=_("Retired ones"), required=False)
        for each in sight.seen:
            self.fields.update(_asked_of(each))
        self.fields["column"] = forms.MultipleChoiceField(
            label=_("Columns"),
            required=False,
            choices=[(each.name, each.title) for each in sight.seen if _is_column(each)],
            widget=forms.CheckboxSelectMultiple,
        )
        self.dress()

    def usual(self) -> list[forms.BoundField]:
        return [self[name] for name in ("q", "place", "sort")]

    def more(self) -> list[forms.BoundField]:
        return [bound for bound in self if bound.name not in {"q", "place", "sort"}]


def _is_ordered(field: Field) -> bool:
    return not field.sealed and field.type not in UNORDERED


def _is_column(field: Field) -> bool:
    return field.type != FieldType.PHOTO


def _asked_of(field: Field) -> dict[str, forms.Field]:
    name, title = f"f_{field.name}", field.title
    if field.sealed or field.type in UNORDERED:
        return {}
    if field.type == FieldType.CHOICE:
        choices = [_ANY, *((choice, choice) for choice in field.choices)]
        return {name: forms.ChoiceField(label=title, choices=choices, required=False)}
    if field.type == FieldType.TRUTH:
        return {name: forms.ChoiceField(label=title, choices=_TRUTHS, required=False)}
    if field.is_number or field.type == FieldType.DATE:
        kind = forms.FloatField if field.is_number else DayField
        labels = {"from": _("%(title)s from"), "to": _("%(title)s to")}
        return {
            f"{name}_{end}": kind(label=str(label) % {"title": title}, required=False)
            for end, label in labels.items()
        }
    return {name: forms.CharField(label=title, max_length=60, required=False)}


class TotalsForm(DeskForm):
    def __init__(self, actor: Actor, sight: Sight, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (each.name, each.title)
            for each in sight.seen
            if each.type in {FieldType.CHOICE, FieldType.TRUTH}
        ]
        self.fields["by"] = forms.ChoiceField(
            label=_("Added up by"), choices=[("", _("place")), *choices], required=False
        )
        offered = places_below(actor, SEE, sight.register.place_id)
        self.fields["place"] = place_field(_("Place and what lies in it"), [_ANY, *offered])
        self.dress()


class RetireForm(DeskForm):
    reason = forms.CharField(
        label=_("Why it is retired"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class SheetForm(DeskForm):
    file = forms.FileField(
        label=_("Sheet"),
        help_text=_("xlsx, or CSV in UTF-8 or GBK; its first rows name the columns."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv", "class": "form-control"}),
    )


def editable_places(actor: Actor, register: Register) -> list[tuple[int, str]]:
    return places_below(actor, EDIT, register.place_id)
