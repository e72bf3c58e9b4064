"""An entry as a form: one control for each field that its writer may fill in."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lingdang.evidence.public import store_photo
from lingdang.faces.desk import names
from lingdang.faces.desk.forms.fields import DayField, DeskForm, PhotosField, QuickSelect
from lingdang.faces.desk.forms.registers import editable_places, place_field
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, Incomplete
from lingdang.registers.public import (
    Entry,
    Field,
    FieldType,
    Figure,
    Known,
    Names,
    Sight,
    Where,
    Words,
    shown,
    value_of,
)

_NOTHING = ("", _("nothing said"))
_REFERENCES = {FieldType.PLACE, FieldType.POST, FieldType.LINK}
_HINTS = {
    FieldType.PLACE: _("code or name of a place"),
    FieldType.POST: _("sign-in name"),
    FieldType.LINK: _("its name in the other register"),
}


_CONTROLS = {"place_id": "at_place", "unit_id": "at_unit", "lng": "lng"}


def control(name: str) -> str:
    """A field may be called like a control of the form itself."""
    return f"v_{name}"


class EntryForm(DeskForm):
    """``key`` makes what is sent twice one; ``revision`` is the one that was read."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, actor: Actor, sight: Sight, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.sight = actor, sight
        for each in sight.edited:
            self.fields[control(each.name)] = _control(each)
        for each in sight.seen:
            if each.type == FieldType.PHOTO:
                self.fields[control(each.name)] = PhotosField(label=each.title)
        offered = [_NOTHING, *editable_places(actor, sight.register)]
        self.fields["at_place"] = place_field(_("Place"), offered)
        units = sorted(names.units().items(), key=lambda pair: pair[1])
        self.fields["at_unit"] = place_field(_("Responsible unit"), [_NOTHING, *units])
        for name, label in (("lng", _("Longitude")), ("lat", _("Latitude"))):
            self.fields[name] = forms.FloatField(label=label, required=False)
        self.dress()

    def refuse(self, refusal: DomainError) -> None:
        """Problems name fields of the register; their controls are called a little otherwise."""
        if isinstance(refusal, Incomplete):
            told = {_CONTROLS.get(name, control(name)): it for name, it in refusal.problems.items()}
            refusal = Incomplete(told)
        super().refuse(refusal)

    def words(self) -> Words:
        """Read every control; each problem is told at its own."""
        told, known, content = self.cleaned_data, Known(self.actor), {}
        problems: dict[str, str] = {}
        for each in self.sight.edited:
            try:
                content[each.name] = value_of(each, _typed(told[control(each.name)]), known.find)
            except Incomplete as refusal:
                problems[each.name] = str(refusal)
        if problems:
            raise Incomplete(problems)
        where = Where(told["at_place"], told["at_unit"], told["lng"], told["lat"])
        return Words(content, where, self._photos())

    def _photos(self) -> dict[str, list[int]]:
        told, key = self.cleaned_data, self.cleaned_data["key"]
        return {
            each.name: [
                store_photo(file, by=self.actor, upload_key=f"{key}-{each.name}-{number}").pk
                for number, file in enumerate(told[control(each.name)])
            ]
            for each in self.sight.seen
            if each.type == FieldType.PHOTO
        }


def filled_in(
    entry: Entry, content: Mapping[str, Any], sight: Sight, names_: Names
) -> dict[str, Any]:
    """What the form begins with."""
    where = {"at_place": entry.place_id, "at_unit": entry.unit_id, "lng": entry.lng}
    told = {
        control(each.name): _begun(each, content[each.name], names_)
        for each in sight.edited
        if each.name in content
    }
    return {**told, **where, "lat": entry.lat, "revision": entry.revision}


def _begun(field: Field, value: object, names_: Names) -> object:
    if field.is_number:
        return Figure.of(value).written()  # type: ignore[arg-type]
    if field.type == FieldType.TRUTH:
        return "1" if value else "0"
    if field.type == FieldType.POST:
        return str(value)
    return shown(field, value, names_) if field.type in _REFERENCES else value


def _typed(value: object) -> str:
    return "" if value is None else str(value)


def _control(field: Field) -> forms.Field:
    told: dict[str, Any] = {
        "label": field.title,
        "required": field.required,
        "help_text": field.hint or str(_HINTS.get(field.type, "")),
    }
    if field.type == FieldType.CHOICE:
        choices = [_NOTHING, *((choice, choice) for choice in field.choices)]
        return forms.ChoiceField(choices=choices, widget=QuickSelect, **told)
    if field.type == FieldType.TRUTH:
        return forms.ChoiceField(choices=[_NOTHING, ("1", _("yes")), ("0", _("no"))], **told)
    if field.type == FieldType.DATE:
        return DayField(**told)
    if field.type == FieldType.LONG_TEXT:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, **told)
    if field.is_number:
        told["help_text"] = field.hint or _now("A figure as it is printed: 300, 300余, 约300.")
        told["label"] = f"{field.title} ({field.unit})" if field.unit else field.title
    return forms.CharField(max_length=200, **told)
