from django import forms

from lingdang.faces.desk import maps
from lingdang.kernel.coordinates import to_wgs84
from lingdang.suggestions.public import Spot


class WritingForm(forms.Form):
    """A report that is still being typed; positions are those of the map."""

    description = forms.CharField(max_length=4000, required=False)
    address = forms.CharField(max_length=200, required=False)
    lng = forms.FloatField(min_value=-180, max_value=180, required=False)
    lat = forms.FloatField(min_value=-90, max_value=90, required=False)

    def text(self) -> str:
        return f"{self.cleaned_data['description']} {self.cleaned_data['address']}".strip()

    def spot(self) -> Spot | None:
        lng, lat = self.cleaned_data["lng"], self.cleaned_data["lat"]
        if lng is None or lat is None:
            return None
        point = to_wgs84(lng, lat, maps.system())
        return Spot(point.lng, point.lat)


class CallerForm(forms.Form):
    contact_phone = forms.CharField(max_length=20, required=False)
