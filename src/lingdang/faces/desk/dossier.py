"""What the page of a case shows and offers of its dossier."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from lingdang.cases.public import Case, may_describe
from lingdang.dossiers.public import (
    Kind,
    Missing,
    Section,
    asked_for,
    enterable,
    missing_of,
    sections_of,
)
from lingdang.faces.desk.forms.asked import AskedForm
from lingdang.faces.desk.forms.steps import UnmaskForm
from lingdang.kernel.actor import Actor

DESCRIBE = "describe"
_WITH_PHOTOS = {Kind.DOCUMENT, Kind.SESSION, Kind.DELIVERY}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing this person may enter now, with its form."""

    name: str
    label: str | Promise
    form: AskedForm
    open: bool


@dataclass(frozen=True, slots=True)
class DossierPage:
    name: str  # of the procedure
    said: list[tuple[str, str]]
    sections: list[Section]
    missing: list[Missing]
    entries: list[Entry]
    unmask_form: UnmaskForm
    plain: dict[str, str] | None


def dossier_page(
    actor: Actor,
    case: Case,
    refused: tuple[str, AskedForm] | None = None,
    plain: dict[str, str] | None = None,
) -> DossierPage | None:
    """Put it together; none of a case that goes the ordinary way."""
    if case.procedure is None:
        return None
    return DossierPage(
        name=case.procedure.name,
        said=_said(case),
        sections=sections_of(case),
        missing=missing_of(case) if case.is_open else [],
        entries=_entries(actor, case, refused),
        unmask_form=UnmaskForm(),
        plain=plain,
    )


def _said(case: Case) -> list[tuple[str, str]]:
    fields = case.procedure.particulars if case.procedure else []
    values: dict[str, Any] = case.particulars
    return [(each.title, _word(values[each.name])) for each in fields if each.name in values]


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "✓" if value else "✗"
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _entries(actor: Actor, case: Case, refused: tuple[str, AskedForm] | None) -> list[Entry]:
    if not may_describe(actor, case):
        return []
    found = []
    if case.procedure and case.procedure.fields and case.is_open:
        found.append(_entry(DESCRIBE, case, refused))
    found += [_entry(kind.value, case, refused) for kind in enterable(case)]
    return [entry for entry in found if _possible(entry)]


def _entry(name: str, case: Case, refused: tuple[str, AskedForm] | None) -> Entry:
    label = Kind(name).label if name != DESCRIBE else ""
    if refused and refused[0] == name:
        return Entry(name, label, refused[1], open=True)
    return Entry(name, label, form_for(name, case), open=False)


def form_for(name: str, case: Case, *bound: Any) -> AskedForm:
    if name == DESCRIBE:
        fields = case.procedure.particulars if case.procedure else []
        return AskedForm(fields, *bound, initial=case.particulars, auto_id="id_describe_%s")
    kind = Kind(name)
    return AskedForm(
        list(asked_for(case, [kind]).get(kind, [])),
        *bound,
        with_photos=kind in _WITH_PHOTOS,
        auto_id=f"id_enter_{name}_%s",
    )


def _possible(entry: Entry) -> bool:
    """Whether there is anything to choose wherever something must be chosen."""
    return all(asked.type != "choice" or asked.choices for asked in entry.form.asked)
