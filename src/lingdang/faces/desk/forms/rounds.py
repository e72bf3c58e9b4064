"""What is filled in about a round: its plan, its points, what is found, to whom it is given."""

import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from lingdang.evidence.public import store_photo
from lingdang.faces.desk import names
from lingdang.faces.desk.forms.fields import (
    DayField,
    DeskForm,
    PhotosField,
    QuickSelect,
    ReasonField,
)
from lingdang.faces.desk.forms.inspections import chosen_from
from lingdang.inspections.public import (
    PLAN,
    Item,
    Kind,
    Plan,
    Quota,
    Result,
    Round,
    Seen,
    Wish,
    groups_for,
    usable_versions,
)
from lingdang.kernel.actor import Actor
from lingdang.places.public import tree
from lingdang.registers.public import registers_for

_INTS: dict[str, Any] = {"coerce": int, "widget": QuickSelect}
_MANY: dict[str, Any] = {"coerce": int, "required": False, "widget": forms.CheckboxSelectMultiple}
_OFFERED = 400


def places_of(actor: Actor) -> list[tuple[int, str]]:
    paths = actor.reach(PLAN).paths
    within = [node for node in tree() if any(node.path.startswith(path) for path in paths)]
    kept = sorted(within, key=lambda node: (node.rank, node.path))[:_OFFERED]
    return [(node.id, names.place_name(node.id)) for node in kept]


