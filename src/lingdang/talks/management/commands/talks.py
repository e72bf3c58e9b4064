"""``lingdang talks remarks|replies FILE.csv`` and ``waiting --since DAY``."""

import sys
from argparse import ArgumentParser
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.kernel.sheets import read_sheet
from lingdang.talks import imports, policies
from lingdang.talks.public import find_waiting

COMMAND = Actor.process("lingdang talks", policies.MANAGE, policies.FOLLOW)
SHEETS = {
    "remarks": (imports.import_remarks, imports.REMARK_COLUMNS),
    "replies": (imports.import_replies, imports.REPLY_COLUMNS),
}


class Command(BaseCommand):
    help = "Import what was said and standard replies; find whose reporters wait for a reply."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        for name in SHEETS:
            verbs.add_parser(name, help=f"import {name} from a CSV").add_argument("file", type=Path)
        waiting = verbs.add_parser("waiting", help="look through what was put right since a day")
        waiting.add_argument("--since", type=date.fromisoformat, required=True)

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            if verb == "waiting":
                self._find(options["since"])
            else:
                self._import(verb, options["file"])
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None

    def _find(self, since: date) -> None:
        at = timezone.make_aware(datetime.combine(since, time.min))
        self.stdout.write(str(find_waiting(since=at, by=COMMAND)))

    def _import(self, verb: str, file: Path) -> None:
        load, columns = SHEETS[verb]
        report = load(read_sheet(file.read_bytes(), columns), by=COMMAND)
        for problem in report.problems:
            self.stderr.write(str(problem))
        self.stdout.write(str(report))
        if report.problems:
            sys.exit(1)
