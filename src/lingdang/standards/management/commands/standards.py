"""``lingdang standards``: categories, what they ask, procedures, standards, classes of streets."""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.kernel.sheets import ImportReport, read_sheet
from lingdang.standards.imports import categories, classes, mapping, questions, schemes, standards
from lingdang.standards.policies import MANAGE
from lingdang.standards.public import (
    add_category,
    edition_named,
    free_code,
    import_categories,
    import_classes,
    import_mapping,
    import_procedures,
    import_questions,
    import_schemes,
    import_standards,
    old_codes,
    put_in_force,
    read_standards,
)
from lingdang.standards.services.procedures import SHIPPED_PROCEDURES, read_procedures

COMMAND = Actor.process("lingdang standards", MANAGE)


class Command(BaseCommand):
    help = (
        "Import categories, what they ask, procedures, standards, classes; put editions in force."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        sheets = {
            "categories": ("add or bring up to date categories", categories.SHIPPED),
            "mapping": ("say what the codes of 2013 are today", mapping.SHIPPED),
            "schemes": ("add schemes of street classes", schemes.SHIPPED),
            "draft": ("fill a draft edition, and put it in force with --from", standards.SHIPPED),
        }
        for verb, (told, shipped) in sheets.items():
            sheet = verbs.add_parser(verb, help=f"{told}; without a file: the shipped set")
            sheet.add_argument("file", type=Path, nargs="?", default=shipped)
            if verb == "draft":
                sheet.add_argument("--edition", required=True, help="the name of the edition")
                sheet.add_argument("--from", dest="on", type=date.fromisoformat)
                sheet.add_argument("--dry-run", action="store_true", help="only check the sheet")
        asked = verbs.add_parser("questions", help="set what categories ask besides")
        asked.add_argument("file", type=Path)
        procedures = verbs.add_parser("procedures", help="add or bring up to date procedures")
        procedures.add_argument("file", type=Path, nargs="?", default=SHIPPED_PROCEDURES)
        sheet = verbs.add_parser("classes", help="give places their classes of streets")
        sheet.add_argument("file", type=Path)
        force = verbs.add_parser("force", help="put an edition in force from a day on")
        force.add_argument("edition")
        force.add_argument("--from", dest="on", type=date.fromisoformat, required=True)
        own = verbs.add_parser("own", help="propose the next code of our own, or add a category")
        own.add_argument("major", help="a major class: 06, B01")
        own.add_argument("name", nargs="?", default="")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"do_{verb}")(options)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None

    def do_categories(self, options: dict[str, Any]) -> None:
        rows = read_sheet(options["file"].read_bytes(), categories.COLUMNS)
        self._report(import_categories(rows, by=COMMAND))

    def do_questions(self, options: dict[str, Any]) -> None:
        rows = read_sheet(options["file"].read_bytes(), questions.COLUMNS)
        self._report(import_questions(rows, by=COMMAND))

    def do_procedures(self, options: dict[str, Any]) -> None:
        said = read_procedures(options["file"].read_bytes())
        self._report(import_procedures(said, by=COMMAND))

    def do_mapping(self, options: dict[str, Any]) -> None:
        rows = read_sheet(options["file"].read_bytes(), mapping.MAPPING_COLUMNS)
        self._report(import_mapping(rows, by=COMMAND))
        for old in old_codes().filter(category=None):
            told = {"code": old.code, "kind": old.get_kind_display(), "name": old.name}
            self.stdout.write(_("Without a category of today: %(kind)s %(code)s %(name)s") % told)

    def do_schemes(self, options: dict[str, Any]) -> None:
        rows = read_sheet(options["file"].read_bytes(), schemes.SCHEME_COLUMNS)
        self._report(import_schemes(rows, by=COMMAND))

    def do_classes(self, options: dict[str, Any]) -> None:
        rows = read_sheet(options["file"].read_bytes(), classes.CLASS_COLUMNS)
        self._report(import_classes(rows, by=COMMAND))

    def do_draft(self, options: dict[str, Any]) -> None:
        wanted = {name: options[name] for name in ("edition", "on", "dry_run")}
        self._report(
            import_standards(read_standards(options["file"].read_bytes()), by=COMMAND, **wanted)
        )

    def do_force(self, options: dict[str, Any]) -> None:
        edition = edition_named(options["edition"])
        put_in_force(edition_id=edition.pk, on=options["on"], by=COMMAND)
        told = {"edition": edition.name, "day": options["on"].isoformat()}
        self.stdout.write(_("“%(edition)s” is in force from %(day)s.") % told)

    def do_own(self, options: dict[str, Any]) -> None:
        if not options["name"]:
            self.stdout.write(free_code(options["major"]))
            return
        category = add_category(major=options["major"], name=options["name"], by=COMMAND)
        self.stdout.write(f"{category.code} {category.name}")

    def _report(self, report: ImportReport) -> None:
        for problem in report.problems:
            self.stderr.write(str(problem))
        self.stdout.write(str(report))
        if report.problems:
            sys.exit(1)
