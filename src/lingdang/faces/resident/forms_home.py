"""Where one lives, as a resident fills it in; and what other forms take from it."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lingdang.cases.public import Report
from lingdang.faces.resident.forms import PositionForm
from lingdang.kernel.actor import Actor
from lingdang.kernel.coordinates import to_wgs84
from lingdang.people.public import CareNeed, Home, HomeTold, home_of
from lingdang.places.public import locate, tree


class HomeForm(PositionForm):
    """``found`` is a place pressed among those that a search found; it comes before ``place``."""

    found = forms.IntegerField(required=False, min_value=1)
    name = forms.CharField(label=_("How to call you"), max_length=50)
    door = forms.CharField(label=_("Entrance and door"), required=False, max_length=100)
    size = forms.IntegerField(
        label=_("How many live there"), required=False, min_value=1, max_value=30
    )
    since = forms.DateField(label=_("Living there since"), required=False)
    needs = forms.MultipleChoiceField(required=False, choices=CareNeed.choices)
    agrees = forms.BooleanField(required=False)

    @classmethod
    def of(cls, home: Home | None) -> "HomeForm":
        if home is None:
            return cls()
        told = {
            "name": home.name,
            "door": home.door,
            "size": home.size,
            "since": home.since,
            "needs": [need.value for need in home.needs],
            "agrees": home.agreed_at is not None,
            "found": home.place_id,
        }
        return cls(initial=told)

    def told(self) -> HomeTold:
        given = self.cleaned_data
        lng, lat = self.position()
        place = given["found"] or given["place"]
        if not place and lng is not None and lat is not None:
            place = locate(lng, lat).place_id
        return HomeTold(
            place_id=place or 0,
            name=given["name"],
            door=given["door"],
            size=given["size"],
            needs=given["needs"],
            agrees=given["agrees"],
            since=given["since"],
        )


def opening_of(home: Home | None) -> dict[str, Any]:
    """What a form need not ask of whoever told where they live."""
    if home is None:
        return {}
    return {
        "place": home.place_id,
        "address": home.address,
        "contact_name": home.name,
        "contact_phone": home.phone,
    }


def at_home(actor: Actor, report: Report) -> Report:
    """A ring without a position is one from home; from the home's own grid it tells the door."""
    home = home_of(actor)
    if home is None or report.place_id:
        return report
    if report.lng is None or report.lat is None:
        return replace(report, place_id=home.place_id, address=home.address)
    point = to_wgs84(report.lng, report.lat, report.system)
    there = tree().node(locate(*point).place_id)
    near = tree().node(home.place_id).path.startswith(there.path) and there.level == "grid"
    return replace(report, address=home.address) if near else report
