"""``lingdang standards categories|questions|procedures``."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.kernel.sheets import ImportReport, read_sheet
from lingdang.standards.imports import questions
from lingdang.standards.imports.categories import COLUMNS, SHIPPED
from lingdang.standards.policies import MANAGE
from lingdang.standards.public import import_categories, import_procedures, import_questions
from lingdang.standards.services.procedures import SHIPPED_PROCEDURES, read_procedures

COMMAND = Actor.process("lingdang standards", MANAGE)


class Command(BaseCommand):
    help = "Import categories, what each of them asks, and procedures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        categories = verbs.add_parser("categories", help="add or bring up to date categories")
        categories.add_argument("file", type=Path, nargs="?", default=SHIPPED)
        asked = verbs.add_parser("questions", help="set what categories ask besides")
        asked.add_argument("file", type=Path)
        procedures = verbs.add_parser("procedures", help="add or bring up to date procedures")
        procedures.add_argument("file", type=Path, nargs="?", default=SHIPPED_PROCEDURES)

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"do_{verb}")(options)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None

    def do_categories(self, options: dict[str, Any]) -> None:
        rows = read_sheet(options["file"].read_bytes(), COLUMNS)
        self._report(import_categories(rows, by=COMMAND))

    def do_questions(self, options: dict[str, Any]) -> None:
        rows = read_sheet(options["file"].read_bytes(), questions.COLUMNS)
        self._report(import_questions(rows, by=COMMAND))

    def do_procedures(self, options: dict[str, Any]) -> None:
        said = read_procedures(options["file"].read_bytes())
        self._report(import_procedures(said, by=COMMAND))

    def _report(self, report: ImportReport) -> None:
        for problem in report.problems:
            self.stderr.write(str(problem))
        self.stdout.write(str(report))
        if report.problems:
            sys.exit(1)
