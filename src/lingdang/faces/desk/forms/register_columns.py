"""What each column of a sheet means in a register."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from lingdang.faces.desk.forms.fields import DeskForm, QuickSelect
from lingdang.registers.public import Import, Sight, Target


class ColumnsForm(DeskForm):
    def __init__(self, run: Import, sight: Sight, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = [(each.name, each.title) for each in sight.edited]
        choices = [("", _("leave it out")), *fields, *Target.choices]
        for number, header in enumerate(run.head):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=header,
                choices=choices,
                required=False,
                initial=run.columns.get(header, ""),
                widget=QuickSelect,
            )
        self.head = run.head
        self.dress()

    def said(self) -> dict[str, str]:
        told = ((header, self.cleaned_data[f"column_{n}"]) for n, header in enumerate(self.head))
        return {header: meant for header, meant in told if meant}
