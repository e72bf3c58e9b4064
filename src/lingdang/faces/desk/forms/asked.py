"""Fields that data asks for: of a procedure, of an entry into a dossier."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from lingdang.faces.desk.forms.fields import DayField, DeskForm, PhotosField, QuickSelect
from lingdang.standards.public import FieldType, Particular

_LONG, _TEXT = 4000, 500


def field_of(asked: Particular) -> forms.Field:
    common: dict[str, Any] = {"label": asked.title, "required": asked.required}
    return _FIELDS[asked.type](asked, common)


def _choice(asked: Particular, common: dict[str, Any]) -> forms.Field:
    labels: Mapping[str, str] = getattr(asked, "labels", {})
    choices = [(choice, labels.get(choice, choice)) for choice in asked.choices]
    return forms.ChoiceField(choices=[("", _("choose")), *choices], widget=QuickSelect, **common)


def _long(_asked: Particular, common: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=_LONG, widget=forms.Textarea(attrs={"rows": 3}), **common)


_FIELDS: dict[str, Callable[[Particular, dict[str, Any]], forms.Field]] = {
    FieldType.TEXT: lambda _asked, common: forms.CharField(max_length=_TEXT, **common),
    FieldType.LONG: _long,
    FieldType.NUMBER: lambda _asked, common: forms.FloatField(min_value=0, **common),
    FieldType.WHOLE: lambda _asked, common: forms.IntegerField(min_value=0, **common),
    FieldType.DAY: lambda _asked, common: DayField(**common),
    FieldType.YES_NO: lambda _asked, common: forms.BooleanField(**{**common, "required": False}),
    FieldType.CHOICE: _choice,
}


def said(cleaned: Mapping[str, Any], asked: Iterable[Particular]) -> dict[str, object]:
    """What was filled in, as services take it: days in words, nothing that is empty."""
    values = {each.name: cleaned.get(each.name) for each in asked}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in values.items()
        if value not in (None, "")
    }


class AskedForm(DeskForm):
    """A form made of what is asked, with photographs where the entry has some."""

    def __init__(
        self, asked: list[Particular], *args: Any, with_photos: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.fields.update({each.name: field_of(each) for each in asked})
        if with_photos:
            self.fields["photos"] = PhotosField(label=_("Photographs"))
        self.dress()

    def said(self) -> dict[str, object]:
        return said(self.cleaned_data, self.asked)
