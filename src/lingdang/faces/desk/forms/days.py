"""Holidays and make-up workdays: found, and entered."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.faces.desk.forms.fields import FIRST_DAY, LAST_DAY, DeskForm
from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import read_sheet
from lingdang.places.public import enter_published, import_days

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

_ANY = ("", _("any"))
_LARGEST = 1024 * 1024


class DayFilterForm(DeskForm):
    q = forms.CharField(label=pgettext_lazy("calendar", "Name"), max_length=40, required=False)
    year = forms.IntegerField(
        label=_("Year"), min_value=FIRST_DAY.year, max_value=LAST_DAY.year, required=False
    )
    worked = forms.ChoiceField(
        label=pgettext_lazy("calendar", "Worked"),
        choices=[_ANY, ("1", _("make-up workday")), ("0", _("holiday"))],
        required=False,
    )
    sort = forms.ChoiceField(choices=[("newest", ""), ("oldest", "")], required=False)


class DaysForm(DeskForm):
    """A year as published, or a sheet: ``date, worked, name``."""

    year = forms.IntegerField(
        label=_("Year, as published"),
        min_value=FIRST_DAY.year,
        max_value=LAST_DAY.year,
        required=False,
    )
    sheet = forms.FileField(
        label=_("Or a sheet of your own"),
        help_text=_("CSV with the columns date, worked (1 or 0) and name."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_enter_%s", **kwargs)
        self.initial.setdefault("year", timezone.localdate().year)
        self.fields["sheet"].widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        said = cast("dict[str, Any]", super().clean())
        if not said.get("year") and not said.get("sheet"):
            self.add_error("year", _("Name a year or choose a sheet."))
        if said.get("sheet") and said["sheet"].size > _LARGEST:
            self.add_error("sheet", _("This sheet is too large for a calendar."))
        return said

    def enter(self, by: Actor) -> int:
        """Enter the sheet when there is one, else the year; says how many days."""
        sheet: UploadedFile[bytes] | None = self.cleaned_data["sheet"]
        if sheet is None:
            return enter_published(year=self.cleaned_data["year"], by=by)
        return import_days(read_sheet(sheet.read(), ("date", "worked")), by=by).created
