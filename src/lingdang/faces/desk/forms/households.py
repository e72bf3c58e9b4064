from django import forms
from django.utils.translation import gettext_lazy as _

from lingdang.faces.desk.forms.fields import DeskForm


class HouseholdFilterForm(DeskForm):
    q = forms.CharField(label=_("Grid, community or building"), max_length=60, required=False)
    needs = forms.BooleanField(label=_("Needs care"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[("newest", _("latest told first")), ("since", _("moved in last first"))],
        required=False,
    )
