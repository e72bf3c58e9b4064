"""Which plan is looked at, and one shift of it."""

from datetime import date, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.faces.desk import names
from lingdang.faces.desk.forms.dispatching import time_field
from lingdang.faces.desk.forms.fields import DayField, DeskForm, QuickSelect
from lingdang.people.public import Role
from lingdang.places.public import tree
from lingdang.shifts.public import (
    HOURS,
    ROLES,
    Hours,
    Kind,
    Shift,
    Station,
    day_of,
    monday_of,
)

_ANY = ("", _("any"))


class StationFilterForm(DeskForm):
    """Where, and who of them. The first place or unit of the reader unless told."""

    at = forms.CharField(
        label=_("Place or unit"), max_length=30, required=False, widget=QuickSelect
    )
    q = forms.CharField(label=_("Grid or person"), max_length=40, required=False)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[_ANY, *((role.value, role.label) for role in ROLES)],
        required=False,
    )

    def __init__(self, stations: list[Station], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].widget.choices = [(str(one), station_name(one)) for one in stations]
        self.initial.setdefault("at", str(_usual(stations)))

    def station(self) -> Station:
        return as_station(self.cleaned_data["at"] or str(self.initial["at"]))


def _usual(stations: list[Station]) -> Station:
    """A community is what fits a page; who has none looks at the first that they have."""
    places = tree()
    for one in stations:
        if one.place_id and places.node(one.place_id).level == "village":
            return one
    return stations[0] if stations else Station()


class WeekForm(StationFilterForm):
    week = DayField(label=_("Week of the day"), required=False)
    field_order = ("at", "week", "q", "role")

    def clean_week(self) -> date:
        return monday_of(self.cleaned_data["week"] or timezone.localdate())


class GapForm(WeekForm):
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[("day", _("earliest first")), ("long", _("longest first"))],
        required=False,
    )


class ShiftForm(DeskForm):
    """Hours left open are the usual ones of the kind; what ends earlier ends on the next day."""

    day = DayField(label=_("Day"))
    kind = forms.ChoiceField(label=pgettext_lazy("of a shift", "Kind"))
    begins = time_field(pgettext_lazy("of a shift", "From"))
    ends = time_field(pgettext_lazy("of a shift", "Until"))
    remark = forms.CharField(label=_("Remark"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_shift_%s", **kwargs)
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]

    def hours(self) -> Hours:
        told = self.cleaned_data
        kind = Kind(told["kind"])
        return Hours.on(told["day"], kind, told["begins"], told["ends"], told["remark"])

    @staticmethod
    def initial_of(shift: Shift) -> dict[str, Any]:
        starts, ends = (timezone.localtime(at).time() for at in shift.span)
        return {
            "day": day_of(shift.starts_at),
            "kind": shift.kind,
            "begins": starts,
            "ends": ends,
            "remark": shift.remark,
        }


class NewShiftForm(ShiftForm):
    post = forms.ChoiceField(label=_("Who"), widget=QuickSelect)
    field_order = ("post", "day", "kind")

    def __init__(self, posts: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = posts.items()  # type: ignore[attr-defined]

    def who(self) -> tuple[int, Role, Station]:
        person, role, at = self.cleaned_data["post"].split("~")
        return int(person), Role(role), as_station(at)


def kind_choices() -> list[tuple[str, str]]:
    """``夜班 20:00–08:00``: a kind says its usual hours."""
    return [(kind.value, f"{kind.label} {_clocks(*HOURS[kind])}") for kind in Kind]


def _clocks(begins: time, ends: time) -> str:
    return f"{begins:%H:%M}–{ends:%H:%M}"


def station_name(where: Station) -> str:
    if where.unit_id:
        return names.unit_name(where.unit_id)
    return names.place_name(where.place_id)


def as_station(said: str) -> Station:
    """Read ``place-12`` or ``unit-3``; anything else is nowhere."""
    kind, _dash, number = said.partition("-")
    known = kind in {"place", "unit"} and number.isdecimal() and len(number) < 19  # noqa: PLR2004 -- a bigint
    return Station(**{f"{kind}_id": int(number)}) if known else Station()
