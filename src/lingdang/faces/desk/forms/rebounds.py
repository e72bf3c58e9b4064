"""How rebounds and their figures are narrowed; what is said of one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext_lazy, pgettext_lazy

from lingdang.faces.desk.forms.fields import DeskForm, ReasonField
from lingdang.faces.desk.forms.lookbacks import ClosedForm
from lingdang.faces.desk.lookbacks import BY
from lingdang.rebounds.public import Standing, Step

_ANY = ("", _("any"))
_WITHIN = [
    (days, npgettext_lazy("came back within", "%(days)s day", "%(days)s days", "days"))
    for days in (7, 30, 90)
]


class _Narrowed(ClosedForm):
    within = forms.TypedChoiceField(
        label=_("Came back within"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [_ANY, *((days, words % {"days": days}) for days, words in _WITHIN)]
        self.fields["within"].choices = choices  # type: ignore[attr-defined]


class ReboundFilterForm(_Narrowed):
    q = forms.CharField(label=_("Number, words or phone"), max_length=60, required=False)
    state = forms.ChoiceField(
        label=pgettext_lazy("column", "State"), choices=[_ANY, *Standing.choices], required=False
    )
    once = forms.BooleanField(label=_("Each closed case once"), required=False)
    spot_at = forms.IntegerField(
        min_value=1, max_value=2**63 - 1, required=False, widget=forms.HiddenInput
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[
            ("newest", _("newest first")),
            ("oldest", _("oldest first")),
            ("closed", _("latest closed first")),
        ],
        required=False,
    )
    field_order = (
        *("q", "state", "within", "place", "unit", "category", "since", "until", "sort", "once"),
        "spot_at",
    )


class ReboundFigureForm(_Narrowed):
    by = forms.ChoiceField(
        label=_("By"), choices=[(by.value, name) for by, name in BY.items()], required=False
    )
    field_order = ("by", "within", "place", "unit", "category", "since", "until")


class DecideReboundForm(DeskForm):
    """One or two buttons; the one pressed says how it is."""

    note = ReasonField(
        label=_("Why it is or is not the same"),
        required=False,
        help_text=_("If it is not the same, say why: it is not counted then."),
    )
    step = forms.ChoiceField(choices=Step.choices, widget=forms.HiddenInput)

    def __init__(self, steps: Sequence[Step], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_rebound_%s", **kwargs)
        self.steps = steps
