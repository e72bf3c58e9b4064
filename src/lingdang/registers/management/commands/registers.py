"""``lingdang registers define|import|export``: what the pages do, for scripts.

``import`` ends with 0 when all went in, 1 when rows have problems.
"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lingdang.kernel.errors import DomainError
from lingdang.kernel.sheets import Problem
from lingdang.kernel.workbook import csv_stream, xlsx_stream
from lingdang.places.public import tree
from lingdang.registers.enums import State
from lingdang.registers.models import Import
from lingdang.registers.public import (
    cancel_import,
    choose_columns,
    entries_for,
    sheet_head,
    sheet_rows,
    shipped,
    shipped_one,
    sight_of,
    troubles_of,
    upload_sheet,
    write_import,
)
from lingdang.registers.services.install import install
from lingdang.registers.services.work import PROCESS, work_on

_PROBLEMS = 1


class Command(BaseCommand):
    help = "Define registers, import sheets into them, export them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        define = verbs.add_parser("define", help="shipped registers by code, or a JSON file")
        define.add_argument("what", nargs="*", help=f"a .json file, or: {', '.join(shipped())}")
        define.add_argument("--place", default="", help="code of the place; the root without it")
        define.add_argument("--code", default="", help="what to call it, where not as shipped")
        brought = verbs.add_parser("import", help="xlsx, or CSV in UTF-8 or GBK")
        brought.add_argument("code")
        brought.add_argument("file", type=Path)
        brought.add_argument("--columns", type=json.loads, help='JSON: {"header": "field"}')
        brought.add_argument("--partial", action="store_true", help="the rows without a problem")
        brought.add_argument("--dry-run", action="store_true", help="check, and write nothing")
        export = verbs.add_parser("export", help="to a .csv or .xlsx file")
        export.add_argument("code")
        export.add_argument("file", type=Path)

    def handle(self, *_args: Any, verb: str, **options: Any) -> None:
        try:
            {"define": self._define, "import": self._import, "export": self._export}[verb](options)
        except (DomainError, OSError) as refusal:
            raise CommandError(str(refusal)) from None

    def _define(self, options: dict[str, Any]) -> None:
        places = tree()
        place = places.by_code(options["place"]) if options["place"] else places.root()
        for what in options["what"] or shipped():
            file = Path(what)
            is_file = file.suffix == ".json"
            told = json.loads(file.read_bytes()) if is_file else shipped_one(what)
            code = options["code"] or (file.stem if is_file else what)
            made = install(code=code, place_id=place.id, told=told, by=PROCESS)
            self.stdout.write(f"{made.code} v{made.version} {made.name}")

    def _import(self, options: dict[str, Any]) -> None:
        file: Path = options["file"]
        run = upload_sheet(
            code=options["code"], content=file.read_bytes(), file_name=file.name, by=PROCESS
        )
        columns = options["columns"] or run.columns
        run = self._gone_through(choose_columns(import_id=run.pk, columns=columns, by=PROCESS))
        if options["dry_run"] or (run.refused and not options["partial"]):
            run = cancel_import(import_id=run.pk, by=PROCESS)
        else:
            write_import(import_id=run.pk, partial=options["partial"], by=PROCESS)
            run = self._gone_through(run)
        self._report(run)

    def _gone_through(self, run: Import) -> Import:
        """Do the worker's part at once, and say how far it is."""
        while work_on(run.pk):
            run.refresh_from_db()
            told = {"done": run.done, "rows": run.rows, "state": State(run.state).label}
            self.stderr.write(_("%(state)s: %(done)s of %(rows)s rows") % told)
        run.refresh_from_db()
        return run

    def _report(self, run: Import) -> None:
        for one in troubles_of(run):
            self.stderr.write(str(Problem(one.row, one.code, one.sentence)))
        created = run.created if run.state == State.DONE else 0
        told = {"rows": run.rows, "created": created, "same": run.unchanged, "bad": run.refused}
        words = _("%(rows)s rows: %(created)s created, %(same)s as before, %(bad)s refused.")
        self.stdout.write(words % told)
        if run.refused:
            sys.exit(_PROBLEMS)

    def _export(self, options: dict[str, Any]) -> None:
        sight, file = sight_of(PROCESS, options["code"]), options["file"]
        entries = entries_for(PROCESS, sight.register)
        head, rows = sheet_head(sight.seen), sheet_rows(entries, sight.seen, PROCESS)
        is_book = file.suffix == ".xlsx"
        stream = xlsx_stream(sight.register.name, head, rows) if is_book else csv_stream(head, rows)
        with file.open("wb") as kept:
            kept.writelines(stream)
