"""``lingdang notices import FILE.csv``."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.kernel.sheets import read_sheet
from lingdang.notices.enums import PUBLISH
from lingdang.notices.imports import COLUMNS, import_notices

COMMAND = Actor.process("lingdang notices", PUBLISH)


class Command(BaseCommand):
    help = "Publish notices from a sheet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        sheet = verbs.add_parser("import", help=f"columns: {', '.join(COLUMNS)}")
        sheet.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **_options: Any) -> None:
        try:
            report = import_notices(read_sheet(file.read_bytes(), COLUMNS), by=COMMAND)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None
        for problem in report.problems:
            self.stderr.write(str(problem))
        self.stdout.write(str(report))
        if report.problems:
            sys.exit(1)
