"""One small form per step. Its fields are what the step's service asks for."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lingdang.cases.public import Case, Channel, LinkKind, Step, case_by_number
from lingdang.dispatching.public import waiting_proposal
from lingdang.evidence.public import store_photo
from lingdang.faces.desk import names, rulings
from lingdang.faces.desk.forms.asked import field_of, said
from lingdang.faces.desk.forms.fields import DeskForm, PhotosField, QuickSelect, ReasonField
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.people.public import TeamMember
from lingdang.shifts.public import grid_team
from lingdang.standards.public import Procedure, procedure_by_code
from lingdang.suggestions.public import CategorySuggestion, suggest_categories

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict

_OUTCOME = 1000
_PARTS = range(1, 5)
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
    """The standards offered are those of the category chosen; htmx brings them when it changes."""

    category_code = forms.CharField(label=_("Category"), widget=QuickSelect)
    standard_id = forms.TypedChoiceField(
        label=_("Standard"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose a standard of this category.")},
    )
    procedure_code = forms.CharField(label=_("Kind of matter"), required=False, widget=QuickSelect)

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "id_file_%s")
        super().__init__(case, *args, **kwargs)
        found = suggest_categories(case.description)
        self.initial.setdefault("category_code", _first_choice(case, found))
        self.fields["category_code"].help_text = reasons(found)
        self.initial["procedure_code"] = case.procedure_id or ""
        self.initial.update(case.particulars)
        self.fields["category_code"].widget.choices = [
            ("", _("choose")),
            *names.categories().items(),
        ]
        if case.pk:  # not for many at once
            self.fields["category_code"].widget.attrs.update(
                {
                    "hx-get": reverse("desk:case_standards", args=[case.pk]),
                    "hx-target": "#id_file_standard_id",
                    "hx-swap": "outerHTML",
                    "hx-trigger": "change",
                    "hx-include": "this",
                }
            )
        chosen = str(self["category_code"].value() or "")
        offered = rulings.offered(chosen, timezone.localdate(), case.path)
        self.fields["standard_id"].choices = offered or [("", _("none: the category's own limit"))]  # type: ignore[attr-defined]
        self.initial["standard_id"] = offered[0][0] if offered else ""
        self.fields["procedure_code"].widget.choices = [
            ("", _("ordinary case")),
            *names.procedures().items(),
        ]
        self.asked = self._chosen().particulars
        self.fields.update({each.name: field_of(each) for each in self.asked})
        self.dress()

    def _chosen(self) -> Procedure:
        """The procedure whose fields are asked: the one that was sent, else that of the case."""
        code = (
            self.data.get(self.add_prefix("procedure_code"))
            if self.is_bound
            else self.case.procedure_id
        )
        return (procedure_by_code(str(code)) if code else None) or Procedure()

    def facts(self, by: Actor) -> dict[str, Any]:  # noqa: ARG002 -- as every step's form has it
        told = self.cleaned_data
        facts = {"category_code": told["category_code"], "particulars": said(told, self.asked)}
        if told["standard_id"] is not None:
            facts["standard_id"] = told["standard_id"]
        if told["procedure_code"] != (self.case.procedure_id or ""):
            facts["procedure_code"] = told["procedure_code"]
        return facts


class DispatchForm(StepForm):
    unit_id = forms.IntegerField(label=_("Unit"), widget=QuickSelect)

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(case, *args, **kwargs)
        if proposal := waiting_proposal(case.pk):
            self.initial["unit_id"] = proposal.unit_id
        self.fields["unit_id"].widget.choices = [
            ("", _("choose")),
            *names.units().items(),
        ]


class KeepForm(StepForm):
    """Who of those who serve the place does it; left open, or for many, whoever is on duty."""

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(case, *args, **kwargs)
        if case.is_restricted or case.pk is None:
            return
        serving = [one for one in grid_team(case.place_id) if one.place_id == case.place_id]
        people = {one.person_id: _duty_of(one) for one in serving}
        self.fields["handler_id"] = forms.TypedChoiceField(
            label=_("Who does it"),
            choices=[("", _("whoever is on duty")), *people.items()],
            coerce=int,
            empty_value=None,
            required=False,
        )


def _duty_of(member: TeamMember) -> str:
    told = [member.display, member.role_label, gettext("on duty now") if member.on_duty else ""]
    return " · ".join(word for word in told if word)


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


class MergeForm(StepForm):
    into = forms.CharField(
        label=_("Number of the case that it goes on in"),
        max_length=30,
        help_text=_("Everybody who reported keeps their own page and hears how it goes on."),
    )

    def facts(self, by: Actor) -> dict[str, Any]:
        return {"into_id": numbered(by, self.cleaned_data["into"], "into").pk}


class SplitForm(StepForm):
    """Up to four parts at a time; splitting again adds more."""

    lead_unit_id = forms.IntegerField(label=_("Unit that leads"), widget=QuickSelect)

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(case, *args, **kwargs)
        self.initial["lead_unit_id"] = case.unit_id
        for number in _PARTS:
            self.fields[f"unit_{number}"] = forms.IntegerField(
                label=_("Unit of part %(number)s") % {"number": number},
                widget=QuickSelect(attrs={"class": "form-select"}),
                required=number == 1,
            )
            self.fields[f"task_{number}"] = forms.CharField(
                label=_("What it does"),
                max_length=_OUTCOME,
                widget=forms.TextInput(attrs={"class": "form-control"}),
                required=number == 1,
            )
        choices = [("", _("choose")), *names.units().items()]
        for name in ("lead_unit_id", *(f"unit_{number}" for number in _PARTS)):
            self.fields[name].widget.choices = choices

    def facts(self, by: Actor) -> dict[str, Any]:  # noqa: ARG002 -- the same for everybody
        told = self.cleaned_data
        parts = [
            {"unit_id": told[f"unit_{number}"], "task": told[f"task_{number}"]}
            for number in _PARTS
            if told[f"unit_{number}"]
        ]
        return {"lead_unit_id": told["lead_unit_id"], "parts": parts}


class LinkForm(DeskForm):
    kind = forms.ChoiceField(label=_("It is"), choices=LinkKind)
    other = forms.CharField(label=_("Number of the other case"), max_length=30)


def numbered(by: Actor, number: str, field: str) -> Case:
    """Find the case that somebody typed the number of."""
    try:
        return case_by_number(by, number)
    except NotFound:
        raise Incomplete({field: str(_("You see no case with this number."))}) from None


FORMS: dict[str, type[StepForm]] = {
    Step.FILE: FileForm,
    Step.REFUSE: ReasonForm,
    Step.DISPATCH: DispatchForm,
    Step.KEEP: KeepForm,
    Step.PASS_UP: ReasonForm,
    Step.RECALL: ReasonForm,
    Step.RELEASE: StepForm,
    Step.HANDLE: HandleForm,
    Step.RETURN: ReasonForm,
    Step.VERIFY: VerifyForm,
    Step.CALL_BACK: CallBackForm,
    Step.CLOSE: StepForm,
    Step.CONCLUDE: StepForm,
    Step.REOPEN: ReasonForm,
    Step.WITHDRAW: ReasonForm,
    Step.MERGE: MergeForm,
    Step.UNMERGE: StepForm,
    Step.SPLIT: SplitForm,
    Step.FINISH: StepForm,
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
