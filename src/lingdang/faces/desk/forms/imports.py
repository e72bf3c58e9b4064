"""What somebody says of a sheet: which file, what its columns and its words mean."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lingdang.cases.public import Source
from lingdang.faces.desk import names
from lingdang.faces.desk.forms.fields import DeskForm, QuickSelect
from lingdang.intake.public import (
    CONSTANT,
    ColumnMap,
    Import,
    ImportState,
    Replied,
    Target,
    Unknown,
)
from lingdang.kernel.coordinates import System
from lingdang.people.public import Unit
from lingdang.places.public import tree
from lingdang.standards.public import Kind

_OFFERED = 400  # places that a list of choices can hold
_LONGEST_NAME = 80


class UploadForm(DeskForm):
    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("xlsx, or CSV in UTF-8 or GBK; at most %(most)s MB and 100,000 rows.")
        % {"most": settings.IMPORT_MAX_BYTES // 2**20},
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".xlsx,.csv,.txt"}),
    )


class ImportFilterForm(forms.Form):
    q = forms.CharField(label=_("Name of the file"), max_length=60, required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("any")), *ImportState.choices], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget = forms.TextInput(attrs={"type": "search", "class": "form-control"})
        self.fields["state"].widget.attrs["class"] = "form-select"


class MapForm(DeskForm):
    """A select for every column, one for each thing that may hold for all rows, one per word."""

    def __init__(
        self,
        run: Import,
        column_map: ColumnMap,
        unknown: Sequence[Unknown],
        data: QueryDict | None = None,
    ) -> None:
        self.run = run
        self.words: dict[str, tuple[str, str]] = {}
        super().__init__(data)
        for at, name in enumerate(run.head):
            meant = column_map.columns.get(name, "")
            self._offer(f"column_{at}", name, [("", "—"), *Target.choices], meant)
        for target in CONSTANT:
            said = column_map.constants.get(target, "")
            self._offer(f"all_{target}", Target(target).label, _choices(target), said)
        self._offer("replied", _("A reply means"), Replied.choices, column_map.replied)
        self.fields["origin"] = forms.CharField(
            label=_("Put before every number of theirs"),
            max_length=20,
            required=False,
            initial=column_map.origin,
            help_text=_("So that two systems that count alike do not meet."),
        )
        self.fields["save_as"] = forms.CharField(
            label=_("Keep this map under the name"), max_length=_LONGEST_NAME, required=False
        )
        for name in ("origin", "save_as"):
            self.fields[name].widget.attrs["class"] = "form-control"
        self._offer_words(column_map.values, unknown)

    def _offer(
        self, name: str, label: str | Promise, choices: Sequence[tuple[Any, Any]], said: str
    ) -> None:
        field = forms.ChoiceField(label=str(label), choices=choices, required=False, initial=said)
        field.widget = QuickSelect(attrs={"class": "form-select"}, choices=choices)
        self.fields[name] = field

    def _offer_words(
        self, said: Mapping[str, Mapping[str, str]], unknown: Sequence[Unknown]
    ) -> None:
        """Ask once for each of their words: those without a meaning first, then those with one."""
        asked = [(str(one.target), one.word, one.rows) for one in unknown]
        asked += [
            (kind, word, 0)
            for kind, words in said.items()
            for word in words
            if not any(one.target == kind and one.word == word for one in unknown)
        ]
        for at, (kind, word, rows) in enumerate(asked):
            name = f"word_{at}"
            self._offer(name, word, _choices(Target(kind)), said.get(kind, {}).get(word, ""))
            self.fields[name].help_text = Target(kind).label
            self.words[name] = (kind, word)
            if rows:
                self.fields[name].help_text = _("%(kind)s · %(rows)s rows") % {
                    "kind": Target(kind).label,
                    "rows": rows,
                }

    def column_fields(self) -> list[Any]:
        return [self[f"column_{at}"] for at in range(len(self.run.head))]

    def constant_fields(self) -> list[Any]:
        return [self[name] for name in (*(f"all_{t}" for t in CONSTANT), "replied", "origin")]

    def word_fields(self) -> list[Any]:
        return [self[name] for name in self.words]

    def column_map(self) -> ColumnMap:
        told = self.cleaned_data
        columns = {name: told[f"column_{at}"] for at, name in enumerate(self.run.head)}
        values: dict[str, dict[str, str]] = {}
        for name, (kind, word) in self.words.items():
            if told[name]:
                values.setdefault(kind, {})[word] = told[name]
        return ColumnMap.read(
            {
                "columns": {name: meant for name, meant in columns.items() if meant},
                "constants": {str(t): told[f"all_{t}"] for t in CONSTANT if told[f"all_{t}"]},
                "values": values,
                "replied": told["replied"] or Replied.HANDLED.value,
                "origin": told["origin"],
            }
        )


def _choices(target: Target) -> list[tuple[str, Any]]:
    """Ours, to choose from, by the code under which a map keeps them."""
    return [("", "—"), *_OURS[target]()]


def _places() -> list[tuple[str, str]]:
    nodes = [node for node in tree() if node.code]
    while len(nodes) > _OFFERED:
        finest = max(node.depth for node in nodes)
        nodes = [node for node in nodes if node.depth < finest]
    return [(node.code, "　" * (node.depth - 1) + node.name) for node in nodes]


def _units() -> list[tuple[str, str]]:
    return list(Unit.objects.order_by("path").values_list("code", "name"))


_OURS: dict[Target, Callable[[], list[tuple[str, Any]]]] = {
    Target.SOURCE: lambda: list(Source.choices),
    Target.CATEGORY: lambda: list(names.categories().items()),
    Target.KIND: lambda: list(Kind.choices),
    Target.PLACE: _places,
    Target.REPLY_UNIT: _units,
    Target.PROCEDURE: lambda: list(names.procedures().items()),
    Target.SYSTEM: lambda: list(System.choices),
}


class WriteForm(forms.Form):
    """Two buttons: all or none, or the good rows."""

    partial = forms.BooleanField(required=False)


class KeptForm(forms.Form):
    map = forms.CharField(max_length=_LONGEST_NAME, required=False)
