"""Procedures: added or changed, one on the desk or many from a file."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.journal.public import record_all
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, Incomplete
from lingdang.kernel.sheets import ImportReport
from lingdang.standards.errors import SightIsFixed
from lingdang.standards.facts import ProcedureSet
from lingdang.standards.models import Procedure
from lingdang.standards.models.procedure import SET
from lingdang.standards.policies import require_manage
from lingdang.standards.procedures import SIGHT, drafted

SHIPPED_PROCEDURES = Path(__file__).parents[1] / "data" / "procedures.json"


@transaction.atomic
def set_procedure(*, said: Mapping[str, Any], by: Actor) -> Procedure:
    """Add a procedure, or change the one of that code: what is not said stays as it is."""
    require_manage(by)
    known = _locked()
    old = known.get(str(said.get("code")))
    procedure = drafted({**(old.values() if old else {}), **said})
    _require_same_sight(old, procedure)
    _keep([procedure], known, by)
    return procedure


@transaction.atomic
def import_procedures(said: Sequence[Mapping[str, Any]], *, by: Actor) -> ImportReport:
    """All or nothing; a problem names the place in the list."""
    require_manage(by)
    known, report = _locked(), ImportReport()
    drafts: list[Procedure] = []
    for number, one in enumerate(said, 1):
        try:
            draft = drafted(one)
            old = known.get(draft.code)
            _require_same_sight(old, draft)
        except DomainError as refusal:
            report.add(number, refusal.code, refusal)
            continue
        if old and old.values() == draft.values():
            report.unchanged += 1
        else:
            drafts.append(draft)
    if not report.problems:
        report.created = sum(draft.code not in known for draft in drafts)
        report.changed = len(drafts) - report.created
        _keep(drafts, known, by)
    return report


def read_procedures(content: bytes) -> list[dict[str, Any]]:
    """Read a file: a JSON array of objects."""
    try:
        said = json.loads(content)
    except ValueError:
        said = None
    if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
        raise Incomplete({"file": _("The file is not a JSON array of procedures.")})
    return said


def _locked() -> dict[str, Procedure]:
    return {old.code: old for old in Procedure.objects.select_for_update()}


def _require_same_sight(old: Procedure | None, new: Procedure) -> None:
    if old and any(getattr(old, name) != getattr(new, name) for name in SIGHT):
        raise SightIsFixed


def _keep(drafts: Sequence[Procedure], known: Mapping[str, Procedure], by: Actor) -> None:
    Procedure.objects.bulk_create(
        drafts, update_conflicts=True, unique_fields=["code"], update_fields=list(SET)
    )
    record_all(
        [ProcedureSet(code=p.code, called=p.name, added=p.code not in known) for p in drafts],
        by=by,
    )
