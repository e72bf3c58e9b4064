# ruff: noqa: N999 -- a command is called by its verb
"""``lingdang import cases FILE``: what the pages do, for scripts.

Ends with 0 when all went in, 1 when rows have problems, 2 when the file or the map says nothing.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lingdang.intake.enums import State
from lingdang.intake.maps import ColumnMap
from lingdang.intake.models import Import
from lingdang.intake.public import (
    cancel_import,
    choose_map,
    saved_map,
    troubles_of,
    upload_sheet,
    work_on,
    write_import,
)
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.kernel.sheets import Problem
from lingdang.people.public import Duty

COMMAND = Actor.process("lingdang import", Duty.IMPORT_CASES)
PROBLEMS, UNREADABLE = 1, 2


class Command(BaseCommand):
    help = "Import cases from a spreadsheet: xlsx, or CSV in UTF-8 or GBK."

    def add_arguments(self, parser: ArgumentParser) -> None:
        cases = parser.add_subparsers(dest="what", required=True).add_parser("cases")
        cases.add_argument("file", type=Path)
        cases.add_argument(
            "--map", metavar="M", help="a kept map's name, or a JSON file; otherwise it is guessed"
        )
        cases.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="what holds for rows that say nothing: place=CODE, reply_unit=CODE, source=media",
        )
        cases.add_argument("--partial", action="store_true", help="the rows without a problem")
        cases.add_argument("--dry-run", action="store_true", help="check, and write nothing")
        cases.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            run = self._imported(options)
        except (DomainError, OSError) as refusal:
            raise CommandError(str(refusal), returncode=UNREADABLE) from None
        self._report(run, as_json=options["json"])
        if run.refused:
            sys.exit(PROBLEMS)

    def _imported(self, options: dict[str, Any]) -> Import:
        file, given = options["file"], _given(options["map"])
        run = upload_sheet(content=file.read_bytes(), file_name=file.name, by=COMMAND)
        try:
            column_map = _with_constants(given or ColumnMap.read(run.map), options["set"])
            choose_map(import_id=run.pk, column_map=column_map, by=COMMAND)
        except DomainError:
            cancel_import(import_id=run.pk, by=COMMAND)
            raise
        run = self._gone_through(run)
        if options["dry_run"] or (run.refused and not options["partial"]):
            return cancel_import(import_id=run.pk, by=COMMAND)
        write_import(import_id=run.pk, partial=options["partial"], by=COMMAND)
        return self._gone_through(run)

    def _gone_through(self, run: Import) -> Import:
        """Do the worker's part at once, and say how far it is."""
        while work_on(run.pk):
            run.refresh_from_db()
            told = {"done": run.done, "rows": run.rows, "state": State(run.state).label}
            self.stderr.write(_("%(state)s: %(done)s of %(rows)s rows") % told)
        run.refresh_from_db()
        return run

    def _report(self, run: Import, *, as_json: bool) -> None:
        problems = [Problem(one.row, one.code, one.sentence) for one in troubles_of(run)]
        told = {
            "rows": run.rows,
            "created": run.created if run.state == State.DONE else 0,
            "unchanged": run.unchanged,
            "refused": run.refused,
        }
        if as_json:
            listed = [{"row": p.row, "code": p.code, "sentence": p.sentence} for p in problems]
            answer = {**told, "good": run.created, "import": run.pk, "problems": listed}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        for problem in problems:
            self.stderr.write(str(problem))
        words = _(
            "%(rows)s rows: %(created)s created, %(unchanged)s as before, %(refused)s refused."
        )
        self.stdout.write(words % told)


def _given(name: str | None) -> ColumnMap | None:
    if not name:
        return None
    return _from_file(Path(name)) if name.endswith(".json") else saved_map(name)


def _from_file(file: Path) -> ColumnMap:
    try:
        return ColumnMap.read(json.loads(file.read_bytes()))
    except ValueError:
        raise CommandError(_("The map is not JSON."), returncode=UNREADABLE) from None


def _with_constants(column_map: ColumnMap, pairs: Iterable[str]) -> ColumnMap:
    constants = {**column_map.constants, **dict(pair.partition("=")[::2] for pair in pairs)}
    return ColumnMap.read({**column_map.stored(), "constants": constants})
