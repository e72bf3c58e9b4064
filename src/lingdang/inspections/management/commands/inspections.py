"""``lingdang inspections checklists|import|export|sample``: what the pages do, for scripts.

Ends with 1 when rows have problems, or when a draw does not agree with its seed.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lingdang.inspections.enums import IMPORT, PLAN, PUBLISH, SEE
from lingdang.inspections.imports import (
    FINDING_COLUMNS,
    GROUP_COLUMNS,
    ROUND_COLUMNS,
    import_findings,
    import_groups,
    import_rounds,
)
from lingdang.inspections.public import (
    COLUMNS,
    Wanted,
    check_draw,
    checklist_for,
    checklists_for,
    draft_checklist,
    draft_of,
    install_checklist,
    items_of,
    ledger_for,
    ledger_head,
    ledger_lines,
    lines_of,
    publish_checklist,
    round_for,
    rows_of,
    shipped,
    version_in_force,
)
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.kernel.sheets import ImportReport, read_sheet
from lingdang.kernel.workbook import csv_stream, xlsx_stream
from lingdang.people.public import Duty
from lingdang.places.public import tree

COMMAND = Actor.process(
    "lingdang inspections", PLAN, PUBLISH, SEE, IMPORT, Duty.SEE_REGISTERS, Duty.IMPORT_CASES
)
_IMPORTS = {
    "groups": (GROUP_COLUMNS, import_groups),
    "rounds": (ROUND_COLUMNS, import_rounds),
    "findings": (FINDING_COLUMNS, import_findings),
}


class Command(BaseCommand):
    help = "Check-lists, groups, rounds and findings, in and out; draw a sample again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        lists = verbs.add_parser("checklists", help="install those that come with the product")
        lists.add_argument("codes", nargs="*", help=", ".join(shipped()))
        lists.add_argument("--place", default="", help="code of the place; the root without it")
        brought = verbs.add_parser("import", help="a check-list, groups, rounds or findings")
        brought.add_argument("what", choices=["checklist", *_IMPORTS])
        brought.add_argument("file", type=Path)
        brought.add_argument("--code", default="", help="of a check-list")
        brought.add_argument("--name", default="", help="of a check-list")
        brought.add_argument("--type", default="", help="of the points that a check-list is for")
        brought.add_argument("--place", default="", help="code of the place; the root without it")
        export = verbs.add_parser("export", help="a check-list, or the ledger of a round")
        export.add_argument("what", choices=["checklist", "ledger"])
        export.add_argument("which", help="code of a check-list, number of a round")
        export.add_argument("file", type=Path)
        sample = verbs.add_parser("sample", help="what a round drew, by which seed")
        sample.add_argument("round", type=int)
        sample.add_argument("--check", action="store_true", help="draw again and compare")

    def handle(self, *_args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"_{verb}")(options)
        except (DomainError, OSError) as refusal:
            raise CommandError(str(refusal)) from None

    def _place(self, options: dict[str, Any]) -> int:
        places = tree()
        return places.by_code(options["place"]).id if options["place"] else places.root().id

    def _checklists(self, options: dict[str, Any]) -> None:
        for code in options["codes"] or shipped():
            version = install_checklist(code=code, place_id=self._place(options), by=COMMAND)
            self.stdout.write(f"{code} v{version.number} {version.checklist.name}")

    def _import(self, options: dict[str, Any]) -> None:
        content = options["file"].read_bytes()
        if options["what"] == "checklist":
            self._report(self._bring(content, options))
            return
        columns, take = _IMPORTS[options["what"]]
        self._report(take(read_sheet(content, columns), by=COMMAND))

    def _bring(self, content: bytes, options: dict[str, Any]) -> ImportReport:
        made, report = draft_checklist(
            code=options["code"],
            name=options["name"] or options["code"],
            point_type=options["type"],
            place_id=self._place(options),
            rows=rows_of(content),
            by=COMMAND,
        )
        if not report.problems and (draft := draft_of(made)):
            publish_checklist(checklist_id=made.pk, revision=draft.revision, by=COMMAND)
        return report

    def _report(self, report: ImportReport) -> None:
        for problem in report.problems:
            self.stderr.write(str(problem))
        self.stdout.write(str(report))
        if report.problems:
            sys.exit(1)

    def _export(self, options: dict[str, Any]) -> None:
        file: Path = options["file"]
        head, rows = self._sheet(options)
        is_book = file.suffix == ".xlsx"
        stream = xlsx_stream(file.stem, head, rows) if is_book else csv_stream(head, rows)
        with file.open("wb") as kept:
            kept.writelines(stream)

    def _sheet(self, options: dict[str, Any]) -> tuple[list[str], list[list[object]]]:
        if options["what"] == "ledger":
            found = round_for(COMMAND, int(options["which"]))
            return ledger_head(), list(ledger_lines(ledger_for(COMMAND, Wanted(round_id=found.pk))))
        known = checklists_for(COMMAND).filter(code=options["which"]).first()
        checklist = checklist_for(COMMAND, known.pk if known else 0)
        version = version_in_force(checklist)
        return list(COLUMNS), lines_of(items_of(version)) if version else []

    def _sample(self, options: dict[str, Any]) -> None:
        found = round_for(COMMAND, options["round"])
        self.stdout.write(_("seed %(seed)s, rule %(rule)s") % {
            "seed": found.seed, "rule": found.draw.get("rule", "—"),
        })  # fmt: skip
        if not options["check"]:
            self.stdout.writelines(f"{key}\n" for key in found.draw.get("drawn", []))
            return
        wrong = check_draw(found)
        for sentence in wrong:
            self.stderr.write(sentence)
        if wrong:
            sys.exit(1)
        told = {"count": len(found.draw["drawn"])}
        self.stdout.write(_("The seed draws the same %(count)s points.") % told)
