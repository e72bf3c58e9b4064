from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.faces.desk.forms.fields import DayField, DeskForm


class FactFilterForm(DeskForm):
    subject = forms.CharField(
        label=_("What about"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "case:12"}),
    )
    name = forms.CharField(
        label=pgettext_lazy("journal", "What happened"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "cases.case_filed.v1"}),
    )
    day = DayField(label=_("Day"), required=False)

    @property
    def status_now(self) -> int:
        return 200 if self.is_valid() else 422

    def query(self) -> str:
        asked: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        return urlencode({name: value for name, value in asked.items() if value})


class RetryForm(forms.Form):
    fact = forms.IntegerField(min_value=1)
    handler = forms.CharField(max_length=150)


class SearchForm(forms.Form):
    q = forms.CharField(max_length=100, required=False)


def search_words(data: QueryDict) -> str:
    form = SearchForm(data)
    return str(form.cleaned_data["q"]) if form.is_valid() else ""
