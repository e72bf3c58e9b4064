"""Finding standards and categories; drafting an edition, putting it in force; street classes."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.faces.desk.forms.fields import DayField, DeskForm
from lingdang.kernel.actor import Actor
from lingdang.standards.public import Kind, editions_for, majors, street_classes

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_BYTES = 5_000_000
_LONGEST = 80
_ANY = ("", _("any"))


def _majors() -> list[tuple[str, object]]:
    return [_ANY, *((major.code, f"{major.code} {major.name}") for major in majors())]


class StandardFilterForm(DeskForm):
    q = forms.CharField(label=_("Words or code"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[_ANY, *Kind.choices], required=False)
    major = forms.ChoiceField(label=pgettext_lazy("categories", "Major class"), required=False)
    edition = forms.TypedChoiceField(
        label=_("Edition"), coerce=int, empty_value=None, required=False
    )
    sort = forms.ChoiceField(choices=[("code", ""), ("newest", "")], required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["major"].choices = _majors()  # type: ignore[attr-defined]
        self.fields["edition"].choices = [  # type: ignore[attr-defined]
            ("", _("in force today")),
            *((edition.pk, edition.name) for edition in editions_for(actor)),
        ]


class CategoryFilterForm(DeskForm):
    q = forms.CharField(label=_("Name or code"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[_ANY, *Kind.choices], required=False)
    major = forms.ChoiceField(label=pgettext_lazy("categories", "Major class"), required=False)
    own = forms.BooleanField(label=_("Only our own"), required=False)
    sort = forms.ChoiceField(choices=[("code", ""), ("name", "")], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["major"].choices = _majors()  # type: ignore[attr-defined]


class NewCategoryForm(DeskForm):
    major = forms.ChoiceField(label=pgettext_lazy("categories", "Major class"))
    name = forms.CharField(label=_("Name"), max_length=_LONGEST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["major"].choices = _majors()[1:]  # type: ignore[attr-defined]


class DraftForm(DeskForm):
    """A sheet for a draft; ``only_check`` says what would come of it."""

    edition = forms.CharField(
        label=_("Name of the edition"),
        max_length=_LONGEST,
        help_text=_("A draft of this name is replaced by the sheet."),
    )
    file = forms.FileField(
        label=_("Sheet"),
        help_text=_("CSV in UTF-8 or GBK, as Excel saves it."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv", "class": "form-control"}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large."))
        return file


class ForceForm(DeskForm):
    on = DayField(label=_("From the day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())


class ClassifyForm(DeskForm):
    street_class = forms.ChoiceField(label=_("Street class"))
    on = DayField(label=_("From the day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())
        self.fields["street_class"].choices = [  # type: ignore[attr-defined]
            (one.key, f"{one.scheme.name} · {one.name}") for one in street_classes()
        ]


class ClassFilterForm(DeskForm):
    q = forms.CharField(label=_("Name or code"), max_length=60, required=False)
    day = DayField(label=_("Day"), required=False)
    street_class = forms.ChoiceField(label=_("Street class"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["street_class"].choices = [  # type: ignore[attr-defined]
            _ANY,
            *((one.key, f"{one.scheme.name} · {one.name}") for one in street_classes()),
        ]