class RoundForm(DeskForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    name = forms.CharField(label=_("Name"), max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    unannounced = forms.BooleanField(
        label=_("Unannounced: nobody checked learns of it until it is published"), required=False
    )
    place_id = forms.TypedChoiceField(label=_("Organised at"), **_INTS)
    checklist_id = forms.TypedChoiceField(label=_("Check-list"), **_INTS)
    from_on = DayField(label=_("First day"), initial=timezone.localdate)
    until_on = DayField(label=_("Last day"), initial=timezone.localdate)
    group_ids = forms.TypedMultipleChoiceField(label=_("Groups"), **_MANY)
    organiser_ids = forms.TypedMultipleChoiceField(
        label=_("Organised jointly by"),
        coerce=int,
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6, "class": "form-select"}),
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen_from(self, "place_id", places_of(actor), free=False)
        versions = [(it.pk, str(it)) for it in usable_versions(actor)]
        chosen_from(self, "checklist_id", versions, free=False)
        groups = [(it.pk, _group_name(it)) for it in groups_for(actor)]
        chosen_from(self, "group_ids", groups, free=False)
        chosen_from(self, "organiser_ids", list(names.units().items()), free=False)

    @classmethod
    def at(cls, actor: Actor, place: str, data: QueryDict | None) -> "RoundForm":
        """A new one, begun for a place: organised at the finest around it where they may plan."""
        places, known = tree(), int(place) if place.isdecimal() else 0
        if known not in places:
            return cls(actor, data)
        offered = {node_id for node_id, _name in places_of(actor)}
        around = [places.node(known), *reversed(places.ancestors(known))]
        there = next((node.id for node in around if node.id in offered), None)
        name = pgettext("round", "Where it came back: %(place)s") % {
            "place": places.node(known).name
        }
        return cls(actor, data, initial={"place_id": there, "name": name})

    @classmethod
    def of(cls, actor: Actor, known: Round) -> "RoundForm":
        said = {name: getattr(known, name) for name in _SAID}
        groups = list(known.groups.values_list("pk", flat=True))
        organisers = list(known.organisers.values_list("pk", flat=True))
        return cls(actor, initial={**said, "group_ids": groups, "organiser_ids": organisers})

    def plan(self) -> Plan:
        said = self.cleaned_data
        return Plan(**{name: said[name] for name in said if name not in {"key", "version"}})


_SAID = (
    "version",
    "name",
    "kind",
    "unannounced",
    "place_id",
    "checklist_id",
    "from_on",
    "until_on",
)


def _group_name(group: Any) -> str:  # noqa: ANN401 -- a group with its unit and area
    return f"{group.unit.name} ({group.area.name})" if group.area else group.unit.name


class DrawForm(DeskForm):
    """One quota; several are drawn by sending several lines."""

    register = forms.ChoiceField(label=_("From the register"))
    quotas = forms.CharField(
        label=_("Quotas"),
        initial="* * 2",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: type of point, town, how many; * is every one of them."),
        max_length=2000,
    )
    seed = forms.CharField(
        label=_("Seed"),
        required=False,
        max_length=64,
        help_text=_("Left empty, one is thrown; it is shown to everybody afterwards."),
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(registers_for(actor).filter(in_use=True).values_list("code", "name"))
        known.sort(key=lambda it: it[0] != "points")
        chosen_from(self, "register", known, free=False)

    def clean_quotas(self) -> list[Quota]:
        by_name = {node.name: node.id for node in tree().at_level("town")}
        quotas = []
        for line in filter(str.strip, self.cleaned_data["quotas"].splitlines()):
            words = line.split()
            whole = len(words) == len(("kind", "town", "count")) and words[2].isdecimal()
            if not whole or words[1] not in {"*", *by_name}:
                raise forms.ValidationError(_now("“%(line)s” is not a quota.") % {"line": line})
            kind, town, count = words
            quotas.append(Quota(int(count), "" if kind == "*" else kind, by_name.get(town)))
        return quotas


class ChooseForm(DeskForm):
    place_ids = forms.TypedMultipleChoiceField(
        label=_("Places to go to"),
        coerce=int,
        widget=forms.SelectMultiple(attrs={"size": 8, "class": "form-select"}),
    )

    def __init__(self, place_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below = sorted(tree().subtree(place_id), key=lambda node: (node.rank, node.path))
        shown = [(node.id, names.place_name(node.id)) for node in below[:_OFFERED]]
        chosen_from(self, "place_ids", shown, free=False)


class FindingForm(DeskForm):
    """One item at a point, for a thumb: three large choices, a line, photographs."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    item = forms.IntegerField(widget=forms.HiddenInput)
    result = forms.ChoiceField(label=_("Result"), choices=Result.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What was found"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    photos = PhotosField(label=_("Photographs"))
    solved = forms.CharField(
        label=_("Solved on the spot: what was done"), max_length=500, required=False
    )
    after = PhotosField(label=_("Photographs afterwards"))
    lng = forms.FloatField(widget=forms.HiddenInput, required=False)
    lat = forms.FloatField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, item: Item | None = None, **kwargs: Any) -> None:
        if item is not None:
            kwargs.setdefault("initial", {"item": item.pk})
            kwargs.setdefault("auto_id", f"id_{item.pk}_%s")
        super().__init__(*args, **kwargs)

    def seen(self, by: Actor) -> Seen:
        said, key = self.cleaned_data, self.cleaned_data["key"]
        kept = {
            name: [
                store_photo(file, by=by, upload_key=f"{key}-{name}-{number}").pk
                for number, file in enumerate(said[name])
            ]
            for name in ("photos", "after")
        }
        return Seen(
            result=said["result"],
            note=said["note"],
            solved=said["solved"],
            photo_ids=kept["photos"],
            after_ids=kept["after"],
            lng=said["lng"],
            lat=said["lat"],
        )


class CorrectForm(FindingForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    item = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = ReasonField(label=_("Why it is corrected"))


class OrderForm(DeskForm):
    """What is left open is said by the check-list, row by row."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    unit_id = forms.TypedChoiceField(
        label=_("Responsible unit"), coerce=int, empty_value=None, required=False,
        widget=QuickSelect, help_text=_("Left open: as the check-list says."),
    )  # fmt: skip
    due_on = DayField(
        label=_("Put right until"), required=False,
        help_text=_("Left open: as many days as the item gives."),
    )  # fmt: skip
    note = forms.CharField(label=_("Words to the unit"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen_from(self, "unit_id", list(names.units().items()))

    def wish(self) -> Wish:
        said = self.cleaned_data
        return Wish(said["unit_id"], said["due_on"], said["note"])
