"""``lingdang calls past FILE.csv``: how rings of the past went."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lingdang.calls import imports, policies
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.kernel.sheets import read_sheet

COMMAND = Actor.process("lingdang calls", policies.IMPORT)


class Command(BaseCommand):
    help = "Import how rings of the past went."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("past", help="import calls from a CSV").add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **_options: Any) -> None:
        try:
            rows = read_sheet(file.read_bytes(), imports.COLUMNS)
            report = imports.import_calls(rows, by=COMMAND)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None
        for problem in report.problems:
            self.stderr.write(str(problem))
        self.stdout.write(str(report))
        if report.problems:
            sys.exit(1)
