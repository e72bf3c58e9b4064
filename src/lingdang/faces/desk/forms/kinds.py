"""A matter of a kind, entered with what its procedure asks."""

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.cases.public import Report, sources_for
from lingdang.dossiers.public import Holds, asked_service, services_in_use
from lingdang.evidence.public import store_photo
from lingdang.faces.desk import maps
from lingdang.faces.desk.forms.asked import field_of, said
from lingdang.faces.desk.forms.fields import DeskForm, PhotosField
from lingdang.kernel.actor import Actor
from lingdang.standards.public import Procedure

_TEXT, _SHORT, _FIRST_YEAR = 4000, 200, 2000


class MatterForm(DeskForm):
    source = forms.ChoiceField(label=_("How it came"))
    description = forms.CharField(
        label=_("What it is about"), max_length=_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
    address = forms.CharField(label=_("Where, in words"), max_length=_SHORT, required=False)
    lng = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180, required=False)
    lat = forms.FloatField(
        label=_("Latitude"),
        min_value=-90,
        max_value=90,
        required=False,
        help_text=_("A click on the map fills both in."),
    )
    contact_name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"), max_length=50, required=False
    )
    contact_phone = forms.CharField(
        label=_("Phone"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    photos = PhotosField(label=_("Photographs"))
    request_key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, by: Actor, procedure: Procedure, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("request_key", str(uuid.uuid4()))  # pressed twice, entered once
        self.procedure, self.asked = procedure, procedure.particulars
        self.is_errand = Holds.ERRAND.value in procedure.holds
        offered = [(source.value, source.label) for source in sources_for(by)]
        self.fields["source"].choices = offered  # type: ignore[attr-defined]
        if self.is_errand:
            asked = asked_service(services_in_use())
            self.fields[asked.name] = field_of(asked)
        self.fields.update({each.name: field_of(each) for each in self.asked})
        self.dress()

    def report(self, by: Actor, place_id: int | None) -> Report:
        told = self.cleaned_data
        key = told["request_key"]
        stored = [
            store_photo(file, by=by, upload_key=f"{key}-{number}")
            for number, file in enumerate(told["photos"])
        ]
        named = {name: told[name] for name in ("description", "source", "address", "lng", "lat")}
        return Report(
            **named,
            system=maps.system(),
            place_id=place_id,
            photo_ids=tuple(photo.pk for photo in stored),
            contact_name=told["contact_name"],
            contact_phone=told["contact_phone"],
            anonymous=not (told["contact_name"] or told["contact_phone"]),
            request_key=key,
            procedure_code=self.procedure.code,
            particulars=said(told, self.asked),
        )


class RemovalForm(DeskForm):
    """Which year, and whose ground."""

    year = forms.IntegerField(label=_("Year"), min_value=_FIRST_YEAR, max_value=2199)
    place = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def usual(cls) -> dict[str, int]:
        return {"year": timezone.localdate().year}
