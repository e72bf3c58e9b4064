"""What is asked of others, and their word; another category."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lingdang.approvals.public import Kind, State, Step
from lingdang.cases.public import Case
from lingdang.faces.desk import names
from lingdang.faces.desk.forms.fields import DayField, DeskForm, QuickSelect, ReasonField

_ANY = ("", _("any"))


class ApplyForm(DeskForm):
    reason = ReasonField()

    def facts(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"]}


class HangUpForm(ApplyForm):
    until = DayField(
        label=_("Until the day"), help_text=_("Within a year; then its clock goes on.")
    )

    def facts(self) -> dict[str, Any]:
        """The whole day still counts as hung up."""
        after = datetime.combine(self.cleaned_data["until"] + timedelta(days=1), time.min)
        return {**super().facts(), "until": timezone.make_aware(after)}


def form_for(kind: Kind, *data: Any) -> ApplyForm:
    form = HangUpForm if kind is Kind.HANG_UP else ApplyForm
    return form(*data, auto_id=f"id_{kind}_%s")


class DecideForm(DeskForm):
    """One field, a button for each step; the button pressed says which."""

    words = ReasonField(label=_("Your word on it"), required=False)
    step = forms.ChoiceField(choices=Step.choices, widget=forms.HiddenInput)

    def __init__(
        self, steps: Sequence[Step], application_id: int, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, auto_id=f"id_application_{application_id}_%s", **kwargs)
        self.steps = steps


class RefileForm(DeskForm):
    category_code = forms.CharField(label=_("Category"), widget=QuickSelect)

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_refile_%s", **kwargs)
        self.initial["category_code"] = case.category_id
        self.fields["category_code"].widget.choices = list(names.categories().items())


class ApplicationFilterForm(DeskForm):
    q = forms.CharField(label=_("Number or words"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[_ANY, *Kind.choices], required=False)
    state = forms.ChoiceField(label=_("State"), choices=[_ANY, *State.choices], required=False)
    mine = forms.ChoiceField(
        label=_("Whose"),
        choices=[_ANY, ("wait", _("waiting for me")), ("asked", _("asked by me"))],
        required=False,
    )
    sort = forms.ChoiceField(choices=[("newest", ""), ("oldest", "")], required=False)
