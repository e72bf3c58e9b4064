"""What a resident said on the telephone or at the counter, typed in by staff."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.cases.public import Report, sources_for
from lingdang.evidence.public import store_photo
from lingdang.faces.desk import maps, names
from lingdang.faces.desk.forms.fields import DeskForm, PhotosField, QuickSelect
from lingdang.kernel.actor import Actor

_TEXT = 4000
_SHORT = 200


class ReportForm(DeskForm):
    """In the order in which it is heard: who calls, what it is, where it is."""

    contact_phone = forms.CharField(
        label=_("Phone"),
        max_length=20,
        required=False,
        widget=forms.TextInput(
            attrs={"inputmode": "tel", "autocomplete": "off", "autofocus": True}
        ),
    )
    contact_name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"),
        max_length=50,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    source = forms.ChoiceField(label=_("How it came"))
    description = forms.CharField(
        label=_("What was reported"), max_length=_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )
    category_code = forms.CharField(label=_("Category"), required=False, widget=QuickSelect)
    address = forms.CharField(
        label=_("Where, in words"),
        max_length=_SHORT,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    place_id = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    lng = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180, required=False)
    lat = forms.FloatField(
        label=_("Latitude"),
        min_value=-90,
        max_value=90,
        required=False,
        help_text=_("A click on the map fills both in."),
    )
    photos = PhotosField(label=_("Photographs"))
    request_key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["source"].choices = [  # type: ignore[attr-defined]  # of a ChoiceField
            (source.value, source.label) for source in sources_for(by)
        ]
        self.initial.setdefault("request_key", str(uuid.uuid4()))  # pressed twice, reported once
        self.fields["category_code"].widget.choices = [
            ("", _("not yet known")),
            *names.categories().items(),
        ]

    @property
    def place_name(self) -> str:
        """Name the place that was chosen, when the form is shown again."""
        chosen = self["place_id"].value() if self.is_bound else ""
        return names.place_name(int(chosen)) if str(chosen or "").isdecimal() else ""

    def report(self) -> Report:
        told = self.cleaned_data
        key = told["request_key"]
        stored = [
            store_photo(file, by=self.by, upload_key=f"{key}-{number}")
            for number, file in enumerate(told["photos"])
        ]
        return Report(
            description=told["description"],
            category_code=told["category_code"] or None,
            source=told["source"],
            lng=told["lng"],
            lat=told["lat"],
            system=maps.system(),
            address=told["address"],
            place_id=told["place_id"],
            photo_ids=tuple(photo.pk for photo in stored),
            contact_name=told["contact_name"],
            contact_phone=told["contact_phone"],
            anonymous=not (told["contact_name"] or told["contact_phone"]),
            request_key=key,
        )


class PhoneForm(forms.Form):
    contact_phone = forms.CharField(max_length=20)


class AddressForm(forms.Form):
    address = forms.CharField(max_length=_SHORT)
