from django import forms
from django.utils.translation import gettext_lazy as _

from lingdang.cases.public import Rung, Source, State
from lingdang.faces.desk import names, states
from lingdang.faces.desk.forms.fields import DayField
from lingdang.faces.desk.rows import COLUMNS
from lingdang.places.public import tree

SORTS = {
    "newest": _("newest first"),
    "oldest": _("oldest first"),
    "due": _("nearest deadline first"),
}
_OFFERED = 300  # places that a list of choices can hold; finer ones are reached from their page
_LONGEST_SEARCH = 60


class FilterForm(forms.Form):
    """Reads the address; all optional. ``FilterChoices`` is the same with lists to choose from."""

    q = forms.CharField(
        label=_("Number, words or phone"), max_length=_LONGEST_SEARCH, required=False
    )
    state = forms.ChoiceField(label=_("State"), choices=State, required=False)
    place = forms.IntegerField(label=_("Place and what lies in it"), required=False)
    unit = forms.IntegerField(label=_("Unit"), required=False)
    category = forms.CharField(label=_("Category"), max_length=40, required=False)
    source = forms.ChoiceField(label=_("Source"), choices=Source, required=False)
    procedure = forms.CharField(label=_("Kind of matter"), max_length=40, required=False)
    unanswered = forms.BooleanField(label=_("Settled, not yet answered"), required=False)
    due = forms.ChoiceField(
        label=_("Deadline"),
        choices=[("over", states.OVERDUE), ("soon", states.DUE_SOON), ("still", states.STILL)],
        required=False,
    )
    rung = forms.TypedChoiceField(
        label=_("Warned"), choices=Rung.choices, coerce=int, empty_value=None, required=False
    )
    since = DayField(label=_("Received from"), required=False)
    till = DayField(label=_("Received to"), required=False)
    closed_from = DayField(label=_("Closed from"), required=False)
    closed_to = DayField(label=_("Closed until"), required=False)
    whole = forms.BooleanField(label=_("Closed, as figures count it"), required=False)
    in_grid = forms.BooleanField(label=_("Settled in the grid"), required=False)
    unowned = forms.BooleanField(label=_("Without owner"), required=False)
    watched = forms.BooleanField(label=_("Under supervision"), required=False)
    urged = forms.BooleanField(label=_("Urged"), required=False)
    mine = forms.BooleanField(label=_("Waiting for me"), required=False)
    ours = forms.ChoiceField(
        label=_("In whose hands"),
        choices=[
            ("me", _("in my hands")),
            ("unit", _("in my unit's hands")),
            ("place", _("in my place")),
        ],
        required=False,
    )
    sort = forms.ChoiceField(label=_("Order"), choices=list(SORTS.items()), required=False)
    cols = forms.MultipleChoiceField(
        label=_("Columns"), choices=list(COLUMNS.items()), required=False
    )


class FilterChoices(FilterForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they are
        nodes = list(tree())
        while len(nodes) > _OFFERED:
            finest = max(node.depth for node in nodes)
            nodes = [node for node in nodes if node.depth < finest]
        self._offer("place", {node.id: "　" * (node.depth - 1) + node.name for node in nodes})
        self._offer("unit", names.units())
        self._offer("category", names.categories())
        self._offer("procedure", names.procedures())
        self._offer("state", {state: str(word) for state, (word, _c) in states.WORDS.items()})
        for name in ("source", "due", "rung", "ours", "sort"):
            self._offer(name, dict(self.fields[name].choices))  # type: ignore[attr-defined]
        for name in ("since", "till", "closed_from", "closed_to"):
            self.fields[name].widget = forms.DateInput(
                attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"
            )
        self.fields["q"].widget = forms.HiddenInput()
        self.fields["cols"].widget = forms.CheckboxSelectMultiple(choices=list(COLUMNS.items()))

    def _offer(self, name: str, choices: dict[int, str] | dict[str, str]) -> None:
        any_ = [] if name == "sort" else [("", _("any"))]
        listed = [*any_, *((key, word) for key, word in choices.items() if key != "")]
        self.fields[name].widget = forms.Select(attrs={"class": "form-select"}, choices=listed)
