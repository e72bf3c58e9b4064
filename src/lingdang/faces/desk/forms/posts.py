"""Who serves where, from when, until when."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lingdang.faces.desk import names
from lingdang.faces.desk.forms.fields import DayField, DeskForm
from lingdang.people.public import Role
from lingdang.places.public import tree

_CANDIDATES = 200
_ANY = ("", _("any"))


class PostFilterForm(DeskForm):
    q = forms.CharField(label=_("Sign-in name or remark"), max_length=60, required=False)
    day = DayField(label=_("Day"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=[_ANY, *Role.choices], required=False)
    place = forms.IntegerField(label=_("Place and what lies in it"), required=False)
    unit = forms.IntegerField(label=_("Unit"), required=False, widget=forms.Select)
    sort = forms.ChoiceField(choices=[("role", ""), ("newest", "")], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].widget.choices = [_ANY, *names.units().items()]


class AppointForm(DeskForm):
    person = forms.CharField(label=_("Person"), max_length=60, help_text=_("Sign-in name."))
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("choose")), *Role.choices])
    place = forms.CharField(
        label=_("Place"), max_length=60, required=False, help_text=_("Code or full name.")
    )
    unit_id = forms.TypedChoiceField(label=_("Unit"), coerce=int, empty_value=None, required=False)
    remark = forms.CharField(label=_("Remark"), max_length=200, required=False)
    from_ = DayField(label=_("From the day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("from_", timezone.localdate())
        self.fields["unit_id"].choices = [("", _("none")), *names.units().items()]  # type: ignore[attr-defined]

    def clean_place(self) -> int | None:
        text = self.cleaned_data["place"].strip()
        if not text:
            return None
        found = [
            node
            for node in tree().search(text, limit=_CANDIDATES)
            if text in (node.code, node.name)
        ]
        if len(found) != 1:
            raise forms.ValidationError(
                _("No place has this code or name.")
                if not found
                else _("Several places are called so; use the code.")
            )
        return found[0].id


class EndForm(DeskForm):
    on = DayField(label=_("Last day was before"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())
