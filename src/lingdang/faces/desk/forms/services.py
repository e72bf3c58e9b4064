from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lingdang.faces.desk.forms.fields import DeskForm


class ServiceForm(DeskForm):
    code = forms.SlugField(label=_("Code"), max_length=40)
    name = forms.CharField(label=_("Name"), max_length=80)
    for_whom = forms.CharField(label=_("Offered to"), max_length=200, required=False)
    papers = forms.CharField(
        label=_("Papers, one a line"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    days = forms.IntegerField(label=_("Within … days"), min_value=1, max_value=366, initial=10)
    in_use = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def said(self) -> dict[str, Any]:
        lines = (line.strip() for line in self.cleaned_data["papers"].splitlines())
        return {**self.cleaned_data, "papers": [line for line in lines if line]}
