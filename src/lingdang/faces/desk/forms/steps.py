"""One small form per step. Its fields are what the step's service asks for."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lingdang.cases.public import Case, Channel, Step
from lingdang.evidence.public import store_photo
from lingdang.faces.desk import names
from lingdang.faces.desk.forms.fields import DeskForm, PhotosField, QuickSelect, ReasonField
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.suggestions.public import CategorySuggestion, suggest_categories

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict

_OUTCOME = 1000
_CHANNELS = (Channel.PHONE, Channel.VISIT, Channel.MESSAGE)


class StepForm(DeskForm):
    """A step that needs nothing but the decision."""

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case

    def facts(self, by: Actor) -> dict[str, Any]:  # noqa: ARG002 -- forms with photographs need it
        """Say what ``take_step`` shall know."""
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


def reasons(found: list[CategorySuggestion]) -> str:
    """What is suggested, how surely, and because of which words."""
    if not found:
        return ""
    told = " / ".join(f"{one.name} {one.percent}%" for one in found)
    words = {"found": told, "words": " · ".join(found[0].words)}
    if found[0].sure:
        return gettext("Suggested: %(found)s, because of: %(words)s") % words
    return gettext("Not sure, please choose: %(found)s, because of: %(words)s") % words


def _first_choice(case: Case, found: list[CategorySuggestion]) -> str | None:
    """The suggested one if it is sure and the case has none, or only the one above it."""
    if found and found[0].sure and case.category_id in {None, found[0].parent}:
        return found[0].code
    return case.category_id


class FileForm(StepForm):
    category_code = forms.CharField(label=_("Category"), widget=QuickSelect)

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(case, *args, **kwargs)
        found = suggest_categories(case.description)
        self.initial["category_code"] = _first_choice(case, found)
        self.fields["category_code"].help_text = reasons(found)
        self.fields["category_code"].widget.choices = [
            ("", _("choose")),
            *names.categories().items(),
        ]


class DispatchForm(StepForm):
    unit_id = forms.IntegerField(label=_("Unit"), widget=QuickSelect)

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(case, *args, **kwargs)
        self.fields["unit_id"].widget.choices = [
            ("", _("choose")),
            *names.units().items(),
        ]


class ReasonForm(StepForm):
    reason = ReasonField()


class HandleForm(StepForm):
    outcome = forms.CharField(
        label=_("What was done"), max_length=_OUTCOME, widget=forms.Textarea(attrs={"rows": 3})
    )
    photos = PhotosField(label=_("Photographs after"))

    def facts(self, by: Actor) -> dict[str, Any]:
        stored = [store_photo(file, by=by) for file in self.cleaned_data["photos"]]
        return {
            "outcome": self.cleaned_data["outcome"],
            "photo_ids": [photo.pk for photo in stored],
        }


class VerifyForm(StepForm):
    note = ReasonField(label=_("What you saw"), required=False)


class CallBackForm(StepForm):
    channel = forms.ChoiceField(
        label=_("How they were reached"),
        choices=[(channel.value, channel.label) for channel in _CHANNELS],
    )
    settled = forms.TypedChoiceField(
        label=_("Is it settled?"),
        choices=[("1", _("settled")), ("0", _("not settled"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    stars = forms.TypedChoiceField(
        label=_("Stars given"),
        choices=[("", _("none given")), *((str(n), "★" * n) for n in range(5, 0, -1))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    comment = ReasonField(label=_("What the resident said"), required=False)


FORMS: dict[str, type[StepForm]] = {
    Step.FILE: FileForm,
    Step.REFUSE: ReasonForm,
    Step.DISPATCH: DispatchForm,
    Step.KEEP: StepForm,
    Step.PASS_UP: ReasonForm,
    Step.RECALL: ReasonForm,
    Step.RELEASE: StepForm,
    Step.HANDLE: HandleForm,
    Step.RETURN: ReasonForm,
    Step.VERIFY: VerifyForm,
    Step.CALL_BACK: CallBackForm,
    Step.CLOSE: StepForm,
    Step.REOPEN: ReasonForm,
    Step.WITHDRAW: ReasonForm,
}


def form_of(
    step: str,
    case: Case,
    data: QueryDict | None = None,
    files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
) -> StepForm:
    if step not in FORMS:
        raise NotFound
    return FORMS[step](case, data, files, prefix=None, auto_id=f"id_{step}_%s")


class UnmaskForm(DeskForm):
    reason = ReasonField(label=_("Why you need name and phone"))
