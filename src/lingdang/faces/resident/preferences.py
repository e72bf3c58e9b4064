"""How a resident wants to be told: fewer choices than staff have."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lingdang.messaging.public import Channel, Preference, Rhythm


class Clock(forms.TimeInput):
    def __init__(self) -> None:
        super().__init__(format="%H:%M", attrs={"type": "time"})


class PreferenceForm(forms.Form):
    """What is not asked here stays as it was chosen before."""

    channels = forms.MultipleChoiceField(
        label=_("Tell me by"), required=False, widget=forms.CheckboxSelectMultiple
    )
    quiet_from = forms.TimeField(label=_("Do not disturb from"), required=False, widget=Clock())
    quiet_to = forms.TimeField(label=_("Until"), required=False, widget=Clock())
    rhythm = forms.ChoiceField(label=_("How often"), choices=Rhythm.choices)

    def __init__(
        self, data: Mapping[str, Any] | None, *, ways: Sequence[Channel], kept: Preference
    ) -> None:
        self.ways, self.kept = ways, kept
        initial = {
            "channels": [way for way in ways if way not in kept.silent],
            "quiet_from": kept.quiet_from,
            "quiet_to": kept.quiet_to,
            "rhythm": kept.rhythm,
        }
        super().__init__(data, initial=initial, label_suffix="")
        if ways:
            choices = [(way.value, way.label) for way in ways]
            self.fields["channels"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["channels"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        on, begins, ends = (
            cleaned.pop("channels", []),
            cleaned.get("quiet_from"),
            cleaned.get("quiet_to"),
        )
        if (begins is None) != (ends is None) or (begins is not None and begins == ends):
            self.add_error("quiet_to", _("Give both times, and two different ones, or neither."))
        elsewhere = [name for name in self.kept.silent if name not in self.ways]
        return {
            **cleaned,
            "silent": elsewhere + [way.value for way in self.ways if way not in on],
            "digest_at": self.kept.digest_at,
            "digest_weekday": self.kept.digest_weekday,
            "language": self.kept.language,
        }
