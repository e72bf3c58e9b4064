"""Form pieces that look alike on every desk page."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError, Incomplete

if TYPE_CHECKING:
    from django.core.files.base import File

MOST_PHOTOS = 9
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_REASON = 500


class DeskForm(forms.Form):
    """Tabler's looks for every control, and a place for what a service refuses."""

    status = 422

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.dress()

    def dress(self) -> None:
        """Give every control its looks; again after fields were added."""
        for field in self.fields.values():
            looks = (_CSS.get(kind) for kind in type(field.widget).__mro__)
            if css := next(filter(None, looks), None):
                field.widget.attrs.setdefault("class", css)

    def refuse(self, refusal: DomainError) -> None:
        """Show a refusal where it belongs: at its field when it names one of ours."""
        self.status = refusal.status
        problems = refusal.problems if isinstance(refusal, Incomplete) else {}
        for name, sentence in problems.items():
            self.add_error(name if name in self.fields else None, sentence)
        if not problems:
            self.add_error(None, str(refusal))

    def saved(self, service: Callable[..., object], **told: Any) -> bool:
        """Give what was filled in to a service; a refusal is shown where it belongs."""
        if not self.is_valid():
            return False
        try:
            service(**self.cleaned_data, **told)
        except DomainError as refusal:
            self.refuse(refusal)
            return False
        return True


class QuickSelect(forms.Select):
    """A list of hundreds, written at once: Django renders a template for each option."""

    def render(
        self,
        name: str,
        value: object,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        del renderer
        chosen = set(self.format_value(value))
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, SafeString(" selected") if str(key) in chosen else "", word)
                for key, word in self.choices
            ),
        )
        shown = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", shown, options)


class QuickTicks(forms.CheckboxSelectMultiple):
    """Hundreds of which several are chosen, written at once; what is chosen stands first."""

    def render(
        self,
        name: str,
        value: object,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        del renderer
        chosen = set(self.format_value(value))
        ticks = sorted(self.choices, key=lambda choice: str(choice[0]) not in chosen)
        labels = format_html_join(
            "",
            '<label><input type="checkbox" name="{}" value="{}"{}> {}</label>',
            (
                (name, key, SafeString(" checked") if str(key) in chosen else "", word)
                for key, word in ticks
            ),
        )
        box = (attrs or {}).get("id", f"id_{name}")
        shown = '<div class="ticks" id="{}" role="group" aria-labelledby="{}_name">{}</div>'
        return format_html(shown, box, box, labels)


_CSS: dict[type[forms.Widget], str] = {
    forms.TextInput: "form-control",
    forms.Textarea: "form-control",
    forms.NumberInput: "form-control",
    forms.DateInput: "form-control",
    forms.TimeInput: "form-control",
    forms.DateTimeInput: "form-control",
    forms.Select: "form-select",
    QuickSelect: "form-select",
    forms.CheckboxInput: "form-check-input",
}


class DayField(forms.DateField):
    """A day that has a day after it: the calendar's last one has none."""

    default_validators = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)


class ReasonField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Reason"))
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(max_length=_REASON, **kwargs)


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class PhotosField(forms.FileField):
    """Up to nine photographs; what they hold is judged by the room of evidence."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"accept": "image/*", "class": "form-control"}
        super().__init__(widget=_Files(attrs=attrs), required=False, **kwargs)

    def clean(self, data: object, initial: object = None) -> "list[File[bytes]]":
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > MOST_PHOTOS:
            raise ValidationError(_("At most nine photographs at once; choose fewer."))
        return [super(PhotosField, self).clean(file, initial) for file in files]
