"""The inbox's filters, how one wants to be told, and what looks after the outbox."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.faces.desk import names
from lingdang.faces.desk.forms.fields import DayField, DeskForm
from lingdang.messaging.public import (
    BY_ADDRESS,
    ROBOTS,
    Channel,
    Rhythm,
    Sending,
    labels,
)

_ANY = ("", _("any"))
_WEEKDAYS = (
    (0, pgettext_lazy("weekday", "Mon")),
    (1, pgettext_lazy("weekday", "Tue")),
    (2, pgettext_lazy("weekday", "Wed")),
    (3, pgettext_lazy("weekday", "Thu")),
    (4, pgettext_lazy("weekday", "Fri")),
    (5, pgettext_lazy("weekday", "Sat")),
    (6, pgettext_lazy("weekday", "Sun")),
)
_LINES = 20


class _FilterForm(DeskForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [_ANY, *labels()]  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        return {name: value for name, value in given.items() if value}

    @property
    def status_now(self) -> int:
        return 200 if self.is_valid() else 422

    def query(self, **changes: str) -> str:
        return urlencode({**self.asked, **changes})


class InboxForm(_FilterForm):
    q = forms.CharField(label=_("Number of the case"), max_length=60, required=False)
    what = forms.ChoiceField(label=_("Kind of message"), required=False)
    state = forms.ChoiceField(
        label=_("Read or not"),
        choices=[_ANY, ("unread", _("not read yet")), ("read", _("read already"))],
        required=False,
    )
    sort = forms.ChoiceField(
        choices=[("newest", ""), ("oldest", "")], required=False, widget=forms.HiddenInput
    )


class OutboxForm(_FilterForm):
    q = forms.CharField(label=_("Number of the case, or error"), max_length=60, required=False)
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[_ANY, *Channel.choices], required=False
    )
    what = forms.ChoiceField(label=_("Kind of message"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=[_ANY, *Sending.choices], required=False)
    day = DayField(label=_("Day"), required=False)
    sort = forms.ChoiceField(
        choices=[("newest", ""), ("oldest", "")], required=False, widget=forms.HiddenInput
    )


class Clock(forms.TimeInput):
    def __init__(self) -> None:
        super().__init__(format="%H:%M", attrs={"type": "time"})


class PreferenceForm(DeskForm):
    """Channels are ticked; what is stored is the ones left out."""

    channels = forms.MultipleChoiceField(
        label=_("Channels"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Messages always wait in the inbox, whatever else is on."),
    )
    quiet_from = forms.TimeField(label=_("Quiet from"), required=False, widget=Clock())
    quiet_to = forms.TimeField(
        label=_("Quiet until"),
        required=False,
        widget=Clock(),
        help_text=_("Only what is urgent goes out meanwhile; the rest follows afterwards."),
    )
    rhythm = forms.ChoiceField(
        label=_("How often"), choices=Rhythm.choices, widget=forms.RadioSelect
    )
    digest_at = forms.TimeField(label=_("Time of the digest"), widget=Clock())
    digest_weekday = forms.TypedChoiceField(
        label=_("Day of the weekly digest"), choices=_WEEKDAYS, coerce=int
    )
    language = forms.ChoiceField(
        label=_("Language of what goes out"),
        choices=[("", _("as the district has it")), *settings.LANGUAGES],
        required=False,
    )

    def __init__(self, *args: Any, ways: dict[str, bool], **kwargs: Any) -> None:
        """``ways``: the channels that are on, and whether each has an address of this person."""
        super().__init__(*args, **kwargs)
        self.ways = ways
        self.fields["channels"].choices = [  # type: ignore[attr-defined]
            (name, self._label(name, reached=reached)) for name, reached in ways.items()
        ]
        if not ways:
            self.fields["channels"].help_text = _("This district has no channel on but the inbox.")

    def _label(self, name: str, *, reached: bool) -> str:
        label = str(Channel(name).label)
        return label if reached else _("%(channel)s (no address yet)") % {"channel": label}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        on = cleaned.pop("channels", [])
        return {**cleaned, "silent": [name for name in self.ways if name not in on]}


class WordsForm(DeskForm):
    """Own words in one language; left empty, the product's own stand."""

    title = forms.CharField(label=_("Title"), max_length=100, required=False)
    text = forms.CharField(
        label=_("Text"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class TemplateForm(DeskForm):
    code = forms.CharField(label=_("Number of the template"), max_length=100, required=False)
    fields_ = forms.CharField(
        label=_("Fields of the template"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "thing1=%(number)s"}),
        help_text=_("One a line: the provider's name for the field, =, and what fills it."),
    )

    def clean_fields_(self) -> dict[str, str]:
        lines = [line.strip() for line in self.cleaned_data["fields_"].splitlines()]
        pairs = [line.partition("=") for line in lines if line]
        if len(pairs) > _LINES or not all(equals for _name, equals, _value in pairs):
            raise forms.ValidationError(_("Write each field as name=value on a line of its own."))
        return {name.strip(): value.strip() for name, _equals, value in pairs}


class RobotForm(DeskForm):
    channel = forms.ChoiceField(
        label=_("Kind"), choices=[(c.value, c.label) for c in Channel if c in ROBOTS]
    )
    name = forms.CharField(label=_("Name of the group"), max_length=80)
    unit_id = forms.TypedChoiceField(
        label=_("Unit"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Without one it hears what every unit's group is told."),
    )
    key = forms.CharField(
        label=_("Key"),
        max_length=200,
        help_text=_("What stands behind key= or access_token= in the address of the webhook."),
    )
    secret = forms.CharField(
        label=_("Secret for signing"), max_length=200, required=False, help_text=_("DingTalk only.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_id"].choices = [("", _("none")), *names.units().items()]  # type: ignore[attr-defined]


class AddressForm(DeskForm):
    person = forms.CharField(label=_("Person"), max_length=60, help_text=_("Sign-in name."))
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[(c.value, c.label) for c in BY_ADDRESS]
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=200,
        required=False,
        help_text=_("E-mail address, or the user's id there. Empty takes the old one away."),
    )


def fields_text(given: dict[str, str]) -> str:
    return "\n".join(f"{name}={value}" for name, value in given.items())
