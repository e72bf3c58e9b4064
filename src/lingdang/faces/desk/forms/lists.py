from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lingdang.faces.desk.forms.fields import DeskForm
from lingdang.kernel.actor import Actor
from lingdang.people.public import Duty
from lingdang.places.public import tree


class SaveListForm(DeskForm):
    name = forms.CharField(label=_("Name"), max_length=40)
    query = forms.CharField(max_length=1000, required=False, widget=forms.HiddenInput())
    shared_at = forms.TypedChoiceField(
        label=_("Who sees it"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ends = [path.rstrip("/").rsplit("/", 1)[-1] for path in actor.reach(Duty.SEE_CASE).paths]
        places = [tree().node(int(end)) if end else tree().root() for end in ends]
        self.fields["shared_at"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", _("Only I")),
            *((place.id, _("All who serve %(place)s") % {"place": place.name}) for place in places),
        ]
