"""A notice filled in, withdrawn, looked for."""

import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.evidence.public import photos_of, store_photo
from lingdang.faces.desk import names
from lingdang.faces.desk.forms.fields import (
    DayField,
    DeskForm,
    PhotosField,
    QuickSelect,
    ReasonField,
)
from lingdang.kernel.actor import Actor
from lingdang.notices.public import LONGEST_TEXT, LONGEST_TITLE, PUBLISH, Notice, State, Words
from lingdang.places.public import tree

_ANY = ("", _("any"))
_OFFERED = 400  # places that a list of choices can hold
_USUAL = timedelta(days=7)
SAID = ("place_id", "title", "text", "urgent", "from_on", "until_on")


def _places(actor: Actor) -> list[tuple[int, str]]:
    """Those in reach, the largest first where a list of choices cannot hold them all."""
    paths = actor.reach(PUBLISH).paths
    within = [node for node in tree() if any(node.path.startswith(path) for path in paths)]
    kept = sorted(sorted(within, key=lambda node: node.rank)[:_OFFERED], key=lambda node: node.path)
    return [(node.id, names.place_name(node.id)) for node in kept]


class NoticeForm(DeskForm):
    """``key`` makes what is sent twice one; ``version`` is the one that was read."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    place_id = forms.TypedChoiceField(label=_("For which place"), coerce=int, widget=QuickSelect)
    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    text = forms.CharField(
        label=_("Text"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 8})
    )
    urgent = forms.BooleanField(
        label=_("Urgent: tell followers at any hour, by text message too"), required=False
    )
    from_on = DayField(label=_("Shown from"), initial=timezone.localdate)
    until_on = DayField(label=_("Shown until"), initial=lambda: timezone.localdate() + _USUAL)
    photos = PhotosField(label=_("Photographs"))
    without = forms.TypedMultipleChoiceField(  # those to be taken away; the page has boxes for them
        coerce=uuid.UUID, required=False, widget=forms.MultipleHiddenInput
    )

    def __init__(
        self, actor: Actor, *args: Any, known: Notice | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_id"].choices = _places(actor)  # type: ignore[attr-defined]
        self.actor, self.shown = actor, photos_of(known.subject) if known else []
        kept = [(str(photo.public_id), "") for photo in self.shown]
        self.fields["without"].choices = kept  # type: ignore[attr-defined]

    @classmethod
    def of(cls, actor: Actor, notice: Notice) -> "NoticeForm":
        said = {name: getattr(notice, name) for name in SAID}
        return cls(actor, initial={**said, "version": notice.version}, known=notice)

    def told(self) -> dict[str, Any]:
        """Say what the service shall know; photographs are stored first."""
        said, key = self.cleaned_data, self.cleaned_data["key"]
        photos = [
            store_photo(file, by=self.actor, upload_key=f"{key}-{number}").pk
            for number, file in enumerate(said["photos"])
        ]
        return {"words": Words(**{name: said[name] for name in SAID}), "photo_ids": photos}


class WithdrawForm(DeskForm):
    reason = ReasonField(label=_("Why it is withdrawn"))


class NoticeFilterForm(DeskForm):
    q = forms.CharField(label=_("Title or words"), max_length=60, required=False)
    state = forms.ChoiceField(
        label=pgettext_lazy("column", "State"), choices=[_ANY, *State.choices], required=False
    )
    place = forms.TypedChoiceField(
        label=_("Place and what lies in it"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=QuickSelect,
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[("newest", _("newest first")), ("until", _("shown longest first"))],
        required=False,
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [_ANY, *_places(actor)]  # type: ignore[attr-defined]
