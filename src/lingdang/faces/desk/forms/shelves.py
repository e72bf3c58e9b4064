"""How the lists of what an administrator keeps are searched, narrowed and put in order."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lingdang.faces.desk.forms.bulk import STEPS
from lingdang.faces.desk.forms.fields import DayField, DeskForm
from lingdang.messaging.public import ROBOTS, Channel

_ANY = ("", _("any"))


def _choice(label: object, *choices: tuple[str, object]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[*choices], required=False)  # type: ignore[arg-type]


class WordingFilterForm(DeskForm):
    q = forms.CharField(label=_("Message or words"), max_length=60, required=False)
    whose = _choice(
        _("Whose wording"), _ANY, ("own", _("own words")), ("product", _("as delivered"))
    )
    sort = _choice(_("Order"), ("", _("as they come up")), ("label", _("by name")))


class RobotFilterForm(DeskForm):
    q = forms.CharField(label=_("Group or unit"), max_length=60, required=False)
    channel = forms.ChoiceField(
        label=_("Kind"),
        choices=[_ANY, *((c.value, c.label) for c in Channel if c in ROBOTS)],
        required=False,
    )
    sort = _choice(_("Order"), ("name", _("by name")), ("newest", _("newest first")))


class ProcedureFilterForm(DeskForm):
    q = forms.CharField(label=_("Name, code or purpose"), max_length=60, required=False)
    seen = _choice(
        _("Who sees it"),
        _ANY,
        ("restricted", _("restricted")),
        ("staff", _("staff within reach")),
        ("public", _("everybody")),
    )
    used = _choice(_("In use"), _ANY, ("yes", _("yes")), ("no", _("no")))
    sort = _choice(_("Order"), ("place", _("as they are offered")), ("name", _("by name")))


class RunFilterForm(DeskForm):
    q = forms.CharField(label=_("Number, words or phone"), max_length=60, required=False)
    step = forms.ChoiceField(
        label=_("Step"),
        choices=[_ANY, *((step.value, step.label) for step in STEPS)],
        required=False,
    )
    since = DayField(label=_("From the day"), required=False)
    sort = _choice(_("Order"), ("newest", _("newest first")), ("oldest", _("oldest first")))
