"""What changes the tree: each from a day on."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lingdang.faces.desk.forms.fields import DayField, DeskForm
from lingdang.places.public import PlaceNode, levels, tree

_NAME = 100


class DayForm(forms.Form):
    """The day on which the tree is looked at."""

    day = DayField(required=False)
    q = forms.CharField(max_length=60, required=False)
    level = forms.CharField(max_length=20, required=False)
    place = forms.IntegerField(required=False)
    around = forms.BooleanField(required=False)


class ChangeForm(DeskForm):
    on = DayField(label=_("From the day"))

    def __init__(self, node: PlaceNode, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.node = node
        self.initial.setdefault("on", timezone.localdate())


class CreateForm(ChangeForm):
    name = forms.CharField(label=_("Name"), max_length=_NAME)
    level = forms.ChoiceField(label=_("Level"))
    code = forms.CharField(label=_("Code"), max_length=40, required=False)
    field_order = ["name", "level", "code", "on"]

    def __init__(self, node: PlaceNode, *args: Any, **kwargs: Any) -> None:
        super().__init__(node, *args, **kwargs)
        self.fields["level"].choices = [  # type: ignore[attr-defined]
            (level.code, level.name) for level in levels() if level.rank > node.rank
        ]


class RenameForm(ChangeForm):
    name = forms.CharField(label=_("New name"), max_length=_NAME)
    field_order = ["name", "on"]


class MoveForm(ChangeForm):
    to_parent_id = forms.TypedChoiceField(label=_("New place above"), coerce=int)
    field_order = ["to_parent_id", "on"]

    def __init__(self, node: PlaceNode, *args: Any, **kwargs: Any) -> None:
        super().__init__(node, *args, **kwargs)
        above = tree().node(node.parent_id).level if node.parent_id else ""
        self.fields["to_parent_id"].choices = [  # type: ignore[attr-defined]
            (other.id, " / ".join(tree().path_names(other.id)))
            for other in tree().at_level(above)
            if other.id != node.parent_id
        ]


class DissolveForm(ChangeForm):
    pass


CHANGES: dict[str, type[ChangeForm]] = {
    "create": CreateForm,
    "rename": RenameForm,
    "move": MoveForm,
    "dissolve": DissolveForm,
}
CHANGE_NAMES = {
    "create": _("Add a place inside"),
    "rename": _("Rename"),
    "move": _("Move under another place"),
    "dissolve": _("Dissolve"),
}
