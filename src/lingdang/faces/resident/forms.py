"""What a resident may send, before any rule of the matter itself."""

from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from lingdang.cases.public import Report, Source
from lingdang.kernel.coordinates import Point, System, to_wgs84

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict

PHOTO_LIMIT = 9
_TEXT_LIMIT = 2000
_LNG, _LAT = 180, 90


def problems(form: forms.Form) -> dict[str, str]:
    """Find the sentences of a form that was not filled in rightly, by field."""
    return {name: " ".join(map(str, errors)) for name, errors in form.errors.items()}


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotoFiles(forms.FileField):
    """Several files in one field: the way without script."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":  # noqa: ANN401 -- Django's signature
        return [super(PhotoFiles, self).clean(one, initial) for one in data or []]


class PositionForm(forms.Form):
    """Where: a position as the phone or the map says it, or a place chosen from the list."""

    lng = forms.FloatField(required=False, min_value=-_LNG, max_value=_LNG)
    lat = forms.FloatField(required=False, min_value=-_LAT, max_value=_LAT)
    system = forms.ChoiceField(required=False, choices=System.choices)
    place = forms.IntegerField(required=False, min_value=1)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (cleaned.get("lng") is None) != (cleaned.get("lat") is None):
            self.add_error(None, _("A position has a longitude and a latitude."))
        cleaned["system"] = System(cleaned.get("system") or System.WGS84)
        return cleaned

    def position(self) -> tuple[float, float] | tuple[None, None]:
        """Longitude and latitude as WGS-84, when the form holds a good pair."""
        given: dict[str, Any] = getattr(self, "cleaned_data", {})
        lng, lat = given.get("lng"), given.get("lat")
        if lng is None or lat is None:
            return None, None
        return to_wgs84(lng, lat, given["system"])

    def where(self) -> dict[str, Any]:
        """Name the fields of a report that say where, and by which key it is sent once."""
        given = self.cleaned_data
        return {
            "lng": given["lng"],
            "lat": given["lat"],
            "system": given["system"],
            "place_id": given["place"],
            "request_key": str(given["key"]),
        }


class BellForm(PositionForm):
    key = forms.UUIDField(initial=uuid4)

    def as_report(self) -> Report:
        return Report(source=Source.BELL, **self.where())


class ReportForm(PositionForm):
    key = forms.UUIDField(initial=uuid4)
    description = forms.CharField(
        label=_("What is the matter?"), required=False, max_length=_TEXT_LIMIT
    )
    photos = PhotoFiles(required=False)
    address = forms.CharField(label=_("Where exactly?"), required=False, max_length=200)
    category = forms.CharField(required=False, max_length=20)
    suggested = forms.CharField(required=False, max_length=40)
    anonymous = forms.BooleanField(required=False)
    contact_name = forms.CharField(label=_("How to call you"), required=False, max_length=50)
    contact_phone = forms.CharField(label=_("Mobile number"), required=False, max_length=20)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("anonymous"):
            cleaned["contact_name"] = cleaned["contact_phone"] = ""
        sent = [*cleaned.get("photos", []), *cast("QueryDict", self.data).getlist("photo")]
        if len(sent) > PHOTO_LIMIT:
            self.add_error("photos", _("At most nine photographs; choose the clearest ones."))
        if not sent and not cleaned.get("description"):
            self.add_error("description", _("Say what it is in a few words, or add a photograph."))
        return cleaned

    def as_report(self, photo_ids: tuple[int, ...]) -> Report:
        given = self.cleaned_data
        return Report(
            source=Source.RESIDENT,
            description=given["description"],
            category_code=given["category"] or given["suggested"] or None,
            address=given["address"],
            photo_ids=photo_ids,
            anonymous=given["anonymous"],
            contact_name=given["contact_name"],
            contact_phone=given["contact_phone"],
            **self.where(),
        )


class NearForm(PositionForm):
    """What goes on where: near a position, in a place, or everywhere."""

    q = forms.CharField(required=False, max_length=60)
    state = forms.ChoiceField(required=False, choices=[("open", ""), ("closed", "")])
    category = forms.CharField(required=False, max_length=40)
    sort = forms.ChoiceField(required=False, choices=[("distance", ""), ("newest", "")])
    page = forms.IntegerField(required=False, min_value=0, max_value=50)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["page"] = cleaned.get("page") or 0
        return cleaned

    def point(self) -> Point | None:
        lng, lat = self.position()
        return None if lng is None or lat is None else Point(lng, lat)


class SayForm(forms.Form):
    """An answer to a question, or something to add; ``key`` makes what is sent twice one."""

    key = forms.UUIDField(initial=uuid4)
    text = forms.CharField(required=False, max_length=1000)
    photos = PhotoFiles(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if len(cleaned.get("photos", [])) > PHOTO_LIMIT:
            self.add_error("photos", _("At most nine photographs; choose the clearest ones."))
        if not cleaned.get("photos") and not cleaned.get("text"):
            self.add_error("text", _("Say it in a few words, or add a photograph."))
        return cleaned


class WritingForm(PositionForm):
    """A report that is still being written."""

    description = forms.CharField(required=False, max_length=_TEXT_LIMIT)
    address = forms.CharField(required=False, max_length=200)

    def text(self) -> str:
        return f"{self.cleaned_data['description']} {self.cleaned_data['address']}".strip()


class JoinForm(forms.Form):
    contact_phone = forms.CharField(required=False, max_length=20)


class ErrandForm(PositionForm):
    """The community finds the grid; nobody who cannot go out should have to stand on a map."""

    key = forms.UUIDField(initial=uuid4)
    kind = forms.CharField(label=_("What is to be done?"), max_length=40)
    place = forms.IntegerField(label=_("Community"), min_value=1)
    address = forms.CharField(label=_("Where they live"), max_length=200)
    contact_name = forms.CharField(label=_("Who it is for"), max_length=50)
    contact_phone = forms.CharField(label=_("Mobile number"), max_length=20)
    description = forms.CharField(
        label=_("What else to know"), required=False, max_length=_TEXT_LIMIT
    )

    def service(self) -> str:
        return str(self.cleaned_data["kind"])

    def as_report(self) -> Report:
        given = self.cleaned_data
        return Report(
            source=Source.RESIDENT,
            description=given["description"] or str(_("An errand is asked for.")),
            address=given["address"],
            contact_name=given["contact_name"],
            contact_phone=given["contact_phone"],
            **self.where(),
        )


class AnswerForm(forms.Form):
    settled = forms.TypedChoiceField(
        choices=[("1", _("It is settled")), ("0", _("It is not settled"))],
        coerce=lambda value: value == "1",
    )
    stars = forms.TypedChoiceField(
        required=False, choices=[(n, n) for n in range(1, 6)], coerce=int, empty_value=None
    )
    comment = forms.CharField(required=False, max_length=500)


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, erase my data."),
        error_messages={"required": _("Tick the box if you are sure.")},
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why?"), max_length=500)


class BoxForm(forms.Form):
    """The part of the ground a map shows: west, south, east, north."""

    west = forms.FloatField(min_value=-_LNG, max_value=_LNG)
    south = forms.FloatField(min_value=-_LAT, max_value=_LAT)
    east = forms.FloatField(min_value=-_LNG, max_value=_LNG)
    north = forms.FloatField(min_value=-_LAT, max_value=_LAT)


class UploadForm(forms.Form):
    file = forms.FileField()
    key = forms.CharField(max_length=80)
