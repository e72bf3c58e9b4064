"""Rules of dispatch filled in, not programmed; and what is done to keep a case from lying."""

import re
import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.cases.public import Case, Report, Source
from lingdang.dispatching.public import DUTY_ROLES, WEEKDAYS, Mode, Rule, RuleData, Target
from lingdang.evidence.public import store_photo
from lingdang.faces.desk import maps, names
from lingdang.faces.desk.forms.fields import (
    DayField,
    DeskForm,
    PhotosField,
    QuickSelect,
    QuickTicks,
    ReasonField,
)
from lingdang.kernel.actor import Actor
from lingdang.people.public import UnitKind
from lingdang.places.public import PlaceNode, levels, tree
from lingdang.standards.public import Kind, street_classes

_BETWEEN = re.compile(r"[、,,;;\s]+")
_EITHER = [("", _("any"))]
_USUAL_WEEKS = 8
_OFFERED = 400  # places that a list of choices can hold


class ManyField(forms.TypedMultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(required=False, **kwargs)


class TruthField(forms.TypedChoiceField):
    """Yes, no, or not asked."""

    def __init__(self, yes: Any, no: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- lazy words
        super().__init__(
            choices=[*_EITHER, ("1", yes), ("0", no)],
            coerce=lambda value: value == "1",
            empty_value=None,
            required=False,
            **kwargs,
        )


def time_field(label: Any) -> forms.TimeField:  # noqa: ANN401 -- lazy words
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, required=False, widget=widget)


class RuleForm(DeskForm):
    """Its fields are those of ``RuleData``; all conditions are optional."""

    name = forms.CharField(label=_("Name of the rule"), max_length=80)
    categories = forms.MultipleChoiceField(
        label=_("Categories (or anything below them)"), required=False, widget=QuickTicks
    )
    words = forms.CharField(
        label=_("One of these words in the text"),
        max_length=400,
        required=False,
        help_text=_("Separate words by a space or a comma."),
    )
    place_id = forms.TypedChoiceField(
        label=_("Place and what lies in it"), coerce=int, empty_value=None, required=False
    )
    street_classes = ManyField(
        label=_("Class of the streets"), help_text=_("What the place counts as on that day.")
    )
    level = forms.ChoiceField(label=_("Level that holds the case"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[*_EITHER, *Kind.choices], required=False)
    urgent = TruthField(_("urgent"), _("not urgent"), label=_("Urgency"))
    sources = ManyField(label=_("Source"), choices=Source.choices)
    weekdays = ManyField(label=_("Day of the week"), choices=WEEKDAYS, coerce=int)
    time_from = time_field(_("From this time of day"))
    time_to = time_field(_("To this time of day"))
    working = TruthField(_("in working time"), _("outside it"), label=_("Working time"))
    unfiled = forms.BooleanField(
        label=_("Also before the case is filed, for what cannot wait"), required=False
    )
    target = forms.ChoiceField(
        label=_("Who gets the case"), choices=Target.choices, widget=forms.RadioSelect
    )
    unit_id = forms.TypedChoiceField(
        label=Target.UNIT.label, coerce=int, empty_value=None, required=False, widget=QuickSelect
    )
    unit_kind = forms.ChoiceField(
        label=_("Kind of the nearest unit"),
        choices=[("", _("choose")), *UnitKind.choices],
        required=False,
    )
    role = forms.ChoiceField(
        label=_("Role on duty"),
        choices=[("", _("choose")), *((role.value, role.label) for role in DUTY_ROLES)],
        required=False,
    )
    CONDITIONS = (
        *(
            "categories",
            "words",
            "place_id",
            "street_classes",
            "level",
            "kind",
            "urgent",
            "sources",
            "weekdays",
        ),
        *("time_from", "time_to", "working", "unfiled"),
    )
    TARGETS = ("target", "unit_id", "unit_kind", "role")

    def __init__(self, scope: PlaceNode, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = ("", _("any"))
        self._offer("categories", names.categories().items())
        self._offer("unit_id", [("", _("choose")), *names.units().items()])
        self._offer("place_id", [none, *places_below(scope)])
        self._offer("street_classes", street_class_choices())
        self._offer("level", [none, *((level.code, level.name) for level in levels())])

    def _offer(self, name: str, choices: Any) -> None:  # noqa: ANN401 -- pairs
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def conditions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.CONDITIONS]

    def targets(self) -> list[forms.BoundField]:
        return [self[name] for name in self.TARGETS]

    def told(self) -> RuleData:
        given = dict(self.cleaned_data)
        given["words"] = [word for word in _BETWEEN.split(given["words"]) if word]
        return RuleData(**given)

    @staticmethod
    def initial_of(rule: Rule) -> dict[str, Any]:
        """Show a rule as its form would have told it."""
        columns = (*RuleForm.CONDITIONS, *RuleForm.TARGETS, "name")
        plain = {name: getattr(rule, name) for name in columns}
        truth = {True: "1", False: "0", None: ""}
        return {
            **plain,
            "words": " ".join(rule.words),
            "urgent": truth[rule.urgent],
            "working": truth[rule.working],
        }


def street_class_choices() -> list[tuple[str, str]]:
    """``A/B/C 类区域 · A 类``: every class of every scheme, the strictest first."""
    return [(one.key, f"{one.scheme.name} · {one.name}") for one in street_classes()]


def places_below(scope: PlaceNode) -> list[tuple[int, str]]:
    """A place and what lies in it, indented; without the finest levels where they are too many."""
    nodes = tree().subtree(scope.id)
    while len(nodes) > _OFFERED:
        finest = max(node.depth for node in nodes)
        nodes = [node for node in nodes if node.depth < finest]
    nodes.sort(key=lambda node: node.path)
    return [(node.id, "　" * (node.depth - scope.depth) + node.name) for node in nodes]


class ModeForm(DeskForm):
    place_id = forms.TypedChoiceField(label=_("Place and what lies in it"), coerce=int)
    mode = forms.ChoiceField(label=_("How the rules work"), choices=Mode.choices)

    def __init__(self, managed: list[PlaceNode], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [choice for node in managed for choice in places_below(node)]
        self.fields["place_id"].choices = choices  # type: ignore[attr-defined]


class DraftForm(forms.Form):
    place_id = forms.IntegerField(min_value=1)


class WeeksForm(DeskForm):
    weeks = forms.ChoiceField(
        label=_("Cases of the last"),
        choices=[(weeks, _("%(weeks)s weeks") % {"weeks": weeks}) for weeks in (1, 4, 8, 26, 52)],
        required=False,
    )
    proposed = forms.CharField(max_length=30, required=False, widget=forms.HiddenInput)
    actual = forms.CharField(max_length=30, required=False, widget=forms.HiddenInput)

    def clean_weeks(self) -> int:
        return int(self.cleaned_data["weeks"] or _USUAL_WEEKS)


class NoteForm(DeskForm):
    note = ReasonField(label=_("Note"))


class SuperviseForm(NoteForm):
    until = DayField(label=_("To be settled by"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("until", timezone.localdate() + timedelta(days=3))


class UrgeForm(DeskForm):
    note = ReasonField(label=_("Note"), required=False)


class AssignForm(DeskForm):
    handler_id = forms.TypedChoiceField(label=_("Person"), coerce=int)

    def __init__(self, people: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handler_id"].choices = people  # type: ignore[attr-defined]


class SettleForm(DeskForm):
    outcome = forms.CharField(
        label=_("What was done"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    photos = PhotosField(label=_("Photographs after"))

    def photo_ids(self, by: Actor) -> list[int]:
        return [store_photo(file, by=by).pk for file in self.cleaned_data["photos"]]


class ReportSettledForm(SettleForm):
    """What a grid worker met and put right: one page, sent once."""

    description = forms.CharField(
        label=_("What it was"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    category_code = forms.CharField(label=_("Category"), required=False, widget=QuickSelect)
    place_id = forms.TypedChoiceField(label=pgettext_lazy("column", "Place"), coerce=int)
    address = forms.CharField(label=_("Where, in words"), max_length=200, required=False)
    request_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    field_order = ("description", "outcome", "place_id", "address", "category_code", "photos")

    def __init__(self, places: list[PlaceNode], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("request_key", str(uuid.uuid4()))
        self.fields["category_code"].widget.choices = [
            ("", _("not yet known")),
            *names.categories().items(),
        ]
        self.fields["place_id"].choices = [(node.id, node.name) for node in places]  # type: ignore[attr-defined]

    def report(self) -> Report:
        told = self.cleaned_data
        return Report(
            description=told["description"],
            category_code=told["category_code"] or None,
            source=Source.GRID_WORKER,
            place_id=told["place_id"],
            address=told["address"],
            system=maps.system(),
            request_key=told["request_key"],
        )


class SupervisionFilterForm(DeskForm):
    q = forms.CharField(label=_("Number, words or phone"), max_length=60, required=False)
    show = forms.ChoiceField(
        label=pgettext_lazy("column", "State"),
        choices=[
            ("", _("running")),
            ("late", _("past its day")),
            ("lifted", _("lifted")),
            ("all", _("all of them")),
        ],
        required=False,
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[("due", _("nearest day first")), ("newest", _("newest first"))],
        required=False,
    )


class HandOverForm(DeskForm):
    """Where, from whom, to whom: choosing again shows another preview."""

    giver = forms.TypedChoiceField(
        label=_("Handed over by"), coerce=int, empty_value=None, required=False
    )
    taker = forms.TypedChoiceField(
        label=_("Taken over by"), coerce=int, empty_value=None, required=False
    )
    note = ReasonField(label=_("Hand-over note"), required=False)

    def __init__(self, people: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("giver", _("the shift that has ended"), people)
        self._offer("taker", _("whoever is next on duty"), people)

    def _offer(self, name: str, nobody: Any, people: list[tuple[int, str]]) -> None:  # noqa: ANN401 -- lazy words
        self.fields[name].choices = [("", nobody), *people]  # type: ignore[attr-defined]


class ListFilterForm(DeskForm):
    q = forms.CharField(label=_("Words of the note"), max_length=60, required=False)
    since = DayField(label=_("From the day"), required=False)


def people_of(case: Case, found: dict[int, str]) -> list[tuple[int, str]]:
    """Everybody but whoever has it in hand already."""
    return [(pk, shown) for pk, shown in found.items() if pk != case.handler_id]
