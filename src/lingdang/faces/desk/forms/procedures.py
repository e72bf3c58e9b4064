"""A procedure as a librarian fills it in: no raw data, one small form per field and document."""

from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from lingdang.cases.public import STEPS, Step, known_checks
from lingdang.dossiers.public import Holds
from lingdang.faces.desk.forms.fields import DeskForm
from lingdang.people.public import CONFIDANTS, Role, holders
from lingdang.places.public import levels, tree
from lingdang.standards.public import FieldType, LimitUnit, Procedure, Stage

_MOST, _AMOUNT = 20, 366
SIGHT = ("restricted", "roles", "public", "tells_reporter")
_CHECKED_STEPS = (Step.KEEP, Step.HANDLE, Step.VERIFY, Step.CALL_BACK, Step.CLOSE)


def _roles(known: Procedure | None) -> list[tuple[str, str]]:
    """Those who may be told; of dispatchers also those of one level, where any are posted."""
    named = [(role.value, str(role.label)) for role in Role if role in CONFIDANTS]
    places, held = tree(), {post.place_id for post in holders(Role.DISPATCHER)}
    posted = {places.node(pk).level for pk in held if pk and pk in places}
    kept = set(known.roles) if known else set()
    return named + [
        (key, f"{Role.DISPATCHER.label} · {level.name}")
        for level in levels()
        if (key := f"{Role.DISPATCHER}@{level.code}") in kept or level.code in posted
    ]


class ProcedureForm(DeskForm):
    code = forms.RegexField(
        r"[a-z][a-z0-9_]{0,39}",
        label=_("Code"),
        error_messages={"invalid": _("A code is made of small letters, figures and _.")},
    )
    name = forms.CharField(label=_("Name"), max_length=80)
    purpose = forms.CharField(label=_("What it is for"), max_length=200, required=False)
    position = forms.IntegerField(
        label=_("Place in the list"), min_value=0, max_value=1000, initial=100
    )
    in_use = forms.BooleanField(label=_("In use"), required=False, initial=True)
    restricted = forms.BooleanField(label=_("Known only to the roles named below"), required=False)
    roles = forms.MultipleChoiceField(
        label=_("Roles that alone see it and take its steps"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    public = forms.BooleanField(label=_("Shown to the public"), required=False)
    tells_reporter = forms.BooleanField(
        label=_("The reporter may follow it"), required=False, initial=True
    )
    holds = forms.MultipleChoiceField(
        label=_("Kept beside the case"),
        required=False,
        choices=Holds.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    closed_steps = forms.MultipleChoiceField(
        label=_("Steps that are closed"),
        required=False,
        choices=[(step.value, step.label) for step in STEPS.table],
        widget=forms.CheckboxSelectMultiple,
    )
    interval_days = forms.IntegerField(
        label=_("Comes round every … days"), min_value=1, max_value=_AMOUNT, required=False
    )

    def __init__(self, known: Procedure | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = _roles(known)  # type: ignore[attr-defined]
        for stage in Stage:
            self.fields[f"{stage}_amount"] = forms.IntegerField(
                label=_("Limit: %(stage)s") % {"stage": stage.label},
                min_value=1,
                max_value=_AMOUNT,
                required=False,
            )
            self.fields[f"{stage}_unit"] = forms.ChoiceField(
                label=_("runs in"), choices=LimitUnit.choices, required=False
            )
        for step in _CHECKED_STEPS:
            self.fields[f"before_{step}"] = forms.MultipleChoiceField(
                label=_("Wanted before “%(step)s”") % {"step": step.label},
                required=False,
                choices=[(check.name, check.label) for check in known_checks()],
                widget=forms.CheckboxSelectMultiple,
            )
        if known is not None:
            for name in ("code", *SIGHT):
                self.fields[name].disabled = True
        self.dress()

    def said(self) -> dict[str, Any]:
        told = self.cleaned_data
        plain = ("code", "name", "purpose", "position", "in_use", *SIGHT, "holds", "closed_steps")
        limits = {
            stage.value: [told[f"{stage}_amount"], told[f"{stage}_unit"]]
            for stage in Stage
            if told[f"{stage}_amount"]
        }
        checks = {step.value: told[f"before_{step}"] for step in _CHECKED_STEPS}
        return {
            **{name: told[name] for name in plain},
            "interval_days": told["interval_days"],
            "limits": limits,
            "checks": {step: names for step, names in checks.items() if names},
        }


def filled_in(known: Procedure) -> dict[str, Any]:
    """What the form begins with."""
    limits = {
        f"{stage}_{part}": value
        for stage, limit in known.limits.items()
        for part, value in zip(("amount", "unit"), limit, strict=True)
    }
    checks = {f"before_{step}": names for step, names in known.checks.items()}
    return {**known.values(), "code": known.code, **limits, **checks}


class ParticularForm(DeskForm):
    name = forms.RegexField(r"[a-z][a-z0-9_]{0,39}", label=_("Code"), required=False)
    title = forms.CharField(label=_("Name of the field"), max_length=80, required=False)
    type = forms.ChoiceField(label=_("Type"), choices=FieldType.choices, required=False)
    required = forms.BooleanField(label=_("must be filled"), required=False)
    choices = forms.CharField(label=_("Choices, parted by ;"), max_length=1000, required=False)

    def said(self) -> dict[str, Any]:
        parts = self.cleaned_data["choices"].replace("；", ";").split(";")
        return {**self.cleaned_data, "choices": [part.strip() for part in parts if part.strip()]}


class DocumentForm(DeskForm):
    name = forms.RegexField(r"[a-z][a-z0-9_]{0,39}", label=_("Code"), required=False)
    title = forms.CharField(label=_("Name of the document"), max_length=80, required=False)

    def said(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


ParticularForms = formset_factory(ParticularForm, extra=2, max_num=_MOST)
DocumentForms = formset_factory(DocumentForm, extra=2, max_num=_MOST)


def rows_said(formset: Any) -> list[dict[str, Any]]:  # noqa: ANN401 -- made by Django's factory
    """The rows that name something; an emptied row is taken away."""
    filled = [form for form in formset if form.cleaned_data.get("name")]
    return [form.said() for form in filled]
