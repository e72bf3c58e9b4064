"""One step for many cases: which cases, which step, and what it asks for of all of them alike."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lingdang.cases.public import Case, Step
from lingdang.faces.desk.forms.fields import DeskForm
from lingdang.faces.desk.forms.steps import FORMS, StepForm
from lingdang.kernel.errors import NotFound
from lingdang.worklists.public import MOST

# Steps that mean the same for every case; what was done, and what somebody answered, do not.
_LONGEST = 19  # digits of an id
STEPS = (
    *(Step.FILE, Step.DISPATCH, Step.KEEP, Step.PASS_UP, Step.VERIFY, Step.CLOSE, Step.CONCLUDE),
    Step.REFUSE,
    Step.MERGE,
)


class ChosenForm(DeskForm):
    step = forms.TypedChoiceField(
        label=_("Step"), choices=[(step.value, step.label) for step in STEPS], coerce=Step
    )
    key = forms.UUIDField(required=False)

    @property
    def case_ids(self) -> list[int]:
        """The ticked cases; what is no number was not ticked."""
        ticked = self.data.getlist("case")  # type: ignore[attr-defined]  # it is a QueryDict
        return [int(text) for text in ticked if text.isdecimal() and len(text) < _LONGEST][:MOST]


def form_for_all(step: Step, data: QueryDict | None = None) -> StepForm:
    """The step's own form, for no case in particular."""
    if step not in STEPS:
        raise NotFound
    return FORMS[step](Case(), data, None, prefix="all", auto_id=f"id_{step}_%s")
